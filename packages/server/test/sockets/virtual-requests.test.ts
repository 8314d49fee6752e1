import { describe, expect, test } from 'vitest'

import type { Response } from '../../src/request/response.ts'
import { liftSockets } from './lift-sockets.ts'
import { SDK_QUERY, connectRaw, parseAck } from './raw-client.ts'

const OK = '43{id}[{"body":"OK","headers":{},"statusCode":200}]'
const PARSE_ERROR = 'SAILS:HOOK:SOCKETS:PARSE_VIRTUAL_REQ'

describe.each([{ fastPath: true }, { fastPath: false }])('a virtual request, %o', (path) => {
  test.each([3, 4] as const)('is answered with body, headers and status, EIO=%i', async (eio) => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin, { eio })

    const ack = await client.ask(
      '420["get",{"method":"get","headers":{},"data":{},"url":"/hello"}]',
    )

    expect(ack).toBe(OK.replace('{id}', '0'))
  })

  test('takes its method from the name of the event', async () => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin)

    const ack = await client.ask('421["post",{"method":"delete","url":"/req","data":{"a":1}}]')

    expect(parseAck(ack).reply['body']).toMatchObject({ method: 'POST', body: { a: 1 } })
  })

  test('without acknowledgement runs and sends nothing', async () => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin)

    client.send('42["get",{"url":"/hello"}]')

    expect(await client.ask('425["get",{"url":"/hello"}]')).toBe(OK.replace('{id}', '5'))
  })

  test('is answered when its action is done, whatever was asked before', async () => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin)

    client.send('420["get",{"url":"/slow?ms=100&name=slow"}]')
    client.send('421["get",{"url":"/slow?ms=1&name=quick"}]')

    expect(parseAck(await client.next())).toMatchObject({ id: 1, reply: { body: 'quick' } })
    expect(parseAck(await client.next())).toMatchObject({ id: 0, reply: { body: 'slow' } })
  })

  test('requests of one turn are all answered, in order', async () => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin)
    const ids = Array.from({ length: 50 }, (_, id) => id)

    for (const id of ids) client.send(`42${id}["get",{"url":"/hello"}]`)
    const acks = []
    for (const _ of ids) acks.push(parseAck(await client.next()).id)

    expect(acks).toEqual(ids)
  })

  test('carries text of any language and length', async () => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin)

    for (const text of ['grüße, 世界 🌍', 'x'.repeat(200), 'ü'.repeat(70_000)]) {
      const ack = await client.ask(`427["post",${JSON.stringify({ url: '/req', data: { text } })}]`)
      expect(parseAck(ack).reply['body']).toMatchObject({ body: { text } })
    }
  })

  test('cannot choose its origin or its host, nor its cookie when the handshake has one', async () => {
    const { origin } = await liftSockets({ ...path, allowForeignOrigins: true })
    const handshake = { origin: 'http://page.example', cookie: 'a=b' }
    const client = await connectRaw(origin, { headers: handshake })
    const headers = { origin: 'http://evil.example', Host: 'x', cookie: 'c=d', 'X-Own': 'v' }

    const ack = await client.ask(`420["get",${JSON.stringify({ url: '/req', headers })}]`)

    expect(parseAck(ack).reply['body']).toMatchObject({
      headers: { ...handshake, host: origin.slice(7), 'x-own': 'v' },
    })
  })

  test('an event that the action emits comes before the answer', async () => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin)

    expect(await client.ask('420["get",{"url":"/emit"}]')).toBe('42["direct"]')
    expect(await client.next()).toMatch(/^430/)
  })

  test('binary data in the body makes a binary acknowledgement', async () => {
    const routes = { 'GET /bytes': (_req: unknown, res: Response) => res.send(Buffer.from('hi')) }
    const { origin } = await liftSockets(path, { routes })
    const client = await connectRaw(origin)

    expect(await client.ask('423["get",{"url":"/bytes"}]')).toMatch(
      /^461-3\[\{"body":\{"_placeholder"/,
    )
    expect(await client.next()).toBe('binary:6869')
  })

  test.each([
    ['no url', '{}'],
    ['empty url', '{"url":""}'],
    ['url a number', '{"url":5}'],
    ['url too long', JSON.stringify({ url: `/${'x'.repeat(9_000)}` })],
    ['payload null', 'null'],
    ['payload a string', '"/hello"'],
    ['payload an array', '["/hello"]'],
    ['headers an array', '{"url":"/hello","headers":[]}'],
    ['a header no string', '{"url":"/hello","headers":{"n":5}}'],
    ['a prototype key', '{"url":"/hello","data":{"__proto__":{"a":1}}}'],
    ['another one', '{"url":"/hello","data":{"a":[{"constructor":{"prototype":1}}]}}'],
    ['a prototype key as header', '{"url":"/hello","headers":{"__proto__":"x"}}'],
    ['data nested 3000 deep', `{"url":"/hello","data":${nested(3_000)}}`],
    ['no payload', undefined],
    ['a second argument that is no function', '{"url":"/hello"},"nope"'],
  ])('%s is answered with 400, and with an event where no answer is wanted', async (_, payload) => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin)
    const event = payload === undefined ? '["get"]' : `["get",${payload}]`

    const { id, reply } = parseAck(await client.ask(`429${event}`))
    const spoken = await client.ask(`42${event}`)

    expect(id).toBe(9)
    expect(reply).toMatchObject({ statusCode: 400, status: 400, code: PARSE_ERROR, headers: {} })
    expect(reply['body']).toMatchObject({ code: expect.stringMatching(/^E_/) })
    expect(JSON.stringify(reply)).not.toContain('stack')
    expect(spoken).toMatch(/^42\["sails:parseError",\{/)
  })

  test('data nested as deep as it may be is taken', async () => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin)

    const ack = await client.ask(`420["post",{"url":"/req","data":${nested(64)}}]`)

    expect(parseAck(ack).reply['statusCode']).toBe(200)
  })

  test('an event that nobody answers gets 405 when it wants an answer', async () => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin)

    for (const event of ['["trace",{"url":"/hello"}]', '["GET",{"url":"/hello"}]', '[7]', '']) {
      client.send(`42${event}`)
      const ack = await client.ask(`424${event}`)
      expect(parseAck(ack)).toMatchObject({ id: 4, reply: { statusCode: 405 } })
    }
  })

  test('a frame that is no JSON is answered, and the connection lives', async () => {
    const { origin } = await liftSockets(path)
    const client = await connectRaw(origin)

    expect(parseAck(await client.ask('428["get",{"url"]'))).toMatchObject({
      id: 8,
      reply: { statusCode: 400 },
    })
    expect(await client.ask('420["get",{"url":"/hello"}]')).toBe(OK.replace('{id}', '0'))
  })

  test('a message over the limit is answered with 413, and the connection lives', async () => {
    const { origin } = await liftSockets({ ...path, maxHttpBufferSize: 2_000 })
    const client = await connectRaw(origin)
    const data = 'x'.repeat(5_000)

    const ack = await client.ask(`426["post",{"url":"/req","data":["${data}"]}]`)

    expect(parseAck(ack)).toMatchObject({ id: 6, reply: { statusCode: 413 } })
    expect(await client.ask('420["get",{"url":"/hello"}]')).toBe(OK.replace('{id}', '0'))
  })

  test('more open requests than allowed are answered with 429 at once', async () => {
    const { origin } = await liftSockets({ ...path, maxOpenRequests: 2 })
    const client = await connectRaw(origin)

    client.send('420["get",{"url":"/never"}]')
    client.send('421["get",{"url":"/never"}]')
    const ack = await client.ask('422["get",{"url":"/hello"}]')

    expect(parseAck(ack)).toMatchObject({ id: 2, reply: { statusCode: 429 } })
  })

  test('asking faster than allowed is answered with 429', async () => {
    const { origin } = await liftSockets({ ...path, rateLimit: { perSecond: 0.001, burst: 1 } })
    const client = await connectRaw(origin)

    expect(parseAck(await client.ask('420["get",{"url":"/hello"}]')).reply['statusCode']).toBe(200)
    expect(parseAck(await client.ask('421["get",{"url":"/hello"}]')).reply['statusCode']).toBe(429)
  })

  test('a client that is too old, or says no version, is refused at each request', async () => {
    const { origin } = await liftSockets(path)

    for (const query of ['x=1', '__sails_io_sdk_version=0.10.9', '__sails_io_sdk_version=banana']) {
      const client = await connectRaw(origin, { query })
      expect(parseAck(await client.ask('420["get",{"url":"/hello"}]')).reply).toMatchObject({
        statusCode: 400,
        body: { code: 'E_UNSUPPORTED_SDK' },
      })
    }
  })

  test('the version may come as a header, or be a pre-release of the oldest', async () => {
    const { origin } = await liftSockets(path)
    const byHeader = await connectRaw(origin, {
      query: 'x=1',
      headers: { __sails_io_sdk_version: '1.2.1' },
    })
    const preRelease = await connectRaw(origin, { query: '__sails_io_sdk_version=0.11.0-rc1' })

    for (const client of [byHeader, preRelease]) {
      expect(await client.ask('420["get",{"url":"/hello"}]')).toBe(OK.replace('{id}', '0'))
    }
  })

  test('status and headers can be left out of the answers', async () => {
    const { origin } = await liftSockets({
      ...path,
      sendStatusCode: false,
      sendResponseHeaders: false,
    })
    const client = await connectRaw(origin)

    expect(await client.ask('420["get",{"url":"/hello"}]')).toBe('430[{"body":"OK"}]')
  })

  test('a circular answer becomes a 500, and the process lives', async () => {
    const circular: { self?: object } = {}
    circular.self = circular
    const routes = { 'GET /circular': (_req: unknown, res: Response) => res.json(circular) }
    const { origin } = await liftSockets(path, { routes })
    const client = await connectRaw(origin)

    const ack = await client.ask('420["get",{"url":"/circular"}]')

    expect(parseAck(ack).reply['statusCode']).toBe(500)
    expect(await client.ask('421["get",{"url":"/hello"}]')).toBe(OK.replace('{id}', '1'))
  })

  test('middleware and listeners of the app still see every event', async () => {
    const { app, origin } = await liftSockets(path)
    const seen: unknown[] = []
    app.io.on('connection', (socket) => {
      socket.use(([name], next) => {
        seen.push(`use ${name}`)
        next()
      })
      socket.onAny((name) => seen.push(`any ${name}`))
      socket.on('chat', (text, answer) => answer(`got ${text}`))
    })
    const client = await connectRaw(origin)

    expect(await client.ask('420["get",{"url":"/hello"}]')).toBe(OK.replace('{id}', '0'))
    expect(await client.ask('421["chat","hi"]')).toBe('431["got hi"]')
    expect(seen).toEqual(['any get', 'use get', 'any chat', 'use chat'])
  })

  test('frames keep their order when they go different ways', async () => {
    const { app, origin } = await liftSockets(path)
    const seen: string[] = []
    app.router.bind('GET /seen', (_req: unknown, res: Response) => {
      seen.push('get')
      res.json(seen)
    })
    app.io.on('connection', (socket) => socket.on('chat', () => seen.push('chat')))
    const client = await connectRaw(origin)

    client.send('42["chat"]')
    const ack = await client.ask('420["get",{"url":"/seen"}]')

    expect(parseAck(ack).reply['body']).toEqual(['chat', 'get'])
  })
})

test('a request that is open when the client goes is run to its end, and its answer dropped', async () => {
  const { app, origin } = await liftSockets()
  const client = await connectRaw(origin)
  client.send('420["get",{"url":"/slow?ms=50&name=x"}]')

  client.send('41')
  const other = await connectRaw(origin)
  await other.ask('420["get",{"url":"/slow?ms=80&name=y"}]')

  expect(app.openRequests).toBe(0)
})

test('long polling serves the same, where it is allowed', async () => {
  const { origin } = await liftSockets({ transports: ['polling', 'websocket'] })
  const base = `${origin}/socket.io/?${SDK_QUERY}&EIO=4&transport=polling`
  const open = await (await fetch(base)).text()
  const url = `${base}&sid=${JSON.parse(open.slice(1)).sid}`

  await fetch(url, { method: 'POST', body: '40' })
  await (await fetch(url)).text()
  await fetch(url, { method: 'POST', body: '420["get",{"url":"/hello"}]' })

  expect(await (await fetch(url)).text()).toBe(OK.replace('{id}', '0'))
})

function nested(depth: number): string {
  return '{"a":'.repeat(depth - 1) + '{}' + '}'.repeat(depth - 1)
}
