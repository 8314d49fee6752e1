import { runInNewContext } from 'node:vm'

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { sendHttp } from '../replay/http.ts'
import { isRecord } from '../replay/recording.ts'
import { type ServerProcess, startServer } from '../replay/server-process.ts'
import { connectStock, createStockIo, type StockSocket } from '../replay/stock-io.ts'

describe('sails.io.js 1.2.1 against our server', () => {
  let server: ServerProcess
  const sockets: StockSocket[] = []

  beforeAll(async () => {
    server = await startServer('csrf')
  })

  afterEach(() => {
    for (const socket of sockets.splice(0)) if (socket.isConnected()) socket.disconnect()
  })

  afterAll(async () => server.stop())

  async function connect(options?: Record<string, unknown>): Promise<StockSocket> {
    const socket = await connectStock(`http://127.0.0.1:${server.port}`, options)
    sockets.push(socket)
    return socket
  }

  test('connects by itself, one tick after loading', async () => {
    const io = createStockIo()
    Object.assign(io.sails, { autoConnect: true, url: `http://127.0.0.1:${server.port}` })
    sockets.push(io.socket)

    await new Promise<void>((resolve) => io.socket.on('connect', () => resolve()))

    expect(io.socket.isConnected()).toBe(true)
  })

  test('runs the documented request as it stands', async () => {
    const io = { socket: await connect() }

    const statusCode = await new Promise<unknown>((resolve) => {
      runInNewContext(DOCUMENTED, { io, console: { log: resolve } })
    })

    expect(statusCode).toBe(200)
  })

  test('resData is the body of jwres, and there are 15 friends', async () => {
    const socket = await connect()

    const [resData, jwres] = await ask(socket, 'get', '/user/3/friends', { limit: 15 })

    expect(resData).toBe(jwres['body'])
    expect([resData].flat()).toHaveLength(15)
    expect(jwres).toMatchObject({ statusCode: 200, headers: expect.any(Object) })
    expect(jwres).not.toHaveProperty('error')
  })

  test.each(['get', 'post', 'put', 'patch', 'delete'] as const)('asks with %s', async (verb) => {
    const socket = await connect(await withToken())

    const [resData] = await ask(socket, verb, '/req', { a: 1 })

    expect(resData).toMatchObject({ method: verb.toUpperCase(), body: { a: 1 } })
  })

  test.each(['head', 'options'])('asks with %s', async (method) => {
    const socket = await connect()

    const jwres = await request(socket, { method, url: '/onlyget' })

    expect(jwres).toMatchObject({ statusCode: 200 })
  })

  test('data may be left out', async () => {
    const socket = await connect()

    const resData = await new Promise((resolve) => void socket.get('/hello', resolve))

    expect(resData).toBe('OK')
  })

  test.each([
    ['/nowhere', 'get', 404, 'Not Found'],
    ['/secret', 'get', 403, 'Forbidden'],
    ['/onlypost', 'post', 403, 'Forbidden'],
    ['/probe/badRequest', 'get', 400, 'Bad Request'],
    ['/probe/teapot', 'get', 418, { teapot: true, data: { a: 1 } }],
  ])('%s with %s is an error with status %i', async (url, method, statusCode, body) => {
    const socket = await connect()

    const jwres = await request(socket, { method, url })

    expect(jwres).toMatchObject({ statusCode, body })
    expect(jwres['error']).toBeInstanceOf(Error)
  })

  test('headers of all requests carry the CSRF token', async () => {
    const socket = await connect(await withToken())

    expect(await request(socket, { method: 'post', url: '/onlypost' })).toMatchObject({
      statusCode: 200,
    })
    socket.headers = {}
    expect(await request(socket, { method: 'post', url: '/onlypost' })).toMatchObject({
      statusCode: 403,
    })
  })

  test('the cookie of the handshake is that of its requests: login over HTTP counts', async () => {
    const { cookie, token } = await fetchToken()
    const headers = { cookie, 'x-csrf-token': token }
    await sendHttp(server.port, { method: 'POST', path: '/probe/login', headers, body: { id: 7 } })

    const socket = await connect({ initialConnectionHeaders: { cookie } })

    expect(await request(socket, { url: '/secret' })).toMatchObject({ body: { secret: true } })
  })

  test('keeps its session from one request to the next without a cookie', async () => {
    const socket = await connect()
    await request(socket, { url: '/probe/sessset', data: { v: 'kept' } })

    const [body] = await ask(socket, 'get', '/probe/sessget')

    expect(body).toMatchObject({ v: 'kept' })
  })

  test('hears events: to a room, to everybody, to itself', async () => {
    const socket = await connect()
    const heard: unknown[] = []
    for (const event of ['message', 'note', 'direct']) {
      socket.on(event, (data: unknown) => heard.push({ event, data }))
    }
    await request(socket, { url: '/probe/join', data: { room: 'tea' } })

    await server.command('sockets', 'broadcast', ['tea', { to: 'room' }])
    await server.command('sockets', 'blast', ['note', { to: 'all' }])
    await request(socket, { url: '/probe/emitself' })

    expect(heard).toEqual([
      { event: 'message', data: { to: 'room' } },
      { event: 'note', data: { to: 'all' } },
      { event: 'direct', data: { hi: 1 } },
    ])
  })

  test('bytes arrive as bytes', async () => {
    const socket = await connect()

    const [body] = await ask(socket, 'get', '/probe/sendbuf')

    expect(body).toEqual(Buffer.from('bytes'))
  })

  test('many requests at once are each answered with their own answer', async () => {
    const socket = await connect()
    const limits = Array.from({ length: 40 }, (_value, index) => index + 1)

    const answers = await Promise.all(
      limits.map(async (limit) => ask(socket, 'get', '/user/3/friends', { limit })),
    )

    expect(answers.map(([friends]) => [friends].flat().length)).toEqual(limits)
  })

  test('more than 64 open requests are refused one by one, and the socket goes on', async () => {
    const socket = await connect()
    const asked = Array.from({ length: 70 }, async () =>
      request(socket, { url: '/probe/slow', data: { ms: 50 } }),
    )

    const statuses = (await Promise.all(asked)).map(({ statusCode }) => statusCode)

    expect(statuses.filter((status) => status === 429)).toHaveLength(6)
    expect(await request(socket, { url: '/hello' })).toMatchObject({ statusCode: 200 })
  })

  test('a message that is no request is told as an event, and logged by the client', async () => {
    const socket = await connect()
    const told = new Promise<unknown>((resolve) => socket._raw.on('sails:parseError', resolve))

    socket._raw.emit('get', {})

    expect(await told).toMatchObject({ statusCode: 400, status: 400 })
  })

  test('long polling works where the app allows it', async () => {
    const polling = await startServer('withPolling')

    const socket = await connectStock(`http://127.0.0.1:${polling.port}`, {
      transports: ['polling'],
    })
    const jwres = await request(socket, { url: '/hello' })

    expect(jwres).toMatchObject({ statusCode: 200, body: 'OK' })
    socket.disconnect()
    await polling.stop()
  })

  async function fetchToken(): Promise<{ token: string; cookie: string }> {
    const { body, headers } = await sendHttp(server.port, { method: 'GET', path: '/csrfToken' })
    const cookie = [headers['set-cookie']].flat().join().split(';')[0] ?? ''
    return { token: isRecord(body) ? String(body['_csrf']) : '', cookie }
  }

  async function withToken(): Promise<Record<string, unknown>> {
    const { token, cookie } = await fetchToken()
    return { headers: { 'x-csrf-token': token }, initialConnectionHeaders: { cookie } }
  }
})

/** The text of the document that this project exists for, letter by letter. */
const DOCUMENTED = `
io.socket.request({ method: 'get', url: '/user/3/friends', data: { limit: 15 }, headers: { 'x-csrf-token': 'ji4brixbiub3' } },
  function (resData, jwres) { if (jwres.error) { console.log(jwres.statusCode); return; } console.log(jwres.statusCode); });
`

type Answer = [resData: unknown, jwres: Record<string, unknown>]
type Verb = 'delete' | 'get' | 'patch' | 'post' | 'put'

function ask(socket: StockSocket, verb: Verb, url: string, data: unknown = {}): Promise<Answer> {
  return new Promise((resolve) => {
    socket[verb](url, data, (...answer: Answer) => resolve(answer))
  })
}

function request(socket: StockSocket, options: unknown): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    socket.request(options, (_resData, jwres) => resolve(jwres))
  })
}
