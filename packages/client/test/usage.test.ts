import { describe, expect, test } from 'vitest'

import type { SailsSocket } from '../src/index.ts'
import { connectTo, createIo } from './test-client.ts'
import { startServer } from './test-server.ts'

/** Calls a method as JavaScript without types may. */
function call(
  socket: SailsSocket,
  method: 'request' | 'get' | 'post' | 'on' | 'off',
  ...given: unknown[]
): unknown {
  return Reflect.apply(Reflect.get(socket, method), socket, given)
}

function unconnected(): SailsSocket {
  const io = createIo()
  io.sails.autoConnect = false
  return io.socket
}

const callback = (): void => undefined

test.each([
  ['nothing', []],
  ['null', [null]],
  ['no url', [{}]],
  ['a url that is no string', [{ url: 5 }]],
  ['a callback that is no function', [{ url: '/a' }, 5]],
  ['a callback that is null', [{ url: '/a' }, null]],
  ['a method that is no string', [{ url: '/a', method: 5 }]],
  ["a method that is one of Socket.IO's events", [{ url: '/a', method: 'Connect' }]],
  ['headers that are no dictionary', [{ url: '/a', headers: 'x' }]],
  ['a header that is no string', [{ url: '/a', headers: { a: {} } }]],
  ['params that are no dictionary', [{ url: '/a', params: 'x' }]],
  ['data that is a string', [{ url: '/a', data: 'x' }]],
  ['data that is a number', [{ url: '/a', data: 7 }]],
  ['data and params', [{ url: '/a', data: {}, params: {} }]],
  ['a timeout that is no number', [{ url: '/a', timeout: '5' }]],
  ['a signal that is none', [{ url: '/a', signal: {} }]],
])('request() with %s throws and queues nothing', (_what, given) => {
  expect(() => call(unconnected(), 'request', ...given)).toThrow(
    expect.objectContaining({ code: 'E_REQUEST_USAGE' }),
  )
})

test.each([
  ['get', []],
  ['post', ['/a', 'x']],
  ['get', ['/a', {}, null]],
] as const)('%s(%j) throws', (method, given) => {
  expect(() => call(unconnected(), method, ...given)).toThrow(
    expect.objectContaining({ code: 'E_REQUEST_USAGE' }),
  )
})

test.each([[0], [null], [undefined], ['']])('data that is %j is sent as {}', async (data) => {
  const server = await startServer()
  const socket = await connectTo(server)

  await call(socket, 'request', { url: '/a', data })

  expect(server.asked[0]?.payload.data).toEqual({})
})

test('a list is sent as a list, and params are sent as data', async () => {
  const server = await startServer()
  const socket = await connectTo(server)

  await socket.post('/a', [1])
  await socket.request({ url: '/a', params: { p: 1 } })
  await new Promise((resolve) => socket.get('/a', null, resolve))

  expect(server.asked.map(({ payload }) => payload.data)).toEqual([[1], { p: 1 }, {}])
})

describe('options of a connected socket', () => {
  test('cannot change, but for headers and the defaults of requests', async () => {
    const server = await startServer()
    const socket = await connectTo(server)

    expect(() => {
      socket.url = 'http://other.example'
    }).toThrow(expect.objectContaining({ code: 'E_OPTION_LOCKED' }))
    socket.url = server.url
    socket.headers = { 'x-a': '1' }
    socket.requestTimeoutMs = 5_000
    expect(socket.headers).toEqual({ 'x-a': '1' })
  })

  test('can change when io.sails.strict is false', async () => {
    const server = await startServer()
    const io = createIo()
    io.sails.url = server.url
    io.sails.strict = false
    await io.socket.get('/x')

    io.socket.transports = ['polling']

    expect(io.socket.transports).toEqual(['polling'])
    expect(io.socket.isConnected()).toBe(true)
  })
})

test('disconnect() throws when not connected, reconnect() when connected or connecting', async () => {
  const server = await startServer()
  const io = createIo()
  io.sails.url = server.url
  const already = expect.objectContaining({ code: 'E_ALREADY_CONNECTED' })

  expect(() => io.socket.disconnect()).toThrow(expect.objectContaining({ code: 'E_NOT_CONNECTED' }))
  io.socket.reconnect()
  expect(() => io.socket.reconnect()).toThrow(already)
  await io.socket.get('/x')
  expect(() => io.socket.reconnect()).toThrow(already)
})

test.each([
  ['query', { a: 1 }],
  ['url', 5],
  ['url', 'localhost:1337'],
  ['url', 'ftp://localhost'],
  ['url', 'http://'],
  ['transports', 'websocket'],
  ['path', 5],
  ['initialConnectionHeaders', 'x'],
  ['useCORSRouteToGetCookie', 5],
])('connect() with a bad %s throws', (name, value) => {
  const io = createIo()
  io.sails.autoConnect = false

  expect(() => io.sails.connect({ url: 'http://127.0.0.1:1', ...{ [name]: value } })).toThrow(
    expect.objectContaining({ code: 'E_CLIENT_OPTION' }),
  )
})

test('an option that is null counts as not set', async () => {
  const server = await startServer()
  const socket = await connectTo(server)
  socket.disconnect()
  for (const name of ['query', 'path', 'transports']) Reflect.set(socket, name, null)

  socket.reconnect()

  expect((await socket.get('/x')).body).toBe('/x')
})

test('on(), off() and removeAllListeners() return the socket, and refuse what is no handler', () => {
  const socket = unconnected()
  const usage = expect.objectContaining({ code: 'E_HANDLER_USAGE' })

  expect(socket.on('a', callback).off('a', callback).removeAllListeners()).toBe(socket)
  expect(() => call(socket, 'on', 'a')).toThrow(usage)
  expect(() => call(socket, 'on', 5, callback)).toThrow(usage)
  expect(() => call(socket, 'off', 'a', 5)).toThrow(usage)
})

test('a handler that is off hears nothing more', async () => {
  const server = await startServer()
  const socket = await connectTo(server)
  const seen: unknown[] = []
  const note = (data: unknown): void => void seen.push(data)
  socket.on('news', note)

  server.io.emit('news', 1)
  await socket.get('/x')
  socket.off('news', note)
  server.io.emit('news', 2)
  await socket.get('/x')

  expect(seen).toEqual([1])
})
