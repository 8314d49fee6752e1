import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'

import { Server } from 'socket.io'
import { type Socket as Client, io as connect } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'

import { MODEL_ROOM_PREFIX } from './room-names.ts'
import { type Rooms, type RoomsOptions, createRooms } from './rooms.ts'

const ends: (() => Promise<unknown>)[] = []

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()))
})

test('a member of the room gets the event, others do not', async () => {
  const { rooms, clients } = await start(2)
  const [member, stranger] = [clients.at(0), clients.at(1)]

  await rooms.join(idOf(member), 'room')
  await rooms.broadcast('room', 'hello', { a: 1 })

  expect(await heard(rooms, member)).toEqual([['hello', { a: 1 }]])
  expect(await heard(rooms, stranger)).toEqual([])
})

test('a socket that was joined is in the room before the promise resolves', async () => {
  const { rooms, clients } = await start(1)

  const joined = rooms.join(idOf(clients[0]), 'room')
  const sent = rooms.broadcast('room', { a: 1 })

  expect(await Promise.all([joined, sent])).toEqual([{ sockets: 1 }, { sockets: 1 }])
  expect(await heard(rooms, clients[0])).toEqual([['message', { a: 1 }]])
})

test('a text alone is an event without data', async () => {
  const { rooms, clients } = await start(1)

  await rooms.blast('text')

  expect(await heard(rooms, clients[0])).toEqual([['text', null]])
})

test('an array, a number or null in the first place is the data of a message', async () => {
  const { rooms, clients } = await start(1)

  await rooms.blast([1, 2])
  await rooms.blast(null)
  await rooms.blast(7)

  expect(await heard(rooms, clients[0])).toEqual([
    ['message', [1, 2]],
    ['message', null],
    ['message', 7],
  ])
})

test('the socket of the request is left out, with and without a name for the event', async () => {
  const { rooms, clients, requestOf } = await start(2)
  const [sender, other] = clients
  await rooms.join([idOf(sender), idOf(other)], 'room')

  await rooms.broadcast('room', 'hello', { n: 1 }, requestOf(sender))
  await rooms.broadcast('room', { n: 2 }, requestOf(sender))
  await rooms.blast({ n: 3 }, requestOf(sender))

  expect(await heard(rooms, sender)).toEqual([])
  expect(await heard(rooms, other)).toEqual([
    ['hello', { n: 1 }],
    ['message', { n: 2 }],
    ['message', { n: 3 }],
  ])
})

test('a request over HTTP omits nobody; what is no request is warned about once', async () => {
  const { rooms, clients, warnings } = await start(1)
  const request = { isSocket: undefined, socket: {}, url: '/' } as unknown as { isSocket: true }

  await rooms.blast({ n: 1 }, request)
  const warnedOfRequest = warnings.length
  await rooms.blast({ n: 2 }, { no: 'request' } as unknown as { isSocket: true })
  await rooms.blast({ n: 3 }, { no: 'request' } as unknown as { isSocket: true })

  expect(await heard(rooms, clients[0])).toHaveLength(3)
  expect([warnedOfRequest, warnings.length]).toEqual([0, 1])
})

test('a member of two rooms gets a broadcast to both once', async () => {
  const { rooms, clients } = await start(1)
  await rooms.join(idOf(clients[0]), 'one')
  await rooms.join(idOf(clients[0]), 'two')

  await rooms.broadcast(['one', 'two'], 'x', {})

  expect(await heard(rooms, clients[0])).toEqual([['x', {}]])
})

test('with `duplicates` it gets the broadcast once for each room', async () => {
  const { rooms, clients } = await start(1, { duplicates: true })
  await rooms.join(idOf(clients[0]), 'one')
  await rooms.join(idOf(clients[0]), 'two')

  await rooms.broadcast(['one', 'two'], 'x', {})

  expect(await heard(rooms, clients[0])).toHaveLength(2)
})

test('members of one room can be put into others and taken out again', async () => {
  const { rooms, clients } = await start(2)
  await rooms.join(
    clients.map((client) => idOf(client)),
    'source',
  )

  const added = await rooms.addRoomMembersToRooms('source', ['a', 'b'])
  await rooms.removeRoomMembersFromRooms('source', 'a')
  await rooms.broadcast(['a'], 'to-a', {})
  await rooms.broadcast(['b'], 'to-b', {})

  expect(added).toEqual({ sockets: 2 })
  expect(await heard(rooms, clients[0])).toEqual([['to-b', {}]])
})

test('leaveAll empties the rooms of the members but for their own and those to keep', async () => {
  const { rooms, clients } = await start(1)
  const id = idOf(clients[0])
  for (const room of ['source', 'kept', 'left']) await rooms.join(id, room)

  await rooms.leaveAll('source', { keep: ['kept'] })

  expect([...rooms.get(id).rooms]).toEqual([id, 'kept'])
})

test('every method calls back as well', async () => {
  const { rooms, clients } = await start(1)
  const id = idOf(clients[0])

  const outcomes = await Promise.all([
    called((callback) => rooms.join(id, 'room', callback)),
    called((callback) => rooms.addRoomMembersToRooms('room', 'other', callback)),
    called((callback) => rooms.removeRoomMembersFromRooms('room', 'other', callback)),
    called((callback) => rooms.leaveAll('other', callback)),
    called((callback) => rooms.leave(id, 'room', callback)),
  ])

  expect(outcomes).toEqual([undefined, undefined, undefined, undefined, undefined])
})

test('what is no socket is refused by promise and callback, and nothing is changed', async () => {
  const { rooms, clients, warnings } = await start(1)
  const id = idOf(clients[0])
  const wrong: unknown[] = [null, {}, { url: '/', isSocket: undefined }, 5, '']

  for (const value of wrong) {
    const sockets = [id, value] as string[]
    await expect(rooms.join(sockets, 'room')).rejects.toMatchObject({ code: 'E_NOT_A_SOCKET' })
    expect(await called((callback) => rooms.leave(sockets, 'room', callback))).toMatchObject({
      code: 'E_NOT_A_SOCKET',
    })
  }

  expect([...rooms.get(id).rooms]).toEqual([id])
  expect(warnings).toHaveLength(wrong.length)
})

test('a wrong call is warned about before it returns', async () => {
  const { rooms, warnings } = await start(0)
  const nothing = null as unknown as string

  void rooms.leave(nothing, 'room')

  expect(warnings).toHaveLength(1)
})

test('what cannot be the name of a room is refused', async () => {
  const { rooms, clients } = await start(1)
  const id = idOf(clients[0])
  const wrong = undefined as unknown as string

  const refusals = [
    rooms.join(id, wrong),
    rooms.join(id, ''),
    rooms.broadcast(wrong, 'x', {}),
    rooms.addRoomMembersToRooms(wrong, 'room'),
    rooms.addRoomMembersToRooms('room', ['fine', wrong]),
    rooms.leaveAll(wrong),
  ]

  for (const refusal of refusals) {
    await expect(refusal).rejects.toMatchObject({ code: 'E_BAD_ROOM' })
  }
})

test('nobody can be put into the room of a model by its name', async () => {
  const { rooms, clients } = await start(1)

  const joined = rooms.join(idOf(clients[0]), `${MODEL_ROOM_PREFIX}update_user_1`)

  await expect(joined).rejects.toMatchObject({ code: 'E_BAD_ROOM' })
})

test("events of Socket.IO's own names are refused", async () => {
  const { rooms } = await start(0)

  await expect(rooms.blast('disconnect', {})).rejects.toMatchObject({ code: 'E_RESERVED_EVENT' })
})

test('an id that nobody has touches no socket and is no error', async () => {
  const { rooms } = await start(0)

  expect(await rooms.join('nobody', 'room')).toEqual({ sockets: 0 })
})

test('a socket that has gone is not put into a room', async () => {
  const { rooms, clients, requestOf } = await start(1)
  const request = requestOf(clients[0])
  const gone = new Promise((resolve) => request.socket.once('disconnect', resolve))
  clients[0]?.disconnect()
  await gone

  expect(await rooms.join(request, 'room')).toEqual({ sockets: 0 })
})

test('data that is no JSON rejects in the caller', async () => {
  const { rooms, clients } = await start(1)
  const circular: { self?: object } = {}
  circular.self = circular
  await rooms.join(idOf(clients[0]), 'room')

  await expect(rooms.broadcast('room', 'x', circular)).rejects.toBeInstanceOf(Error)
})

test('get, getId and parseSocket know sockets and what carries one', async () => {
  const { rooms, clients, requestOf } = await start(1)
  const id = idOf(clients[0])
  const socket = rooms.get(id)

  expect(rooms.getId(requestOf(clients[0]))).toBe(id)
  expect(rooms.getId(socket)).toBe(id)
  expect(rooms.getId({ socket: {} })).toBeUndefined()
  expect(rooms.parseSocket(requestOf(clients[0]))).toBe(socket)
  expect(rooms.parseSocket(id)).toBeUndefined()
  expect(() => rooms.get('nobody')).toThrow(expect.objectContaining({ code: 'E_NO_SUCH_SOCKET' }))
})

async function start(count: number, options: Partial<RoomsOptions> = {}) {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'] })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  ends.push(() => io.close())
  const warnings: unknown[] = []
  const rooms = createRooms({ io, warn: (...values) => warnings.push(values), ...options })
  const clients = await Promise.all(Array.from({ length: count }, () => connectTo(http.address())))
  const requestOf = (client: Client | undefined) => ({
    isSocket: true as const,
    socket: rooms.get(idOf(client)),
  })
  return { rooms, clients, warnings, requestOf }
}

const eventsOf = new WeakMap<Client, unknown[][]>()

async function connectTo(address: string | AddressInfo | null): Promise<Client> {
  const port = typeof address === 'object' ? address?.port : undefined
  const client = connect(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  })
  const events: unknown[][] = []
  eventsOf.set(client, events)
  client.onAny((...event: unknown[]) => events.push(event))
  await new Promise<void>((resolve) => client.once('connect', resolve))
  return client
}

/** What a client has got so far: everything before an event that is sent now. */
async function heard(rooms: Rooms, client: Client | undefined): Promise<unknown[]> {
  const events = client === undefined ? [] : (eventsOf.get(client) ?? [])
  const end = new Promise<void>((resolve) => client?.once('end', resolve))
  await rooms.broadcast(idOf(client), 'end', {})
  await end
  return events.filter(([name]) => name !== 'end')
}

function idOf(client: Client | undefined): string {
  return client?.id ?? ''
}

function called(call: (callback: (error?: unknown) => void) => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    call(resolve).catch(() => {})
  })
}
