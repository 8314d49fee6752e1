import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { augmentIo } from '../src/index.ts'
import { clients, connectTo, createIo, endWithTest, heard } from './test-client.ts'
import { startServer } from './test-server.ts'

describe.each(Object.entries(clients))('with %s', (_name, client) => {
  test('io.socket connects one tick after augmenting, with the options set meanwhile', async () => {
    const server = await startServer({ path: '/rt' })
    const io = createIo(client)
    io.sails.url = `${server.url}/`
    io.sails.path = '/rt'

    expect([io.socket.mightBeAboutToAutoConnect(), io.socket.isConnecting()]).toEqual([true, false])
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect([io.socket.mightBeAboutToAutoConnect(), io.socket.isConnecting()]).toEqual([false, true])
    await heard(io.socket, 'connect')

    expect([io.socket.isConnecting(), io.socket.isConnected()]).toEqual([false, true])
    expect(io.socket.url).toBe(server.url)
  })

  test("the handshake says who we are, after the app's own query", async () => {
    const server = await startServer()
    const queries: unknown[] = []
    server.io.on('connection', ({ request }) => queries.push(request.url))

    const socket = await connectTo(server, { query: '?nosession=true' }, client)

    expect(socket.query).toBe('?nosession=true')
    expect(queries[0]).toMatch(
      /\?nosession=true&__sails_io_sdk_version=1\.2\.1&__sails_io_sdk_platform=node&__sails_io_sdk_language=javascript&EIO=/,
    )
  })

  test('handshake headers are sent', async () => {
    const server = await startServer()
    const seen: unknown[] = []
    server.io.on('connection', ({ handshake }) => seen.push(handshake.headers['nosession']))

    await connectTo(server, { initialConnectionHeaders: { nosession: true } }, client)

    expect(seen).toEqual(['true'])
  })

  test('polling alone works', async () => {
    const server = await startServer({ transports: ['polling'] })
    const socket = await connectTo(server, { transports: ['polling'] }, client)

    expect((await socket.post('/x', { a: 1 })).body).toBe('/x')
  })

  test('a refused connection is an error event and can be tried again', async () => {
    const server = await startServer({ refuse: true })
    const io = createIo(client)
    io.sails.url = server.url

    const error = await heard(io.socket, 'error')

    expect(String(error)).toContain('not you')
    expect([io.socket.isConnecting(), io.socket.isConnected()]).toEqual([false, false])
    io.socket.reconnect()
    expect(io.socket.isConnecting()).toBe(true)
  })

  test('a server that is not there is a connect_error and then an error', async () => {
    const server = await startServer()
    await server.close()
    const io = createIo(client)
    io.sails.url = server.url
    const events: string[] = []
    io.socket.on('connect_error', () => events.push('connect_error'))

    await heard(io.socket, 'error')

    expect(events).toEqual(['connect_error'])
    expect(io.socket.isConnecting()).toBe(false)
  })

  test('requests made before connecting are sent in order, after the handlers of connect', async () => {
    const server = await startServer()
    const io = createIo(client)
    io.sails.url = server.url
    io.socket.on('connect', () => void io.socket.post('/login'))

    await Promise.all([io.socket.get('/1'), io.socket.get('/2')])

    expect(server.asked.map(({ payload }) => payload.url)).toEqual(['/login', '/1', '/2'])
  })

  test('handlers bound before connecting hear the server', async () => {
    const server = await startServer()
    server.io.on('connection', (socket) => socket.emit('user', { verb: 'created', id: 1 }))
    const io = createIo(client)
    io.sails.url = server.url

    expect(await heard(io.socket, 'user')).toEqual({ verb: 'created', id: 1 })
  })
})

test('an app may try again from its own handler of a failure', async () => {
  const server = await startServer()
  await server.close()
  const io = createIo()
  io.sails.url = server.url

  io.socket.on('connect_error', () => io.socket.reconnect())
  await heard(io.socket, 'connect_error')
  await startServer({ port: server.port })

  expect((await io.socket.get('/x')).body).toBe('/x')
})

test('an event of the server may be called error', async () => {
  const server = await startServer()
  const socket = await connectTo(server)

  const error = heard(socket, 'error')
  server.io.emit('error', { of: 'the app' })

  expect(await error).toEqual({ of: 'the app' })
  expect(socket.isConnected()).toBe(true)
})

test('without autoConnect the socket stays, unconnected, until reconnect() is called', async () => {
  const server = await startServer()
  const io = createIo()
  io.sails.autoConnect = false
  io.sails.url = server.url
  const answer = io.socket.get('/queued')
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect([io.socket.isConnecting(), io.socket.isConnected()]).toEqual([false, false])

  io.socket.reconnect()

  expect((await answer).body).toBe('/queued')
})

test('autoconnect may be spelt in lower case', async () => {
  const io = createIo()
  io.sails.autoconnect = false
  io.sails.url = 'http://127.0.0.1:1'
  await new Promise((resolve) => setTimeout(resolve, 0))

  expect(io.socket.isConnecting()).toBe(false)
})

test('connect() makes sockets of their own, with the address in either place', async () => {
  const server = await startServer()
  const io = createIo()
  io.sails.autoConnect = false

  const sockets = [
    io.sails.connect(server.url),
    io.sails.connect({ url: server.url }),
    io.sails.connect(server.url, { url: 'http://127.0.0.1:1' }),
  ].map(endWithTest)
  await Promise.all(sockets.map(async (socket) => heard(socket, 'connect')))

  expect(new Set(sockets.map(({ id }) => id)).size).toBe(3)
})

test('an augmented client cannot be augmented again', () => {
  const io = createIo()
  io.sails.autoConnect = false

  expect(() => augmentIo(io)).toThrow(expect.objectContaining({ code: 'E_ALREADY_AUGMENTED' }))
})

test('one who uses io.socket without a server is told so', async () => {
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => logged.mockRestore())
  const io = createIo()

  const error = await heard(io.socket, 'error')

  expect(error).toMatchObject({ code: 'E_NO_SERVER_URL' })
  expect(logged).toHaveBeenCalledWith(error)
  expect(() => io.sails.connect()).toThrow(expect.objectContaining({ code: 'E_NO_SERVER_URL' }))
})

test('one who only uses connect() hears nothing of the unused io.socket', async () => {
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => logged.mockRestore())
  const server = await startServer()
  const io = createIo()

  await endWithTest(io.sails.connect(server.url)).get('/x')

  expect(logged).not.toHaveBeenCalled()
})
