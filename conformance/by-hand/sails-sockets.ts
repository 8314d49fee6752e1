import { ListeningSockets } from './listening-sockets.ts'
import type { Runner, Runners, Stage } from './runner.ts'

/** Stands for what no message between processes can carry. */
const UNDEFINED = { $: 'undefined' }
const CIRCULAR = { $: 'circular' }
const EVERY_KIND = { $: 'everyKind' }

type Ids = Readonly<Record<string, string>>
type Call = readonly [method: string, ...args: unknown[]]

const stages = new WeakMap<Stage, Promise<ListeningSockets>>()

/** `sails.sockets.*`, called from outside of any request, and what A, B and C hear of it. */
export const sailsSockets: Runners = {
  'join(req, room, cb)': call((ids) => ['join', socket(ids, 'A'), 'room1']),
  'join(socketId, room)': call(({ B }) => ['join', B, 'room1']),
  'join([req, socketId], room, cb)': call((ids) => ['join', [socket(ids, 'A'), ids['C']], 'room2']),
  'join(not a socket, room, cb): logged, callback still without error': call(() => [
    'join',
    {},
    'x',
  ]),
  'join(unknown socket id): treated as a room name on any server': call(() => [
    'join',
    'nobody',
    'x',
  ]),
  'join(req, undefined)': call((ids) => ['join', socket(ids, 'A'), UNDEFINED]),
  "broadcast('room1', data): event name 'message'": call(() => ['broadcast', 'room1', { a: 1 }]),
  "broadcast('room1','hello',data)": call(() => ['broadcast', 'room1', 'hello', { a: 1 }]),
  "broadcast('room1','hello',data,req): A left out": call((ids) => [
    'broadcast',
    'room1',
    'hello',
    { a: 1 },
    socket(ids, 'A'),
  ]),
  "broadcast('room1',data,req): documented to leave A out": call((ids) => [
    'broadcast',
    'room1',
    { a: 1 },
    socket(ids, 'A'),
  ]),
  "broadcast(['room1','room2'],...): A is in both and gets it twice": call(() => [
    'broadcast',
    ['room1', 'room2'],
    'x',
    { b: 1 },
  ]),
  'the same with omit': call((ids) => [
    'broadcast',
    ['room1', 'room2'],
    'x',
    { b: 1 },
    socket(ids, 'A'),
  ]),
  'broadcast to a socket id': call(({ C }) => ['broadcast', C, 'y', { only: 'C' }]),
  'broadcast to an empty room': call(() => ['broadcast', 'empty', 'x', {}]),
  'broadcast text with event name': call(() => ['broadcast', 'room1', 'x', 'text']),
  "broadcast('room1','text'): the text is taken for an event name with no data": callUnheard(() => [
    'broadcast',
    'room1',
    'text',
  ]),
  'broadcast array data, event name left out': call(() => ['broadcast', 'room1', [1, 2]]),
  'broadcast null data': call(() => ['broadcast', 'room1', null]),
  'broadcast with a Date, undefined and a Buffer': call(() => [
    'broadcast',
    'room1',
    'x',
    EVERY_KIND,
  ]),
  'broadcast circular data throws': call(() => ['broadcast', 'room1', 'x', CIRCULAR]),
  'blast(data)': call(() => ['blast', { all: 1 }]),
  "blast('hello',data)": call(() => ['blast', 'hello', { all: 1 }]),
  "blast('hello',data,req)": call((ids) => ['blast', 'hello', { all: 1 }, socket(ids, 'A')]),
  'blast(data,req): documented to leave A out': call((ids) => [
    'blast',
    { all: 1 },
    socket(ids, 'A'),
  ]),
  'leave(req, room, cb) then broadcast': call(
    (ids) => ['leave', socket(ids, 'A'), 'room1'],
    () => ['broadcast', 'room1', 'x', { after: 'leave A' }],
  ),
  'leave(socketId, room) then broadcast': call(
    ({ B }) => ['leave', B, 'room1'],
    () => ['broadcast', 'room1', 'x', { after: 'leave B' }],
  ),
  'leave(null)': call(() => ['leave', null, 'room1']),
  'leave a room never joined': call(({ A }) => ['leave', A, 'never']),
  "addRoomMembersToRooms('src',['d1','d2'],cb) then broadcast to both": call(
    ({ A, B }) => ['join', [A, B], 'src'],
    () => ['addRoomMembersToRooms', 'src', ['d1', 'd2']],
    () => ['broadcast', ['d1', 'd2'], 'x', { to: 'd' }],
  ),
  'addRoomMembersToRooms with one room as a string': call(
    () => ['addRoomMembersToRooms', 'src', 'd3'],
    () => ['broadcast', 'd3', 'x', { to: 'd3' }],
  ),
  'addRoomMembersToRooms with a source that is no string: callback gets an error': call(() => [
    'addRoomMembersToRooms',
    5,
    'd',
  ]),
  'a destination that is no string is skipped with a log line': call(
    () => ['addRoomMembersToRooms', 'src', [7, 'd4']],
    () => ['broadcast', 'd4', 'x', { to: 'd4' }],
  ),
  'empty source room': call(() => ['addRoomMembersToRooms', 'empty', 'd5']),
  'removeRoomMembersFromRooms then broadcast to d1 and d2': call(
    () => ['removeRoomMembersFromRooms', 'src', 'd1'],
    () => ['broadcast', 'd1', 'y', { to: 'd1' }],
    () => ['broadcast', 'd2', 'y', { to: 'd2' }],
  ),
  'leaveAll(room, cb): members leave every room except the one named after their id': call(
    ({ A, B, C }) => ['join', [A, B, C], 'room3'],
    () => ['leaveAll', 'src'],
    () => ['broadcast', 'room3', 'x', { after: 'leaveAll' }],
    ({ A }) => ['broadcast', A, 'y', { direct: true }],
  ),
  'leaveAll with a room that is no string': call(() => ['leaveAll', null]),
  getId: async (stage) => {
    const sockets = await socketsOf(stage)
    const server = await stage.server()
    const ofSocket = await server.command('sockets', 'getId', [socket(sockets.ids, 'A')])
    const { id } = await sockets.ask('A', '/probe/getid')
    return {
      values: {
        ofReq: id === 'string:true',
        ofSocket: ofSocket === sockets.ids['A'],
        ofHttpLike: await server.command('sockets', 'getId', [{ socket: {} }]),
        ofNull: await server.command('sockets', 'getId', [null]),
      },
      callbacks: [],
      events: [],
    }
  },
  'get(id) (undocumented)': async (stage) => {
    const { ids } = await socketsOf(stage)
    const { command } = await stage.server()
    const known = await command('sockets', 'get', [ids['A']])
    return {
      results: [
        ['no argument', await command('sockets', 'get', [])],
        ['object', await command('sockets', 'get', [{}])],
        ['unknown id', await command('sockets', 'get', ['nobody'])],
      ],
      known: known === 'a socket',
      callbacks: [],
      events: [],
    }
  },
  keys: async (stage) => {
    const { command } = await stage.server()
    return { ...Object(await command('socketMethods')), callbacks: [], events: [] }
  },
  'join with the req of a socket that has gone': async (stage, exchange) => {
    const sockets = await socketsOf(stage)
    await sockets.connect('G', await stage.server())
    const { G } = sockets.ids
    await sockets.drop('G')
    const { outcomes } = await call(() => ['join', G, 'gone'])(stage, exchange)
    // The event in the recording is that of the exchange before it.
    return { outcomes, roomSize: [outcomes].flat()[0], events: exchange['events'] }
  },
}

function socketsOf(stage: Stage): Promise<ListeningSockets> {
  const known = stages.get(stage) ?? connectThree(stage)
  stages.set(stage, known)
  return known
}

async function connectThree(stage: Stage): Promise<ListeningSockets> {
  const sockets = new ListeningSockets()
  stage.onEnd(() => sockets.close())
  for (const letter of ['A', 'B', 'C']) await sockets.connect(letter, await stage.server())
  return sockets
}

function socket(ids: Ids, letter: string): object {
  return { $: 'socket', id: ids[letter] }
}

/** Makes calls one after the other. */
function call(...calls: readonly ((ids: Ids) => Call)[]): Runner {
  return async (stage) => {
    const sockets = await socketsOf(stage)
    const server = await stage.server()
    const outcomes: unknown[] = []
    for (const toCall of calls) {
      const [method, ...args] = toCall(sockets.ids)
      outcomes.push(await server.command('sockets', method, args))
    }
    return { outcomes, events: await sockets.hear() }
  }
}

/** The recording's sockets did not listen to an event of that name. */
function callUnheard(toCall: (ids: Ids) => Call): Runner {
  return async (stage, exchange) => {
    const { outcomes } = await call(toCall)(stage, exchange)
    return { outcomes, events: [] }
  }
}
