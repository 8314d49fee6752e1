import { describe, expect, onTestFinished, test, vi } from 'vitest'

import type { SailsSocket } from '../src/index.ts'
import { clients, connectTo, heard } from './test-client.ts'
import { type Asked, startServer } from './test-server.ts'

const FAST = { reconnection: true, reconnectionDelay: 5, reconnectionDelayMax: 5 }

function forbidNo({ payload, ack }: Asked): void {
  ack({ statusCode: payload.url === '/no' ? 403 : 200 })
}

/** Names of the socket's own events, as they happen. */
function eventsOf(socket: SailsSocket, ...names: string[]): unknown[][] {
  const seen: unknown[][] = []
  for (const name of names) socket.on(name, (detail) => seen.push([name, detail]))
  return seen
}

describe.each(Object.entries(clients))('with %s', (_name, client) => {
  test('after a restart of the server the socket is back, and what was asked meanwhile is answered', async () => {
    const server = await startServer()
    const socket = await connectTo(server, FAST, client)
    const events = eventsOf(
      socket,
      'disconnect',
      'reconnect_attempt',
      'reconnecting',
      'reconnect',
      'connect',
    )

    const gone = heard(socket, 'disconnect')
    await server.close()
    await gone
    const answer = socket.get('/meanwhile')
    const again = await startServer({ port: server.port })

    expect((await answer).body).toBe('/meanwhile')
    expect(again.asked).toHaveLength(1)
    const names = events.map(([name]) => name)
    expect(names.slice(0, 3)).toEqual(['disconnect', 'reconnect_attempt', 'reconnecting'])
    expect(names.slice(-2)).toEqual(['reconnect', 'connect'])
    expect(events[1]).toEqual(['reconnect_attempt', 1])
  })

  test('disconnect() and reconnect() keep handlers and queue', async () => {
    const server = await startServer()
    const socket = await connectTo(server, {}, client)
    const heardNews: unknown[] = []
    socket.on('news', (data) => heardNews.push(data))

    socket.disconnect()
    const answer = socket.get('/queued')
    socket.reconnect()
    await answer
    server.io.emit('news', 1)
    await socket.get('/after')

    expect(heardNews).toEqual([1])
    expect(server.asked.map(({ payload }) => payload.url)).toEqual(['/queued', '/after'])
  })

  test('a socket can be moved to another server', async () => {
    const [first, second] = [await startServer(), await startServer()]
    const socket = await connectTo(first, {}, client)

    socket.disconnect()
    socket.url = second.url
    socket.reconnect()
    await socket.get('/moved')

    expect(second.asked.map(({ payload }) => payload.url)).toEqual(['/moved'])
    expect(first.asked).toEqual([])
  })

  test('setting an option stops a reconnection under way', async () => {
    const server = await startServer()
    const socket = await connectTo(server, FAST, client)
    const trying = heard(socket, 'reconnect_attempt')
    await server.close()
    await trying

    socket.url = server.url
    const events = eventsOf(socket, 'reconnect_attempt', 'connect')
    const again = await startServer({ port: server.port })
    socket.reconnect()
    await socket.get('/x')

    expect(events.map(([name]) => name)).toEqual(['connect'])
    expect(again.asked).toHaveLength(1)
  })
})

test('handlers of connect and queued requests do not multiply with each reconnect', async () => {
  const server = await startServer()
  const socket = await connectTo(server, FAST)
  const connects = eventsOf(socket, 'connect')

  for (const index of [0, 1, 2]) {
    const back = heard(socket, 'connect')
    for (const connected of server.io.sockets.sockets.values()) connected.conn.close()
    await heard(socket, 'disconnect')
    await Promise.all([back, socket.get(`/${index}`)])
  }
  await socket.get('/last')

  expect(connects).toHaveLength(3)
  expect(server.asked.map(({ payload }) => payload.url)).toEqual(['/0', '/1', '/2', '/last'])
})

test('a request that was reported as lost is not sent after all', async () => {
  const server = await startServer({ answer: () => undefined })
  const socket = await connectTo(server, FAST)
  const back = heard(socket, 'resync')

  const lost = socket.get('/lost')
  const { _raw: raw } = socket
  raw?.sendBuffer.push({ type: 2, nsp: '/', id: 99, data: ['get', { url: '/buffered' }] })
  for (const connected of server.io.sockets.sockets.values()) connected.conn.close()
  await expect(lost).rejects.toMatchObject({ code: 'E_SOCKET_DISCONNECTED' })
  await back

  expect(server.asked.map(({ payload }) => payload.url)).not.toContain('/buffered')
})

test('after the last attempt the socket gives up and says so', async () => {
  const server = await startServer()
  const socket = await connectTo(server, { ...FAST, reconnectionAttempts: 2 })
  const events = eventsOf(socket, 'reconnect_attempt', 'reconnect_error', 'reconnect_failed')

  const failed = heard(socket, 'error')
  await server.close()

  expect(await failed).toMatchObject({ code: 'E_RECONNECT_FAILED', cause: expect.any(Error) })
  expect(events.filter(([name]) => name === 'reconnect_attempt')).toHaveLength(2)
  expect(events.map(([name]) => name)).toContain('reconnect_failed')
  expect(() => socket.reconnect()).not.toThrow()
})

describe('resync', () => {
  test('comes after the requests to repeat are answered', async () => {
    const server = await startServer({ answer: forbidNo })
    const socket = await connectTo(server, { resubscribe: [{ url: '/feed' }, { url: '/no' }] })

    const resync = heard(socket, 'resync')
    socket.disconnect()
    socket.reconnect()

    expect(await resync).toEqual({ errors: [expect.objectContaining({ statusCode: 403 })] })
    expect(server.asked.map(({ payload }) => payload.url)).toEqual(['/feed', '/no'])
  })

  test('does not come with the first connection', async () => {
    const socket = await connectTo(await startServer(), { resubscribe: [{ url: '/feed' }] })
    const events = eventsOf(socket, 'resync')

    await socket.get('/x')

    expect(events).toEqual([])
  })

  test('a bad list of requests to repeat is logged and breaks nothing', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue()
    onTestFinished(() => logged.mockRestore())
    const socket = await connectTo(await startServer())
    Reflect.set(socket, 'resubscribe', '/feed')

    socket.disconnect()
    socket.reconnect()
    await socket.get('/x')

    expect(logged).toHaveBeenCalledWith(expect.objectContaining({ code: 'E_CLIENT_OPTION' }))
  })
})
