import { ABSENT, type Difference } from './difference.ts'

/**
 * What the calls of each exchange come to: how many sockets they reached, or the code of the error. Sails tells
 * neither, so there is nothing to compare these with.
 */
const OUTCOMES: Readonly<Record<string, readonly unknown[]>> = {
  'join(req, room, cb)': [1],
  'join(socketId, room)': [1],
  'join([req, socketId], room, cb)': [2],
  'join(not a socket, room, cb): logged, callback still without error': ['E_NOT_A_SOCKET'],
  'join(unknown socket id): treated as a room name on any server': [0],
  'join(req, undefined)': ['E_BAD_ROOM'],
  "broadcast('room1', data): event name 'message'": [2],
  "broadcast('room1','hello',data)": [2],
  "broadcast('room1','hello',data,req): A left out": [1],
  "broadcast('room1',data,req): documented to leave A out": [1],
  "broadcast(['room1','room2'],...): A is in both and gets it twice": [3],
  'the same with omit': [2],
  'broadcast to a socket id': [1],
  'broadcast to an empty room': [0],
  'broadcast text with event name': [2],
  "broadcast('room1','text'): the text is taken for an event name with no data": [2],
  'broadcast array data, event name left out': [2],
  'broadcast null data': [2],
  'broadcast with a Date, undefined and a Buffer': [2],
  'broadcast circular data throws': ['TypeError'],
  'blast(data)': [3],
  "blast('hello',data)": [3],
  "blast('hello',data,req)": [2],
  'blast(data,req): documented to leave A out': [2],
  'leave(req, room, cb) then broadcast': [1, 1],
  'leave(socketId, room) then broadcast': [1, 0],
  'leave(null)': ['E_NOT_A_SOCKET'],
  'leave a room never joined': [1],
  "addRoomMembersToRooms('src',['d1','d2'],cb) then broadcast to both": [2, 2, 2],
  'addRoomMembersToRooms with one room as a string': [2, 2],
  'addRoomMembersToRooms with a source that is no string: callback gets an error': ['E_BAD_ROOM'],
  'a destination that is no string is skipped with a log line': ['E_BAD_ROOM', 0],
  'empty source room': [0],
  'removeRoomMembersFromRooms then broadcast to d1 and d2': [2, 0, 2],
  'leaveAll(room, cb): members leave every room except the one named after their id': [3, 2, 1, 1],
  'leaveAll with a room that is no string': ['E_BAD_ROOM'],
  'join with the req of a socket that has gone': [0],
}

const FILE = 'sails-sockets'

/** `sails.sockets.*` in one process. */
export const rooms: readonly Difference[] = [
  ...Object.entries(OUTCOMES).map(([exchange, outcomes]) => ({
    id: 'D-ROOMS-PROMISES',
    files: FILE,
    exchanges: [exchange],
    ours: { outcomes, returns: ABSENT, callbacks: ABSENT, error: ABSENT },
  })),
  {
    id: 'D-ROOMS-PROMISES',
    files: FILE,
    exchanges: ['a destination that is no string is skipped with a log line'],
    ours: { events: [] },
  },
  {
    id: 'D-ROOMS-PROMISES',
    files: FILE,
    exchanges: ['join called with an HTTP req'],
    ours: { 'httpResponse.body': { result: 'E_NOT_A_SOCKET' } },
  },
  {
    id: 'D-GET-SOCKET',
    files: FILE,
    exchanges: ['get(id) (undocumented)'],
    ours: {
      results: [
        ['no argument', 'E_NOT_A_SOCKET'],
        ['object', 'E_NOT_A_SOCKET'],
        ['unknown id', 'E_NO_SUCH_SOCKET'],
      ],
    },
  },
  {
    id: 'D-FIREHOSE',
    files: FILE,
    exchanges: ['keys'],
    ours: { methods: (names: string[]) => names.filter((name) => name !== 'publishToFirehose') },
  },
  {
    id: 'D-OMIT-SENDER',
    files: FILE,
    exchanges: /^(?:broadcast|blast)\(.*data,req\): documented/,
    ours: { events: withoutA },
  },
  {
    id: 'D-ONCE-PER-SOCKET',
    files: FILE,
    exchanges: /gets it twice$|then broadcast to both$/,
    ours: { events: onceEach },
  },
]

interface Heard {
  readonly socket: string
}

function withoutA(events: readonly Heard[]): Heard[] {
  return events.filter(({ socket }) => socket !== 'A')
}

function onceEach(events: readonly Heard[]): Heard[] {
  return events.filter(({ socket }, index) => socket !== events[index - 1]?.socket)
}
