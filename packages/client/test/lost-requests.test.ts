import { describe, expect, test } from 'vitest'

import { JWR, SocketDisconnectedError } from '../src/index.ts'
import { answered, clients, connectTo, createIo, heard } from './test-client.ts'
import { type Asked, startServer } from './test-server.ts'

const neverAnswer = (): void => undefined

function answerAllButSlow({ payload, ack }: Asked): void {
  if (payload.url !== '/slow') ack({ body: 1 })
}

describe.each(Object.entries(clients))('with %s', (_name, client) => {
  test('a disconnect answers open requests with an Error and a JWR of status 0', async () => {
    const socket = await connectTo(await startServer({ answer: neverAnswer }), {}, client)

    const lost = answered((callback) => socket.get('/slow', callback))
    socket.disconnect()
    const [resData, jwres] = await lost

    expect(resData).toBeInstanceOf(SocketDisconnectedError)
    expect(jwres).toBeInstanceOf(JWR)
    expect(jwres.error).toBe(resData)
    expect(jwres.toPOJO()).toEqual({ body: null, headers: {}, statusCode: 0 })
  })

  test('an answer that comes after the disconnect is ignored', async () => {
    const open: Asked[] = []
    const server = await startServer({ answer: (asked) => void open.push(asked) })
    const socket = await connectTo(server, {}, client)
    const calls: unknown[] = []

    socket.get('/slow', (resData) => calls.push(resData))
    const end = heard(socket, 'disconnect')
    while (open.length === 0) await new Promise(setImmediate)
    open[0]?.socket.disconnect()
    open[0]?.ack({ body: 'late', statusCode: 200 })
    await end

    expect(calls).toEqual([expect.any(SocketDisconnectedError)])
  })
})

test('callbacks are called although the app removed all its listeners', async () => {
  const socket = await connectTo(await startServer({ answer: neverAnswer }))

  const lost = socket.get('/slow')
  socket.removeAllListeners()
  socket.disconnect()

  await expect(lost).rejects.toMatchObject({ code: 'E_SOCKET_DISCONNECTED' })
})

test('a request past its deadline is lost and the socket stays', async () => {
  const socket = await connectTo(await startServer({ answer: answerAllButSlow }))

  const lost = socket.request({ url: '/slow', timeout: 1 })

  await expect(lost).rejects.toMatchObject({ code: 'E_DEADLINE_PASSED', statusCode: 0 })
  await expect(socket.get('/fast')).resolves.toMatchObject({ body: 1, statusCode: 200 })
})

test('requestTimeoutMs is the deadline of requests that name none', async () => {
  const socket = await connectTo(await startServer({ answer: neverAnswer }))
  socket.requestTimeoutMs = 1

  await expect(socket.get('/slow')).rejects.toMatchObject({ code: 'E_DEADLINE_PASSED' })
})

test('a deadline counts in the queue too, and what passed it is not sent later', async () => {
  const server = await startServer()
  const io = createIo()
  io.sails.autoConnect = false
  io.sails.url = server.url

  await expect(io.socket.request({ url: '/old', timeout: 1 })).rejects.toMatchObject({
    code: 'E_DEADLINE_PASSED',
    message: expect.stringContaining('never sent'),
  })
  io.socket.reconnect()
  await io.socket.get('/new')

  expect(server.asked.map(({ payload }) => payload.url)).toEqual(['/new'])
})

test('aborting the signal ends a request with the reason as cause', async () => {
  const socket = await connectTo(await startServer({ answer: neverAnswer }))
  const controller = new AbortController()
  const reason = new Error('left the page')

  const lost = socket.request({ url: '/slow', signal: controller.signal })
  controller.abort(reason)

  await expect(lost).rejects.toMatchObject({ code: 'E_REQUEST_ABORTED', cause: reason })
})

test('a request with an aborted signal is not sent, and its callback comes after the call', async () => {
  const server = await startServer()
  const socket = await connectTo(server)
  const calls: unknown[] = []

  const lost = answered((callback) => {
    socket.request({ url: '/never', signal: AbortSignal.abort() }, callback)
    calls.push('returned')
  })
  calls.push((await lost)[1].error?.code)
  await socket.get('/next')

  expect(calls).toEqual(['returned', 'E_REQUEST_ABORTED'])
  expect(server.asked.map(({ payload }) => payload.url)).toEqual(['/next'])
})

test('a full queue refuses the newest request and keeps the others', async () => {
  const server = await startServer()
  const io = createIo()
  io.sails.url = server.url
  io.sails.maxQueuedRequests = 2

  const first = [io.socket.get('/1'), io.socket.get('/2')]
  await expect(io.socket.get('/3')).rejects.toMatchObject({ code: 'E_REQUEST_QUEUE_FULL' })

  expect((await Promise.all(first)).map(({ body }) => body)).toEqual(['/1', '/2'])
})

test('a callback that throws does not keep the others from being called', async () => {
  const socket = await connectTo(await startServer({ answer: neverAnswer }))
  const uncaught = new Promise((resolve) => process.once('uncaughtException', resolve))

  socket.get('/1', () => {
    throw new Error('my own mistake')
  })
  const second = answered((callback) => socket.get('/2', callback))
  socket.disconnect()

  expect((await second)[1].statusCode).toBe(0)
  expect(await uncaught).toMatchObject({ message: 'my own mistake' })
})
