import { on } from 'node:events'
import { createServer } from 'node:http'

import { Server, type Socket } from 'socket.io'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'

import { type FastPathHost, Turn, openFastLink, toFrame } from './fast-path.ts'

const ends: (() => unknown)[] = []

afterEach(async () => {
  await Promise.all(ends.splice(0).map(async (end) => end()))
})

// When this fails after an update of Socket.IO, Engine.IO or ws, a member that the fast path reads has changed: every
// app still works, by the ordinary path, and is slower.
test('the installed versions look as the fast path knows them', async () => {
  const { socket } = await connect()

  expect(openFastLink(socket, hostOf([]), new Turn())).toBeDefined()
})

test('a plain request is taken, its answer written at the end of the turn', async () => {
  const { socket, webSocket, next } = await connect()
  const taken: unknown[] = []
  const link = openFastLink(socket, hostOf(taken), new Turn())

  webSocket.send('4212["get",{"url":"/x"}]')
  await expect.poll(() => taken).toEqual([['get', { url: '/x' }, 12]])
  link?.write(toFrame('4312[1]'))
  link?.write(toFrame(`4313["${'ü'.repeat(40_000)}"]`))

  expect(await next()).toBe('4312[1]')
  expect(await next()).toBe(`4313["${'ü'.repeat(40_000)}"]`)
})

test.each([
  ['an event of the app', '420["chat",{}]'],
  ['a request in another form', '420["get",{"url":"/x"},1]'],
  ['an event of another namespace', '42/admin,0["get",{}]'],
  ['an id that no number holds', '421234567890123456["get",{}]'],
  ['what is no JSON', '420["get",{]'],
])('%s goes the ordinary way', async (_, frame) => {
  const { socket } = await connect()
  const taken: unknown[] = []
  const link = openFastLink(socket, hostOf(taken), new Turn())

  expect(link?.receive(Buffer.from(frame), false)).toBe(false)
  expect(taken).toEqual([])
})

test('a connection with anything unknown in it is left alone', async () => {
  const { socket } = await connect()
  Reflect.set(socket.conn, 'writeBuffer', 'something else')

  expect(openFastLink(socket, hostOf([]), new Turn())).toBeUndefined()

  Reflect.set(socket.conn, 'writeBuffer', [])
})

test('what Socket.IO holds back is not overtaken', async () => {
  const { socket } = await connect()
  const link = openFastLink(socket, hostOf([]), new Turn())

  socket.emit('first')

  expect(link?.write(toFrame('42["second"]'))).toBe(false)
})

function hostOf(taken: unknown[]): FastPathHost {
  return {
    maxBytes: 1_000_000,
    maxWaitingBytes: 1_000_000,
    onSlowClient: () => {},
    onAnyEvent,
    onRequest: (_link, verb, payload, ackId) => taken.push([verb, payload, ackId]),
  }
}

function onAnyEvent(): void {}

async function connect(): Promise<{
  socket: Socket
  webSocket: WebSocket
  next: () => Promise<string>
}> {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'] })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  ends.push(() => io.close())
  const connected = new Promise<Socket>((resolve) => io.once('connection', resolve))
  const address = http.address()
  const port = typeof address === 'object' ? address?.port : 0
  const webSocket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`)
  ends.push(() => webSocket.terminate())
  const messages = on(webSocket, 'message')
  const next = async (): Promise<string> => {
    const [data]: Buffer[] = (await messages.next()).value
    return data?.toString() ?? ''
  }
  await next()
  webSocket.send('40')
  const socket = await connected
  socket.onAny(onAnyEvent)
  socket.on('get', () => {})
  await next()
  // The answer to the connection is off the server's hands when it has come.
  await expect.poll(() => Reflect.get(socket.conn.transport, 'writable')).toBe(true)
  return { socket, webSocket, next }
}
