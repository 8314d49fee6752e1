import { expect, test } from 'vitest'

import { liftSockets } from './lift-sockets.ts'
import { SDK_QUERY, connectRaw, refusedHandshake } from './raw-client.ts'

test('a page of the host that it connects to may, and so may what is no browser', async () => {
  const { origin } = await liftSockets()

  await connectRaw(origin, { headers: { origin } })
  await connectRaw(origin)
})

test('a foreign page is refused by default, on every transport', async () => {
  const { origin } = await liftSockets({ transports: ['polling', 'websocket'] })
  const headers = { origin: 'http://evil.example' }

  const polling = await fetch(`${origin}/socket.io/?${SDK_QUERY}&EIO=4&transport=polling`, {
    headers,
  })

  expect(await refusedHandshake(origin, { headers })).toEqual({ status: 400, body: 'Bad request' })
  expect([polling.status, await polling.text()]).toEqual([
    400,
    '{"code":3,"message":"Bad request"}',
  ])
  expect(polling.headers.get('access-control-allow-origin')).toBeNull()
})

test('no trick with the id of a connection lets a foreign page in', async () => {
  const { origin } = await liftSockets()
  const headers = { origin: 'http://evil.example' }

  for (const trick of ['sid=', 'sid=x&sid=', 'sid=&sid']) {
    const { status } = await refusedHandshake(origin, { headers, query: `${SDK_QUERY}&${trick}` })
    expect(status).toBe(400)
  }
})

test('`null` and other opaque origins are refused by default', async () => {
  const { origin } = await liftSockets()

  for (const opaque of ['null', 'file://', 'x']) {
    const { status } = await refusedHandshake(origin, { headers: { origin: opaque } })
    expect(status).toBe(400)
  }
})

test('in development a page of another port of this machine may connect', async () => {
  const { origin } = await liftSockets()

  await connectRaw(origin, { headers: { origin: 'http://localhost:5173' } })
})

test('behind a trusted proxy the host is the one that the proxy was asked for', async () => {
  const headers = { origin: 'https://app.example', 'x-forwarded-host': 'app.example' }
  const trusting = await liftSockets({}, { http: { trustProxy: true } })
  const wary = await liftSockets()

  await connectRaw(trusting.origin, { headers })
  expect((await refusedHandshake(wary.origin, { headers })).status).toBe(400)
})

test('`allowForeignOrigins` lets every page in', async () => {
  const { origin } = await liftSockets({ allowForeignOrigins: true })

  await connectRaw(origin, { headers: { origin: 'http://page.example' } })
})

test('origins that CORS trusts with credentials may connect', async () => {
  const cors = { allRoutes: true, allowOrigins: ['https://page.example'], allowCredentials: true }
  const { origin } = await liftSockets({}, { security: { cors } })

  await connectRaw(origin, { headers: { origin: 'https://page.example' } })
})

test('with `onlyAllowOrigins` only the listed ones may, however they are written', async () => {
  const { origin } = await liftSockets({
    onlyAllowOrigins: [
      'http://good.example',
      'https://*.wild.example',
      /^https:\/\/re\d\.example$/,
    ],
  })
  const allowed = [
    'http://good.example',
    'HTTP://GOOD.EXAMPLE',
    'http://good.example:80',
    'https://a.b.wild.example',
    'https://re1.example',
  ]
  const refused = [
    'http://evil.example',
    'http://good.example:8080',
    'https://good.example',
    'https://wild.example',
    'https://evilwild.example',
    'null',
    origin,
  ]

  for (const page of allowed) await connectRaw(origin, { headers: { origin: page } })
  await connectRaw(origin)
  for (const page of refused) {
    expect((await refusedHandshake(origin, { headers: { origin: page } })).status).toBe(400)
  }
})

test('`requireOrigin` refuses clients that name none', async () => {
  const { origin } = await liftSockets({ requireOrigin: true })

  expect(await refusedHandshake(origin)).toEqual({ status: 400, body: 'Bad request' })
})

test('a listed page may read the answers of long polling', async () => {
  const { origin } = await liftSockets({
    transports: ['polling'],
    onlyAllowOrigins: ['http://good.example'],
  })

  const response = await fetch(`${origin}/socket.io/?${SDK_QUERY}&EIO=4&transport=polling`, {
    headers: { origin: 'http://good.example' },
  })

  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBe('http://good.example')
})

type Proceed = (error?: unknown, allowed?: boolean) => void

test.each([
  ['calls back true', (_: unknown, proceed: Proceed) => proceed(undefined, true)],
  ['calls back true later', (_: unknown, proceed: Proceed) => setImmediate(proceed, null, true)],
  ['is async and calls back', async (_: unknown, proceed: Proceed) => proceed(undefined, true)],
  ['returns true', () => true],
  ['returns a promise of true', async () => true],
])('beforeConnect that %s lets in', async (_, beforeConnect) => {
  const { origin } = await liftSockets({ beforeConnect })

  await connectRaw(origin, { headers: { origin: 'http://any.example' } })
})

test.each([
  ['calls back a short code', (_: unknown, proceed: Proceed) => proceed('nope', false), 'nope'],
  ['calls back false', (_: unknown, proceed: Proceed) => proceed(undefined, false), 'Forbidden'],
  ['returns false', () => false, 'Forbidden'],
  ['returns nothing', () => {}, 'Forbidden'],
  [
    'throws',
    () => {
      throw new Error('password=hunter2')
    },
    'E_BEFORE_CONNECT',
  ],
  ['rejects', async () => Promise.reject(new Error('secret')), 'E_BEFORE_CONNECT'],
  [
    'throws a coded error',
    () => {
      throw Object.assign(new Error('secret'), { code: 'E_NOT_TODAY' })
    },
    'E_NOT_TODAY',
  ],
  [
    'tells much',
    (_: unknown, proceed: Proceed) => proceed('SELECT * FROM users', false),
    'Forbidden',
  ],
])('beforeConnect that %s refuses, and tells the client a code at most', async (_, fn, body) => {
  const { origin } = await liftSockets({ beforeConnect: fn })

  expect(await refusedHandshake(origin)).toEqual({ status: 400, body })
})

test('beforeConnect gets the handshake, with its query', async () => {
  const seen: unknown[] = []
  const { origin } = await liftSockets({
    beforeConnect(handshake: Record<'_query' | 'headers', object>, proceed: Proceed) {
      const { _query: query, headers } = handshake
      seen.push({ query, headers })
      proceed(undefined, true)
    },
  })

  await connectRaw(origin, { query: `${SDK_QUERY}&room=7`, headers: { cookie: 'a=b' } })

  expect(seen).toMatchObject([{ query: { room: '7' }, headers: { cookie: 'a=b' } }])
})

test('more connections than allowed are refused', async () => {
  const { origin } = await liftSockets({ maxConnections: 1 })
  await connectRaw(origin)

  expect(await refusedHandshake(origin)).toEqual({ status: 400, body: 'E_TOO_MANY_CONNECTIONS' })
})

test('an address with as many connections as it may have gets no more', async () => {
  const { origin } = await liftSockets({ maxConnectionsPerAddress: 1 })
  await connectRaw(origin)

  expect((await refusedHandshake(origin)).body).toBe('E_TOO_MANY_CONNECTIONS')
})

test('polling is refused unless it is asked for', async () => {
  const { origin } = await liftSockets()

  const response = await fetch(`${origin}/socket.io/?${SDK_QUERY}&EIO=4&transport=polling`)

  expect([response.status, await response.text()]).toEqual([
    400,
    '{"code":0,"message":"Transport unknown"}',
  ])
})

test('sockets can be served under another path', async () => {
  const { origin } = await liftSockets({ path: '/live' })

  await connectRaw(origin, { path: '/live' })
})

test('afterDisconnect runs when the socket has left its rooms', async () => {
  const calls: unknown[] = []
  const { origin } = await liftSockets({
    afterDisconnect(
      session: object,
      socket: { rooms: Set<string>; connected: boolean },
      done: () => void,
    ) {
      calls.push({ session, rooms: [...socket.rooms], connected: socket.connected })
      done()
    },
  })
  const client = await connectRaw(origin)

  client.webSocket.close()

  await expect.poll(() => calls).toEqual([{ session: {}, rooms: [], connected: false }])
})

test('what afterDisconnect changes in the session is kept', async () => {
  const { app, origin } = await liftSockets(
    {
      afterDisconnect(session: Record<string, unknown>, _socket: unknown, done: () => void) {
        session['left'] = true
        done()
      },
    },
    {
      routes: {
        '/set': (req: { session: Record<string, unknown> }, res: { ok(): void }) => {
          req.session['v'] = 1
          res.ok()
        },
        '/get': (req: { session: object }, res: { json(body: unknown): void }) =>
          res.json(req.session),
      },
    },
  )
  const set = await fetch(`${origin}/set`)
  const headers = { cookie: set.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
  const client = await connectRaw(origin, { headers })

  client.webSocket.close()
  const read = async () => (await fetch(`${origin}/get`, { headers })).json()
  await expect.poll(read).toMatchObject({ v: 1, left: true })

  expect(app.io.sockets.sockets.size).toBe(0)
})
