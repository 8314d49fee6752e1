import { EventEmitter, once } from 'node:events'

import { describe, expect, test } from 'vitest'

import type { Request } from '../src/request/request.ts'
import type { Response } from '../src/request/response.ts'
import { MemoryStore } from '../src/session/memory-store.ts'
import { liftApp } from './security-app.ts'

const session = { secret: 'a secret for tests' }

function sessionOf(req: Request): NonNullable<Request['session']> {
  if (req.session === undefined) throw new Error('The request has no session.')
  return req.session
}

const routes = {
  'GET /get': (req: Request, res: Response) => res.json({ v: req.session?.['v'] ?? null }),
  'GET /has': (req: Request, res: Response) => res.json(req.session !== undefined),
  'GET /id': (req: Request, res: Response) => res.json(req.sessionID),
  'POST /set': (req: Request, res: Response) => {
    sessionOf(req)['v'] = req.param('v')
    res.ok()
  },
  'POST /regenerate': async (req: Request, res: Response) => {
    await sessionOf(req).regenerate()
    sessionOf(req)['v'] = 'new'
    res.ok()
  },
  'POST /destroy': async (req: Request, res: Response) => {
    await sessionOf(req).destroy()
    res.ok()
  },
  'GET /csrfToken': { action: 'security/grant-csrf-token' },
  'GET /token': (req: Request, res: Response) =>
    res.json({ token: req.csrfToken?.(), local: res.locals['_csrf'] }),
}

/** A store of another kind: it answers later. */
class SlowStore extends MemoryStore {
  override get(...[id, callback]: Parameters<MemoryStore['get']>): void {
    setImmediate(() => super.get(id, callback))
  }
}

describe.each([
  ['the memory store', () => ({})],
  ['a store that answers later', () => ({ adapter: new SlowStore() })],
])('sessions over sockets, in %s', (_name, store) => {
  const lift = async () => liftApp({ session: { ...session, ...store() }, routes })

  test('are the ones of the cookie in the handshake, shared with HTTP and other sockets', async () => {
    const { http, connect } = await lift()
    const { cookie = '' } = await http('POST /set', { data: { v: 'http' } })
    const one = await connect({ extraHeaders: { cookie } })
    const two = await connect({ extraHeaders: { cookie } })

    expect((await one.ask('GET /get')).body).toEqual({ v: 'http' })
    await one.ask('POST /set', { v: 'socket' })

    expect((await two.ask('GET /get')).body).toEqual({ v: 'socket' })
    expect((await http('GET /get', { cookie })).body).toEqual({ v: 'socket' })
  })

  test.each<[string, Record<string, string>]>([
    ['no cookie', {}],
    ['other cookies only', { cookie: 'theme=dark' }],
    ['a session cookie with a wrong signature', { cookie: 'sails.sid=s%3Aabc.def' }],
  ])("last for the socket's life when it came with %s", async (_name, extraHeaders) => {
    const { connect } = await lift()
    const one = await connect({ extraHeaders })
    const two = await connect({ extraHeaders })

    await one.ask('POST /set', { v: 'mine' })

    expect((await one.ask('GET /get')).body).toEqual({ v: 'mine' })
    expect((await two.ask('GET /get')).body).toEqual({ v: null })
  })

  test('last for its life when it came with the cookie of a session that is gone', async () => {
    const { http, connect } = await lift()
    const { cookie = '' } = await http('POST /set', { data: { v: 1 } })
    await http('POST /destroy', { cookie })
    const { ask } = await connect({ extraHeaders: { cookie } })

    await ask('POST /set', { v: 'mine' })

    expect((await ask('GET /get')).body).toEqual({ v: 'mine' })
  })

  test('follow regenerate() at once, and sign other sockets of the old session out', async () => {
    const { http, connect } = await lift()
    const { cookie = '' } = await http('POST /set', { data: { v: 'old' } })
    const one = await connect({ extraHeaders: { cookie } })
    const two = await connect({ extraHeaders: { cookie } })
    await two.ask('GET /get')

    await one.ask('POST /regenerate')

    expect((await one.ask('GET /get')).body).toEqual({ v: 'new' })
    expect((await two.ask('GET /get')).body).toEqual({ v: null })
    expect((await http('GET /get', { cookie })).body).toEqual({ v: null })
  })

  test('end with destroy() for all sockets, whatever door it came through', async () => {
    const { app, http, connect } = await lift()
    const { cookie = '' } = await http('POST /set', { data: { v: 'old' } })
    const one = await connect({ extraHeaders: { cookie } })
    const two = await connect({ extraHeaders: { cookie } })
    await Promise.all([one.ask('GET /get'), two.ask('GET /get')])
    const signedOut: string[] = []
    app.on('session:ended', (_id: string, sockets: { id: string }[]) => {
      signedOut.push(...sockets.map(({ id }) => id))
    })

    await http('POST /destroy', { cookie })

    expect(new Set(signedOut)).toEqual(new Set([one.client.id, two.client.id]))
    await one.ask('POST /set', { v: 'of one' })
    expect((await two.ask('GET /get')).body).toEqual({ v: null })
  })

  test('keep what two first requests of a socket write at the same time', async () => {
    const routesOfTwo = {
      'POST /a': (req: Request, res: Response) => {
        sessionOf(req)['a'] = 1
        res.ok()
      },
      'POST /b': (req: Request, res: Response) => {
        sessionOf(req)['b'] = 2
        res.ok()
      },
      'GET /both': (req: Request, res: Response) =>
        res.json([sessionOf(req)['a'], sessionOf(req)['b']]),
    }
    const { connect } = await liftApp({ session: { ...session, ...store() }, routes: routesOfTwo })
    const { ask } = await connect()

    await Promise.all([ask('POST /a'), ask('POST /b')])

    expect((await ask('GET /both')).body).toEqual([1, 2])
  })
})

describe('a socket', () => {
  test('without anything written leaves nothing in the store', async () => {
    const { app, connect } = await liftApp({ session, routes })
    const { ask } = await connect()

    await ask('GET /get')
    const first = await ask('GET /id')
    const second = await ask('GET /id')

    expect(second.body).toBe(first.body)
    expect(app.config['session']).toMatchObject({ store: { size: 0 } })
  })

  test('gets no session with nosession in its handshake, header or query', async () => {
    const { connect } = await liftApp({ session, routes })

    const byHeader = await connect({ extraHeaders: { nosession: 'true' } })
    const byQuery = await connect({ query: { nosession: 'true' } })

    expect((await byHeader.ask('GET /has')).body).toBe(false)
    expect((await byQuery.ask('GET /has')).body).toBe(false)
  })

  test('cannot drop its session with a header of a request', async () => {
    const { connect } = await liftApp({ session, routes })
    const { ask } = await connect()

    expect((await ask('GET /has', {}, { nosession: 'true' })).body).toBe(true)
  })

  test('takes a signed cookie from the auth payload, and none from the URL', async () => {
    const { http, connect } = await liftApp({ session, routes })
    const { cookie = '' } = await http('POST /set', { data: { v: 'mine' } })

    const byAuth = await connect({ auth: { cookie } })
    const byUrl = await connect({ query: { cookie } })

    expect((await byAuth.ask('GET /get')).body).toEqual({ v: 'mine' })
    expect((await byUrl.ask('GET /get')).body).toEqual({ v: null })
  })

  test('finds the session that /__getcookie gave its browser', async () => {
    const { http, connect } = await liftApp({ session, routes })
    const { cookie = '' } = await http('GET /__getcookie')
    const { ask } = await connect({ extraHeaders: { cookie } })

    await ask('POST /set', { v: 'socket' })

    expect((await http('GET /get', { cookie })).body).toEqual({ v: 'socket' })
  })

  test('hands its stored session to afterDisconnect, which may change it', async () => {
    const events = new EventEmitter()
    const done = once(events, 'done')
    const afterDisconnect = (stored: Record<string, unknown>): void => {
      stored['v'] = 'gone'
      setImmediate(() => events.emit('done'))
    }
    const { http, connect } = await liftApp({ session, routes, sockets: { afterDisconnect } })
    const { cookie } = await http('POST /set', { data: { v: 'here' } })
    const { client } = await connect({ extraHeaders: { cookie: cookie ?? '' } })

    client.close()
    await done

    expect((await http('GET /get', { cookie })).body).toEqual({ v: 'gone' })
  })
})

describe('CSRF tokens over sockets', () => {
  const security = { csrf: true }

  test('are asked for, and good in header, body or query', async () => {
    const { http, connect } = await liftApp({ session, routes, security })
    const { body, cookie = '' } = await http('GET /csrfToken')
    const { _csrf: token } = body as { _csrf: string }
    const { ask } = await connect({ extraHeaders: { cookie } })

    expect(await ask('POST /set', { v: 1 })).toMatchObject({ statusCode: 403, body: 'Forbidden' })
    expect((await ask('POST /set', {}, { 'X-CSRF-Token': token })).statusCode).toBe(200)
    expect((await ask('POST /set', { _csrf: token })).statusCode).toBe(200)
    expect((await ask(`POST /set?_csrf=${token}`)).statusCode).toBe(200)
  })

  test('are not given, but an action can make one', async () => {
    const { connect } = await liftApp({ session, routes, security })
    const { ask } = await connect()

    const granted = await ask('GET /csrfToken')
    const { body } = await ask('GET /token')

    expect(granted).toMatchObject({ statusCode: 400, body: { code: 'E_CSRF_TOKEN_OVER_SOCKET' } })
    expect(body).toEqual({ token: expect.stringMatching(/^.{36}$/), local: '' })
  })

  test("are not asked for when the handshake's origin was checked and csrf.sockets says so", async () => {
    const origin = 'https://app.example'
    const { http, connect } = await liftApp({
      session,
      routes,
      security: { csrf: { sockets: 'origin' } },
      sockets: { onlyAllowOrigins: [origin] },
    })
    const { ask } = await connect({ extraHeaders: { origin } })

    expect((await ask('POST /set', { v: 1 })).statusCode).toBe(200)
    expect((await http('POST /set', { data: { v: 1 } })).status).toBe(403)
  })
})

describe('CORS over sockets', () => {
  test("never blocks, and answers with the headers for the handshake's origin", async () => {
    const good = 'http://good.example'
    const cors = { allowOrigins: [good], allowCredentials: true, rejectUnlisted: true }
    const { connect } = await liftApp({
      routes: { 'GET /cors': { fn: routes['GET /has'], cors } },
      sockets: { onlyAllowOrigins: [good, 'http://other.example'] },
    })
    const listed = await connect({ extraHeaders: { origin: good } })
    const other = await connect({ extraHeaders: { origin: 'http://other.example' } })

    const answer = await listed.ask('GET /cors', {}, { origin: 'http://other.example' })

    expect(answer).toMatchObject({
      statusCode: 200,
      headers: {
        'access-control-allow-origin': good,
        'access-control-allow-credentials': 'true',
        vary: 'Origin',
      },
    })
    const unlisted = await other.ask('GET /cors')
    expect(unlisted.statusCode).toBe(200)
    expect(unlisted.headers).not.toHaveProperty('access-control-allow-origin')
  })
})
