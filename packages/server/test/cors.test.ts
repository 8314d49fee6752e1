import { describe, expect, test } from 'vitest'

import type { Request } from '../src/request/request.ts'
import type { Response } from '../src/request/response.ts'
import { type HttpAnswer, liftApp } from './security-app.ts'

const good = 'http://good.example'
const evil = 'http://evil.example'
const ok = (_req: Request, res: Response): void => res.ok()

const routes = {
  '/plain': ok,
  'PUT /open': { fn: ok, cors: true },
  'PUT /closed': { fn: ok, cors: false },
  '/listed': { fn: ok, cors: { allowOrigins: [good], allowCredentials: true } },
  'GET /single': { fn: ok, cors: good },
  'PUT /single': { fn: ok },
}

async function lift(cors: Record<string, unknown> = {}) {
  return liftApp({ routes, hooks: { session: false }, security: { cors } })
}

/** The headers of an answer that say what other origins may do. */
function corsHeaders({ headers }: HttpAnswer): Record<string, string> {
  return Object.fromEntries(
    [...headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary'),
  )
}

function preflight(origin: string, method: string) {
  return { headers: { origin, 'access-control-request-method': method } }
}

describe('an answer to a page of another origin', () => {
  test('has no CORS header by default, and the request runs', async () => {
    const { http } = await lift()

    const answer = await http('GET /plain', { headers: { origin: good } })

    expect(answer.status).toBe(200)
    expect(corsHeaders(answer)).toEqual({})
  })

  test('names the origin when the route lists it, and nothing when it does not', async () => {
    const { http } = await lift()

    const listed = await http('GET /listed', { headers: { origin: good } })
    const other = await http('GET /listed', { headers: { origin: evil } })

    expect(corsHeaders(listed)).toEqual({
      'access-control-allow-origin': good,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    })
    expect(other.status).toBe(200)
    expect(corsHeaders(other)).toEqual({})
  })

  test('allows everybody with allRoutes, but where a route says no', async () => {
    const { http } = await lift({ allRoutes: true, allowResponseHeaders: 'x-owl' })
    const options = { headers: { origin: good } }

    expect(corsHeaders(await http('GET /plain', options))).toEqual({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x-owl',
    })
    expect(corsHeaders(await http('PUT /closed', options))).toEqual({})
    expect(corsHeaders(await http('GET /nowhere', options))).toEqual(
      expect.objectContaining({ 'access-control-allow-origin': '*' }),
    )
  })

  test('echoes the origin with credentials when the unsafe flag is set', async () => {
    const { http } = await lift({
      allRoutes: true,
      allowCredentials: true,
      allowAnyOriginWithCredentialsUnsafe: true,
    })

    expect(corsHeaders(await http('GET /plain', { headers: { origin: evil } }))).toEqual({
      'access-control-allow-origin': evil,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    })
  })
})

describe('a preflight', () => {
  test('is answered for the route of the method that it asks about', async () => {
    const { http } = await lift()

    const answer = await http('OPTIONS /open', preflight(good, 'PUT'))
    const otherMethod = await http('OPTIONS /open', preflight(good, 'POST'))

    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(corsHeaders(answer)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
      'access-control-allow-headers': 'content-type',
    })
    expect(corsHeaders(otherMethod)).toEqual({})
  })

  test('tells an origin that is not listed nothing', async () => {
    const { http } = await lift()

    const answer = await http('OPTIONS /listed', preflight(evil, 'PUT'))

    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(corsHeaders(answer)).toEqual({})
  })

  test('of a route without settings lists its methods, as any OPTIONS does', async () => {
    const { http } = await lift()

    const answer = await http('OPTIONS /plain', preflight(good, 'GET'))

    expect(answer.status).toBe(200)
    expect(answer.headers.get('allow')).toContain('PATCH')
    expect(corsHeaders(answer)).toEqual({})
  })

  test('gets the headers that it asks for when none are set', async () => {
    const { http } = await lift({ allRoutes: true, allowRequestHeaders: '' })
    const { headers } = preflight(good, 'GET')

    const answer = await http('OPTIONS /plain', {
      headers: { ...headers, 'access-control-request-headers': 'x-one' },
    })

    expect(corsHeaders(answer)).toMatchObject({ 'access-control-allow-headers': 'x-one' })
  })
})

describe('with rejectUnlisted', () => {
  test('a request from an origin that is not listed does not run', async () => {
    const { http, origin } = await lift({ rejectUnlisted: true })

    expect((await http('POST /listed', { headers: { origin: evil } })).status).toBe(403)
    expect((await http('POST /plain', { headers: { origin: evil } })).status).toBe(403)
    expect((await http('POST /listed', { headers: { origin: good } })).status).toBe(200)
    expect((await http('POST /listed', { headers: { origin } })).status).toBe(200)
    expect((await http('POST /plain')).status).toBe(200)
  })
})

describe('bad CORS settings', () => {
  test('are refused at load, those of routes among them, all together', async () => {
    const config = {
      routes: { '/a': { fn: ok, cors: { allowOrigins: 666 } }, '/b': { fn: ok, cors: 'blah' } },
      security: { cors: { allowCredentials: true } },
    }

    await expect(liftApp(config)).rejects.toMatchObject({
      problems: [
        { code: 'E_INVALID_SECURITY_CONFIG' },
        { code: 'E_BAD_ORIGIN_CONFIG' },
        { code: 'E_INVALID_ORIGIN' },
      ],
    })
  })
})
