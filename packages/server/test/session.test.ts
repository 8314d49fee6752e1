import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

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
  'GET /keys': (req: Request, res: Response) => res.json(Object.keys(sessionOf(req))),
  'POST /set': (req: Request, res: Response) => {
    sessionOf(req)['v'] = req.param('v')
    res.ok()
  },
  'POST /regenerate': async (req: Request, res: Response) => {
    const before = req.sessionID
    await sessionOf(req).regenerate()
    sessionOf(req)['v'] = 'new'
    res.json({ changed: before !== req.sessionID })
  },
  'POST /destroy': async (req: Request, res: Response) => {
    await sessionOf(req).destroy()
    res.json({ session: req.session === undefined })
  },
  'GET /id': (req: Request, res: Response) => res.json(req.sessionID ?? null),
  'GET /untouched': (_req: Request, res: Response) => res.ok(),
  'GET /has': has,
  'GET /has.js': has,
  'GET /stream': (req: Request, res: Response) => {
    sessionOf(req)['v'] = 'streamed'
    res.write('a')
    res.end('b')
  },
  'POST /remember': (req: Request, res: Response) => {
    sessionOf(req).cookie.maxAge = 60_000
    res.ok()
  },
  'POST /fail': (req: Request) => {
    void sessionOf(req).save(() => {
      throw new Error('in the callback')
    })
  },
  'POST /reload': async (req: Request, res: Response) => {
    sessionOf(req)['v'] = 'dropped'
    await sessionOf(req).reload()
    res.json({ v: sessionOf(req)['v'] })
  },
  'GET /sign': (req: Request, res: Response) => {
    res.cookie('a', 'b', { signed: true }).json({ session: req.session !== undefined })
  },
  'GET /signed': (req: Request, res: Response) => res.json(req.signedCookies),
}

function has(req: Request, res: Response): void {
  res.json(req.session !== undefined)
}

/** Something to wait for until a test says so. */
function createGate() {
  const gate = new EventEmitter()
  return { opened: once(gate, 'open'), open: () => gate.emit('open') }
}

/** A store of another kind: it answers later, and counts. */
class SlowStore extends MemoryStore {
  reads = 0
  writes = 0

  override get(...[id, callback]: Parameters<MemoryStore['get']>): void {
    this.reads++
    setImmediate(() => super.get(id, callback))
  }

  override set(...[id, stored, callback]: Parameters<MemoryStore['set']>): void {
    this.writes++
    setImmediate(() => super.set(id, stored, callback))
  }
}

describe.each([
  ['the memory store', () => ({})],
  ['a store that answers later', () => ({ adapter: new SlowStore() })],
])('sessions over HTTP, in %s', (_name, store) => {
  const config = () => ({ session: { ...session, ...store() }, routes })

  test('keep what an action puts into them', async () => {
    const { http } = await liftApp(config())

    const first = await http('POST /set', { data: { v: 'one' } })
    const second = await http('GET /get', { cookie: first.cookie })

    expect(first.headers.get('set-cookie')).toMatch(
      /^sails\.sid=s%3A[\w-]{32}\.[\w%]+; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(second.body).toEqual({ v: 'one' })
    expect(second.headers.get('set-cookie')).toBeNull()
  })

  test('have the keys that express-session shows', async () => {
    const { http } = await liftApp(config())

    const { cookie } = await http('POST /set', { data: { v: 1 } })

    expect((await http('GET /keys', { cookie })).body).toEqual(['cookie', 'v'])
  })

  test('begin when something is put into them, not when somebody looks', async () => {
    const { http, app } = await liftApp(config())

    const looked = await http('GET /get')
    const untouched = await http('GET /untouched')

    expect(looked.cookie).toBeUndefined()
    expect(untouched.cookie).toBeUndefined()
    expect(app.config['session']).toMatchObject({ store: { size: 0 } })
  })

  test('get another id when they are regenerated, and the old one is worth nothing', async () => {
    const { http } = await liftApp(config())
    const { cookie } = await http('POST /set', { data: { v: 'old' } })

    const answer = await http('POST /regenerate', { cookie })

    expect(answer.body).toEqual({ changed: true })
    expect(answer.cookie).not.toBe(cookie)
    expect((await http('GET /get', { cookie: answer.cookie })).body).toEqual({ v: 'new' })
    expect((await http('GET /get', { cookie })).body).toEqual({ v: null })
  })

  test('are gone when they are destroyed, and their id is not used again', async () => {
    const { http } = await liftApp(config())
    const { cookie } = await http('POST /set', { data: { v: 1 } })

    expect((await http('POST /destroy', { cookie })).body).toEqual({ session: true })
    const next = await http('POST /set', { cookie, data: { v: 2 } })

    expect(next.cookie).not.toBe(cookie)
  })

  test('of nobody: a cookie with a wrong signature', async () => {
    const { http } = await liftApp(config())
    const { cookie } = await http('POST /set', { data: { v: 1 } })

    const forged = `${cookie?.slice(0, -3)}abc`

    expect((await http('GET /get', { cookie: forged })).body).toEqual({ v: null })
  })

  test('keep what parallel requests write to different keys', async () => {
    const gate = createGate()
    const slow = async (req: Request, res: Response): Promise<void> => {
      sessionOf(req)['slow'] = true
      await gate.opened
      res.ok()
    }
    const { http } = await liftApp({ ...config(), routes: { ...routes, 'POST /slow': slow } })
    const { cookie } = await http('POST /set', { data: { v: 'before' } })

    const slowAnswer = http('POST /slow', { cookie })
    await http('POST /set', { cookie, data: { v: 'meanwhile' } })
    gate.open()
    await slowAnswer

    expect((await http('GET /get', { cookie })).body).toEqual({ v: 'meanwhile' })
    expect((await http('GET /keys', { cookie })).body).toEqual(
      expect.arrayContaining(['slow', 'v']),
    )
  })

  test('are not brought back by a request that began before they were destroyed', async () => {
    const gate = createGate()
    const slow = async (req: Request, res: Response): Promise<void> => {
      sessionOf(req)['slow'] = true
      await gate.opened
      res.ok()
    }
    const { http } = await liftApp({ ...config(), routes: { ...routes, 'POST /slow': slow } })
    const { cookie } = await http('POST /set', { data: { v: 1 } })

    const slowAnswer = http('POST /slow', { cookie })
    await http('POST /destroy', { cookie })
    gate.open()
    await slowAnswer

    expect((await http('GET /keys', { cookie })).body).toEqual(['cookie'])
  })

  test('are written once the cookie is sent, also for an answer in pieces', async () => {
    const { http } = await liftApp(config())

    const { cookie, body } = await http('GET /stream')

    expect(body).toBe('ab')
    expect((await http('GET /get', { cookie })).body).toEqual({ v: 'streamed' })
  })

  test('take an age from an action, and the cookie says so', async () => {
    const { http } = await liftApp(config())

    const { headers } = await http('POST /remember')

    expect(headers.get('set-cookie')).toMatch(/; Expires=/)
  })

  test('answer an error that a callback of theirs throws', async () => {
    const { http } = await liftApp(config())

    expect((await http('POST /fail')).status).toBe(500)
  })

  test('drop changes with reload()', async () => {
    const { http } = await liftApp(config())
    const { cookie } = await http('POST /set', { data: { v: 'kept' } })

    expect((await http('POST /reload', { cookie })).body).toEqual({ v: 'kept' })
  })
})

describe('where sessions are', () => {
  test('none for paths that look like assets, or that isSessionDisabled names', async () => {
    const usual = await liftApp({ session, routes })
    expect((await usual.http('GET /has.js')).body).toBe(false)
    expect((await usual.http('GET /has')).body).toBe(true)

    const isSessionDisabled = { isSessionDisabled: (req: Request) => req.path === '/has' }
    const own = await liftApp({ session: { ...session, ...isSessionDisabled }, routes })
    expect((await own.http('GET /has')).body).toBe(false)
    expect((await own.http('GET /has.js')).body).toBe(true)
  })

  test('none without the hook, and cookies are signed all the same', async () => {
    const { http } = await liftApp({ session, hooks: { session: false }, routes })

    const { cookie, body } = await http('GET /sign')

    expect(body).toEqual({ session: false })
    expect((await http('GET /signed', { cookie })).body).toEqual({ a: 'b' })
  })

  test('in function calls too, and their answer has the cookie', async () => {
    const { app } = await liftApp({ session, routes })

    const first = await app.request('POST /set', { v: 'called' })
    const cookie = String(first.headers['set-cookie'])
    const second = await app.request({ url: '/get', headers: { cookie } })

    expect(Array.isArray(first.headers['set-cookie'])).toBe(true)
    expect(second.body).toEqual({ v: 'called' })
  })
})

describe('the cookie', () => {
  test('is sent with every answer when sessions are rolling', async () => {
    const config = { ...session, rolling: true, cookie: { maxAge: 60_000 } }
    const { http } = await liftApp({ session: config, routes })
    const { cookie } = await http('POST /set', { data: { v: 1 } })

    const { headers } = await http('GET /get', { cookie })

    expect(headers.get('set-cookie')).toMatch(/^sails\.sid=.*; Expires=/)
  })

  test('comes with an entry for every visitor with saveUninitialized', async () => {
    const config = { ...session, saveUninitialized: true }
    const { http, app } = await liftApp({ session: config, routes })

    const { cookie } = await http('GET /untouched')

    expect(cookie).toMatch(/^sails\.sid=/)
    expect(app.config['session']).toMatchObject({ store: { size: 1 } })
  })

  test('is not sent without TLS when it is Secure', async () => {
    const config = { ...session, cookie: { secure: true } }
    const { http } = await liftApp({ session: config, routes, http: { trustProxy: true } })

    const plain = await http('POST /set', { data: { v: 1 } })
    const headers = { 'x-forwarded-proto': 'https' }
    const behindProxy = await http('POST /set', { data: { v: 1 }, headers })

    expect(plain.cookie).toBeUndefined()
    expect(behindProxy.headers.get('set-cookie')).toMatch(/; Secure/)
  })

  test('is given by /__getcookie in a script for the stock client', async () => {
    const { http } = await liftApp({ session, routes })

    const { status, headers, body, cookie } = await http('GET /__getcookie')

    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/javascript; charset=utf-8')
    expect(body).toBe('_sailsIoJSConnect();')
    expect(cookie).toMatch(/^sails\.sid=/)
    const again = await http('POST /set', { cookie, data: { v: 1 } })
    expect(again.cookie).toBe(cookie)
  })

  test('is not given there when sockets.grant3rdPartyCookie is false', async () => {
    const { http } = await liftApp({ session, sockets: { grant3rdPartyCookie: false } })

    expect((await http('GET /__getcookie')).status).toBe(404)
  })
})

describe('a store', () => {
  test('is asked only for requests that come with a session, and written only when it changed', async () => {
    const store = new SlowStore()
    const { http } = await liftApp({ session: { ...session, adapter: store }, routes })

    await http('GET /get')
    expect(store.reads).toBe(0)
    const { cookie } = await http('POST /set', { data: { v: 1 } })
    await http('GET /get', { cookie })
    await http('GET /keys', { cookie })

    expect(store.reads).toBe(2)
    expect(store.writes).toBe(1)
  })

  test('that never answers makes a 503 with a code, for requests with a session only', async () => {
    const store = new SlowStore()
    const config = { ...session, adapter: store, storeTimeoutMs: 10 }
    const { http } = await liftApp({ session: config, routes })
    const { cookie } = await http('POST /set', { data: { v: 1 } })
    store.get = () => undefined

    const { status, body } = await http('GET /get', { cookie })

    expect(status).toBe(503)
    expect(body).toMatchObject({ code: 'E_SESSION_STORE_UNAVAILABLE' })
    expect((await http('GET /untouched')).status).toBe(200)
  })

  test('that cannot write makes a 503 and gives no cookie', async () => {
    const store = new SlowStore()
    store.set = (_id, _stored, callback) => callback?.(new Error('password=hunter2'))
    const { http } = await liftApp({ session: { ...session, adapter: store }, routes })

    const { status, body, cookie } = await http('POST /set', { data: { v: 1 } })

    expect(status).toBe(503)
    expect(JSON.stringify(body)).not.toContain('hunter2')
    expect(cookie).toBeUndefined()
  })

  test('is renewed by a request that only reads, without being written', async () => {
    const touched: string[] = []
    const store = new SlowStore()
    store.touch = (id, _session, callback) => {
      touched.push(id)
      callback?.()
    }
    const { http } = await liftApp({ session: { ...session, adapter: store }, routes })
    const { cookie } = await http('POST /set', { data: { v: 1 } })

    await http('GET /get', { cookie })
    await sleep(0)

    expect(touched).toHaveLength(1)
    expect(store.writes).toBe(1)
  })
})

describe('bad settings of sessions', () => {
  test('are refused at load, all together', async () => {
    const bad = { ...session, cookie: { secure: 'true' }, resave: 1 }

    await expect(liftApp({ session: bad })).rejects.toMatchObject({
      problems: [{ code: 'E_SESSION_BAD_COOKIE_SECURE' }, { code: 'E_INVALID_SESSION_CONFIG' }],
    })
  })

  test('are refused with a secret that is no text', async () => {
    await expect(liftApp({ session: { secret: 12_345 } })).rejects.toMatchObject({
      code: 'E_INVALID_SESSION_CONFIG',
    })
  })

  test('are refused with keys that nothing reads', async () => {
    await expect(liftApp({ session: { ...session, sekret: 'x' } })).rejects.toMatchObject({
      code: 'E_UNKNOWN_SESSION_SETTING',
      message: expect.stringContaining('session.secret'),
    })
  })
})
