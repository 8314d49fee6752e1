import { SESSION_COOKIE_EVENT } from '@halyard/protocol'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import type { Request } from '../src/request/request.ts'
import type { Response } from '../src/request/response.ts'
import { MemoryStore } from '../src/session/memory-store.ts'
import { type HttpAnswer, type SecurityApp, type TestSocket, liftApp } from './security-app.ts'

const session = { secret: 'a secret for tests' }
const APP_PAGE = 'https://app.example'
const ENDPOINT = 'POST /__getcookie'

const routes = {
  'GET /me': (req: Request, res: Response) => res.json(req.session?.['me'] ?? null),
  'POST /visit': (req: Request, res: Response) => {
    if (req.session !== undefined) req.session['me'] = 'visitor'
    res.ok()
  },
  'POST /login': async (req: Request, res: Response) => {
    await req.session?.regenerate()
    if (req.session !== undefined) req.session['me'] = req.param('me')
    res.ok()
  },
  'POST /logout': async (req: Request, res: Response) => {
    await req.session?.destroy()
    res.ok()
  },
}

/** A store of another kind: it answers later. */
class SlowStore extends MemoryStore {
  override get(...[id, callback]: Parameters<MemoryStore['get']>): void {
    setImmediate(() => super.get(id, callback))
  }
}

/** A browser's socket, and the offers that it got. */
interface Page extends TestSocket {
  readonly offers: { token: string }[]
}

async function openPage(
  { connect, origin: server }: SecurityApp,
  { cookie, origin = server }: { cookie?: string | undefined; origin?: string } = {},
): Promise<Page> {
  const extraHeaders = { origin, ...(cookie === undefined ? {} : { cookie }) }
  const socket = await connect({ extraHeaders, auth: { sessionCookie: true } })
  const offers: Page['offers'] = []
  socket.client.on(SESSION_COOKIE_EVENT, (offer) => offers.push(offer))
  return { ...socket, offers }
}

/** Claims a cookie as a browser does. */
async function claim(
  { http, origin: server }: SecurityApp,
  { offers, client }: Page,
  changes: { cookie?: string | undefined; origin?: string; token?: string; socketId?: string },
): Promise<HttpAnswer> {
  const { cookie, origin = server, token = offers.at(-1)?.token, socketId = client.id } = changes
  return http(ENDPOINT, { cookie, headers: { origin }, data: { token, socketId } })
}

async function visit({ http }: SecurityApp): Promise<string> {
  const { cookie = '' } = await http('POST /visit')
  return cookie
}

describe.each([
  ['the memory store', () => ({})],
  ['a store that answers later', () => ({ adapter: new SlowStore() })],
])("a browser's cookie follows its socket's session, in %s", (_name, store) => {
  const lift = async (more: Record<string, unknown> = {}) =>
    liftApp({ session: { ...session, ...store() }, routes, ...more })

  test('after a login over the socket: HTTP sees the new session, and the old id is dead', async () => {
    const app = await lift()
    const old = await visit(app)
    const page = await openPage(app, { cookie: old })

    await page.ask('POST /login', { me: 'ann' })
    const claimed = await claim(app, page, { cookie: old })

    expect(claimed.status).toBe(204)
    expect(claimed.headers.get('cache-control')).toBe('no-store')
    expect(claimed.headers.getSetCookie()).toHaveLength(1)
    expect(claimed.headers.getSetCookie()[0]).toContain('HttpOnly; SameSite=Lax')
    expect((await app.http('GET /me', { cookie: claimed.cookie })).body).toBe('ann')
    expect((await app.http('GET /me', { cookie: old })).body).toBe(null)
  })

  test('with saveUninitialized the answer sets that cookie and no other', async () => {
    const app = await lift({ session: { ...session, ...store(), saveUninitialized: true } })
    const old = await visit(app)
    const page = await openPage(app, { cookie: old })

    await page.ask('POST /login', { me: 'ann' })
    const claimed = await claim(app, page, { cookie: old })

    expect(claimed.headers.getSetCookie()).toHaveLength(1)
    expect((await app.http('GET /me', { cookie: claimed.cookie })).body).toBe('ann')
  })

  test('when the session began on the socket, and the browser had none', async () => {
    const app = await lift()
    const page = await openPage(app)

    await page.ask('POST /visit')
    const { cookie } = await claim(app, page, {})

    expect((await app.http('GET /me', { cookie })).body).toBe('visitor')
  })

  test('when it ended and the next one began', async () => {
    const app = await lift()
    const old = await visit(app)
    const page = await openPage(app, { cookie: old })

    await page.ask('POST /logout')
    expect(page.offers).toEqual([])
    await page.ask('POST /visit')
    const { cookie } = await claim(app, page, { cookie: old })

    expect((await app.http('GET /me', { cookie })).body).toBe('visitor')
  })

  test('through several changes, whether or not it has fetched those between', async () => {
    const app = await lift()
    const page = await openPage(app)

    await page.ask('POST /visit')
    await page.ask('POST /login', { me: 'ann' })
    const first = await claim(app, page, {})
    await page.ask('POST /login', { me: 'bob' })
    const second = await claim(app, page, { cookie: first.cookie })

    expect((await app.http('GET /me', { cookie: first.cookie })).body).toBe(null)
    expect((await app.http('GET /me', { cookie: second.cookie })).body).toBe('bob')
  })

  test('with one offer for each session, before the answer, and none for further writes', async () => {
    const app = await lift()
    const page = await openPage(app)

    await page.ask('POST /visit')
    expect(page.offers).toEqual([{ token: expect.stringMatching(/^[\w-]{43}$/) }])
    await page.ask('POST /visit')
    await page.ask('GET /me')

    expect(page.offers).toHaveLength(1)
  })

  test('with CSRF tokens required: the claim proves more', async () => {
    const app = await lift({
      security: { csrf: true },
      routes: { ...routes, 'POST /visit': { fn: routes['POST /visit'], csrf: false } },
    })
    const page = await openPage(app)

    await page.ask('POST /visit')

    expect((await claim(app, page, {})).status).toBe(204)
    expect((await app.http('POST /login')).status).toBe(403)
  })
})

describe('a claim is refused', () => {
  const refused = { status: 403, body: { code: 'E_SESSION_COOKIE_REFUSED' } }

  /** A page whose browser was offered the cookie of a login. */
  async function loggedIn(config: Record<string, unknown> = {}): Promise<{
    app: SecurityApp
    page: Page
    old: string
  }> {
    const app = await liftApp({ session, routes, ...config })
    const old = await visit(app)
    const page = await openPage(app, { cookie: old })
    await page.ask('POST /login', { me: 'ann' })
    return { app, page, old }
  }

  test('the second time', async () => {
    const { app, page, old } = await loggedIn()

    await claim(app, page, { cookie: old })

    expect(await claim(app, page, { cookie: old })).toMatchObject(refused)
  })

  test('after 30 s', async () => {
    const { app, page, old } = await loggedIn()
    onTestFinished(() => void vi.useRealTimers())

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30_001 })

    expect(await claim(app, page, { cookie: old })).toMatchObject(refused)
  })

  test('by two at once for one of them', async () => {
    const { app, page, old } = await loggedIn({ session: { ...session, adapter: new SlowStore() } })

    const both = await Promise.all([1, 2].map(async () => claim(app, page, { cookie: old })))

    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([204, 403]))
  })

  test('without the cookie of the handshake, or with the cookie of another session', async () => {
    const { app, page } = await loggedIn()
    const other = await visit(app)

    expect(await claim(app, page, {})).toMatchObject(refused)
    await page.ask('POST /login', { me: 'ann' })
    expect(await claim(app, page, { cookie: other })).toMatchObject(refused)
  })

  test('where the browser has got a session elsewhere since a handshake without one', async () => {
    const app = await liftApp({ session, routes })
    const page = await openPage(app)
    await page.ask('POST /visit')

    expect(await claim(app, page, { cookie: await visit(app) })).toMatchObject(refused)
  })

  test('for an offer that another socket got', async () => {
    const { app, page: attacker } = await loggedIn()
    const victim = await openPage(app)

    const answer = await claim(app, attacker, { socketId: victim.client.id ?? '' })

    expect(answer).toMatchObject(refused)
  })

  test.each(['https://evil.example', 'null'])('from a page of %s', async (origin) => {
    const { app, page, old } = await loggedIn()

    const answer = await claim(app, page, { cookie: old, origin })

    expect(answer).toMatchObject(refused)
    expect(answer.headers.get('access-control-allow-origin')).toBe(null)
  })

  test('from another page that may connect than that of the handshake', async () => {
    const onlyAllowOrigins = [APP_PAGE, 'https://other.example']
    const app = await liftApp({ session, routes, sockets: { onlyAllowOrigins } })
    const page = await openPage(app, { origin: APP_PAGE })
    await page.ask('POST /visit')

    expect(await claim(app, page, { origin: 'https://other.example' })).toMatchObject(refused)
  })

  test('without origin', async () => {
    const { app, page, old } = await loggedIn()
    const data = { token: page.offers[0]?.token, socketId: page.client.id }

    expect(await app.http(ENDPOINT, { cookie: old, data })).toMatchObject(refused)
  })

  test('from foreign pages, even where they may connect', async () => {
    const app = await liftApp({ session, routes, sockets: { allowForeignOrigins: true } })
    const page = await openPage(app, { origin: 'https://evil.example' })
    await page.ask('POST /visit')

    expect(await claim(app, page, { origin: 'https://evil.example' })).toMatchObject(refused)
  })

  test.each([undefined, [], {}, { token: 1 }, { token: 'guess', socketId: 'x' }])(
    'with the body %j',
    async (data) => {
      const { app, old } = await loggedIn()

      const answer = await app.http(ENDPOINT, {
        cookie: old,
        headers: { origin: app.origin },
        data,
      })

      expect(answer).toMatchObject(refused)
    },
  )

  test('when the session has ended again', async () => {
    const { app, page, old } = await loggedIn()

    await page.ask('POST /logout')

    expect(await claim(app, page, { cookie: old })).toMatchObject(refused)
  })

  test('for a Secure cookie without TLS', async () => {
    const app = await liftApp({ session: { ...session, cookie: { secure: true } }, routes })
    const page = await openPage(app)
    await page.ask('POST /visit')

    const answer = await claim(app, page, {})

    expect(answer).toMatchObject(refused)
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test('over a socket, where it is no address at all', async () => {
    const { page } = await loggedIn()

    expect((await page.ask(ENDPOINT, page.offers[0])).statusCode).toBe(404)
  })
})

describe('pages of another origin that may connect', () => {
  const sockets = { onlyAllowOrigins: [APP_PAGE] }
  const preflight = (origin: string) => ({
    headers: { origin, 'access-control-request-method': 'POST' },
  })

  test('claim with credentials, after a preflight', async () => {
    const app = await liftApp({ session, routes, sockets })
    const page = await openPage(app, { origin: APP_PAGE })
    await page.ask('POST /visit')

    const asked = await app.http('OPTIONS /__getcookie', preflight(APP_PAGE))
    const claimed = await claim(app, page, { origin: APP_PAGE })

    expect(asked.status).toBe(204)
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': APP_PAGE,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      vary: 'Origin',
    })
    expect(claimed.status).toBe(204)
    expect(claimed.headers.get('access-control-allow-origin')).toBe(APP_PAGE)
  })

  test('are the only ones whose preflight passes', async () => {
    const app = await liftApp({ session, routes, sockets })

    const asked = await app.http('OPTIONS /__getcookie', preflight('https://evil.example'))

    expect(asked.headers.get('access-control-allow-origin')).toBe(null)
  })
})

describe('no cookie is offered', () => {
  test.each<[string, object]>([
    ['to a client that has not asked for it', { extraHeaders: { origin: 'https://a.example' } }],
    ['to one that is no browser', { auth: { sessionCookie: true } }],
  ])('%s', async (_name, options) => {
    const { app, connect } = await liftApp({
      session,
      routes,
      sockets: { onlyAllowOrigins: ['https://a.example'] },
    })
    const { ask, client } = await connect(options)
    const heard: string[] = []
    client.onAny((name: string) => heard.push(name))

    await ask('POST /visit')

    expect(heard).toEqual([])
    expect(app.config['session']).toMatchObject({ store: { size: 1 } })
  })

  test('when the store fails; the request is answered all the same', async () => {
    class FullStore extends MemoryStore {
      override set(...[id, data, callback]: Parameters<MemoryStore['set']>): void {
        if (id.startsWith('cookie-offer.')) callback?.(new Error('full'))
        else super.set(id, data, callback)
      }
    }
    const app = await liftApp({ session: { ...session, adapter: new FullStore() }, routes })
    const page = await openPage(app)

    expect((await page.ask('POST /visit')).statusCode).toBe(200)
    expect(page.offers).toEqual([])
  })
})
