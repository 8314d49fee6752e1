import { describe, expect, test } from 'vitest'

import type { Request } from '../src/request/request.ts'
import type { Response } from '../src/request/response.ts'
import { type HttpOptions, type SecurityApp, liftApp } from './security-app.ts'

const session = { secret: 'a secret for tests' }
const ok = (_req: Request, res: Response): void => res.ok()

const routes = {
  'GET /csrfToken': { action: 'security/grant-csrf-token' },
  'GET /form': (_req: Request, res: Response) => res.json(String(res.locals['_csrf'])),
  'GET /page': ok,
  'POST /free': { fn: ok, csrf: false },
  'POST /guarded': { fn: ok, csrf: true },
  '/pay': ok,
}

async function lift(csrf: unknown = true, config: Record<string, unknown> = {}) {
  return liftApp({ session, routes, security: { csrf }, ...config })
}

async function tokenFrom({ http }: SecurityApp, cookie?: string) {
  const answer = await http('GET /csrfToken', { cookie })
  const { _csrf: token } = answer.body as { _csrf: string }
  return { token, cookie: answer.cookie }
}

describe('a request that changes something', () => {
  test('is 403 without a token, on every method and on addresses without route', async () => {
    const { http } = await lift()

    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(await http(`${method} /pay`)).toMatchObject({ status: 403, body: 'Forbidden' })
      expect((await http(`${method} /nowhere`)).status).toBe(403)
    }
    expect((await http('GET /pay')).status).toBe(200)
  })

  test.each<[string, (token: string) => HttpOptions & { path?: string }]>([
    ['body', (token) => ({ data: { _csrf: token } })],
    ['query', (token) => ({ path: `/pay?_csrf=${token}` })],
    ['header csrf-token', (token) => ({ headers: { 'csrf-token': token } })],
    ['header xsrf-token', (token) => ({ headers: { 'xsrf-token': token } })],
    ['header x-csrf-token', (token) => ({ headers: { 'x-csrf-token': token } })],
    ['header x-xsrf-token', (token) => ({ headers: { 'X-XSRF-Token': token } })],
  ])('runs with a token in the %s', async (_place, give) => {
    const app = await lift()
    const { token, cookie } = await tokenFrom(app)

    const { path = '/pay', ...options } = give(token)

    expect((await app.http(`POST ${path}`, { ...options, cookie })).status).toBe(200)
  })

  test('is 403 with a wrong token in the body, whatever the header says', async () => {
    const app = await lift()
    const { token, cookie } = await tokenFrom(app)

    const options = { cookie, data: { _csrf: 'wrong' }, headers: { 'x-csrf-token': token } }

    expect((await app.http('POST /pay', options)).status).toBe(403)
  })

  test("is 403 with the token of another client's session", async () => {
    const app = await lift()
    const { token } = await tokenFrom(app)
    const other = await tokenFrom(app)

    const options = { cookie: other.cookie, headers: { 'x-csrf-token': token } }

    expect((await app.http('POST /pay', options)).status).toBe(403)
    expect((await app.http('POST /pay', { headers: options.headers })).status).toBe(403)
  })

  test('runs where its route says csrf: false', async () => {
    const { http } = await lift()

    expect((await http('POST /free')).status).toBe(200)
  })

  test('runs where a line without target says csrf: false, for routes that are bound elsewhere', async () => {
    const { http } = await lift(true, { routes: { ...routes, 'POST /later/:id': { csrf: false } } })

    expect((await http('POST /later/7')).status).toBe(404)
    expect((await http('PUT /later/7')).status).toBe(403)
  })

  test('is guarded only where its route says csrf: true when the setting is off', async () => {
    const { http } = await lift(false)

    expect((await http('POST /pay')).status).toBe(200)
    expect((await http('POST /guarded')).status).toBe(403)
  })

  test('is 403 where there are no sessions', async () => {
    const { http } = await lift(false, { hooks: { session: false } })

    expect((await http('POST /guarded')).status).toBe(403)
  })
})

describe('a token', () => {
  test('has 36 characters, is another one each time, and all of them stay good', async () => {
    const app = await lift()
    const first = await tokenFrom(app)
    const second = await tokenFrom(app, first.cookie)

    expect(first.token).toMatch(/^.{8}-.{27}$/)
    expect(second.token).not.toBe(first.token)
    for (const { token } of [first, second]) {
      const options = { cookie: first.cookie, headers: { 'x-csrf-token': token } }
      expect((await app.http('POST /pay', options)).status).toBe(200)
    }
  })

  test('is granted also where only single routes ask for one', async () => {
    const app = await lift(false)
    const { token, cookie } = await tokenFrom(app)

    const options = { cookie, headers: { 'x-csrf-token': token } }

    expect((await app.http('POST /guarded', options)).status).toBe(200)
  })

  test('is there for views, and begins a session only when one reads it', async () => {
    const { http } = await lift()

    const form = await http('GET /form')
    const page = await http('GET /page')

    expect(form.body).toHaveLength(36)
    expect(form.cookie).toMatch(/^sails\.sid=/)
    expect(page.cookie).toBeUndefined()
  })

  test('is empty for views of an app that asks for none', async () => {
    const { http } = await liftApp({ session, routes: { 'GET /form': routes['GET /form'] } })

    expect(await http('GET /form')).toMatchObject({ body: '', cookie: undefined })
  })

  test('cannot be made without a session, and the error says so', async () => {
    let code: unknown
    const make = (req: Request, res: Response): void => {
      try {
        req.csrfToken?.()
      } catch (error) {
        code = error instanceof Error && 'code' in error ? error.code : undefined
      }
      res.ok()
    }
    const { http } = await lift(false, { hooks: { session: false }, routes: { 'GET /x': make } })

    await http('GET /x')

    expect(code).toBe('E_CSRF_NO_SESSION')
  })
})

describe('bad settings of CSRF protection', () => {
  test('are refused at load', async () => {
    await expect(lift(true, { hooks: { session: false } })).rejects.toMatchObject({
      code: 'E_INVALID_SECURITY_CONFIG',
    })
    await expect(lift({ sockets: 'origin' })).rejects.toMatchObject({
      code: 'E_INVALID_SECURITY_CONFIG',
    })
  })
})
