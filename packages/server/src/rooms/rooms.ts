import { DEFAULT_EVENT_NAME } from '@halyard/protocol'
import type { Server, Socket } from 'socket.io'

import { type UnnamedData, parseMessage } from './broadcast-arguments.ts'
import { type BroadcastToMembers, createAdapterBroadcast } from './broadcast-to-members.ts'
import { type ClusterBus, LONE_BUS } from './cluster-bus.ts'
import { NoSuchSocketError, NotASocketError } from './errors.ts'
import { type Membership, createMembership } from './membership.ts'
import { parseRoom, parseRooms, parseRoomsToJoin } from './room-names.ts'
import { type RoomCallback, type RoomResult, settle } from './settle.ts'
import {
  type HttpMistake,
  type OmittedSocket,
  type SocketArgument,
  parseSocket,
  toSocketId,
} from './socket-argument.ts'

/** What rooms are made of. */
export interface RoomsOptions {
  readonly io: Server
  /** Speaks to the other processes. @default none: an app of one process */
  readonly bus?: ClusterBus
  /** How long other processes have to confirm a change, in ms. @default 5000 */
  readonly ackTimeoutMs?: number
  /** Sends to the members of rooms. @default through Socket.IO's adapter */
  readonly broadcast?: BroadcastToMembers
  /** Sends an event once for each room that a socket shares with it, as Sails does. @default false */
  readonly duplicates?: boolean
  /** Hears of wrong calls that nobody handles. */
  readonly warn: (...values: unknown[]) => void
}

/** `sails.sockets`. @see Sails reference: websockets/sails.sockets */
export interface Rooms {
  /** Name of events that are sent without one. */
  readonly DEFAULT_EVENT_NAME: string
  /**
   * Puts sockets into a room. A socket of this process is in it at once; one of another process when the promise
   * resolves.
   * @throws (rejects) {NotASocketError} nothing is changed then
   * @throws (rejects) {BadRoomError} when the room is no string, or one of a model
   */
  join(
    sockets: SocketArgument | readonly SocketArgument[],
    roomName: string,
    callback?: RoomCallback,
  ): Promise<RoomResult>
  /** Takes sockets out of a room; those that are not in it stay as they are. */
  leave(
    sockets: SocketArgument | readonly SocketArgument[],
    roomName: string,
    callback?: RoomCallback,
  ): Promise<RoomResult>
  /**
   * Has every member of a room, on every process, leave all its rooms: subscriptions to models too, but not the
   * room named after its id.
   * @param options `keep`: names of rooms to stay in.
   */
  leaveAll(
    roomName: string,
    options?: { readonly keep?: readonly string[] } | RoomCallback,
    callback?: RoomCallback,
  ): Promise<RoomResult>
  /** Puts every member of a room, on every process, into other rooms. */
  addRoomMembersToRooms(
    sourceRoom: string,
    destinationRooms: string | readonly string[],
    callback?: RoomCallback,
  ): Promise<RoomResult>
  /** Takes every member of a room, on every process, out of other rooms. */
  removeRoomMembersFromRooms(
    sourceRoom: string,
    destinationRooms: string | readonly string[],
    callback?: RoomCallback,
  ): Promise<RoomResult>
  /**
   * Sends an event to every socket in one or more rooms, on every process, once to each.
   * Arguments behind the rooms: `[eventName], data, [socketToOmit]`.
   * @example sails.sockets.broadcast('room:7', 'chat', { text: 'hi' }, req)
   */
  broadcast<Sender extends OmittedSocket>(
    rooms: string | readonly string[],
    eventName: string,
    data?: unknown,
    socketToOmit?: Sender,
    ...mistake: HttpMistake<Sender>
  ): Promise<RoomResult>
  broadcast<Sender extends OmittedSocket>(
    rooms: string | readonly string[],
    data: UnnamedData,
    socketToOmit?: Sender,
    ...mistake: HttpMistake<Sender>
  ): Promise<RoomResult>
  /** Sends an event to every connected socket, on every process: `[eventName], data, [socketToOmit]`. */
  blast<Sender extends OmittedSocket>(
    eventName: string,
    data?: unknown,
    socketToOmit?: Sender,
    ...mistake: HttpMistake<Sender>
  ): Promise<RoomResult>
  blast<Sender extends OmittedSocket>(
    data: UnnamedData,
    socketToOmit?: Sender,
    ...mistake: HttpMistake<Sender>
  ): Promise<RoomResult>
  /** Id of a socket or of the socket of a request; `undefined` for what has none. */
  getId(socket: unknown): string | undefined
  /**
   * The Socket.IO socket of that id.
   * @throws {NotASocketError} when `id` is no string
   * @throws {NoSuchSocketError} when it is not connected to this process
   */
  get(id: string): Socket
  /** The Socket.IO socket of a request or of itself; `undefined` for everything else. */
  parseSocket(value: unknown): Socket | undefined
}

/**
 * Makes `sails.sockets` for one app. Wrong calls reject, and are logged when there is no callback: a call that is
 * not awaited, as most are, then neither fails in silence nor ends the process.
 */
export function createRooms(options: RoomsOptions): Rooms {
  const { io, warn } = options
  const membership = createMembership(io, options.bus ?? LONE_BUS, options.ackTimeoutMs ?? 5_000)
  const broadcast = options.broadcast ?? createAdapterBroadcast(io)
  const send = createSender(broadcast, options.duplicates ?? false, warn)
  const run = (work: () => Promise<RoomResult>, callback?: RoomCallback) =>
    settle(work, (error) => warn(error instanceof Error ? error.message : error), callback)

  return {
    DEFAULT_EVENT_NAME,
    ...createRoomChanges(membership, run),
    broadcast: (rooms: string | readonly string[], ...message: unknown[]) =>
      run(() => Promise.resolve(send('broadcast', parseRooms('broadcast', rooms), message))),
    blast: (...message: unknown[]) => run(() => Promise.resolve(send('blast', [], message))),
    getId: toSocketId,
    get: (id) => getSocket(io, id),
    parseSocket,
  }
}

type Run = (work: () => Promise<RoomResult>, callback?: RoomCallback) => Promise<RoomResult>

type RoomChanges = Pick<
  Rooms,
  'join' | 'leave' | 'leaveAll' | 'addRoomMembersToRooms' | 'removeRoomMembersFromRooms'
>

function createRoomChanges(membership: Membership, run: Run): RoomChanges {
  return {
    join: (sockets, room, callback) =>
      run(() => membership.join('join', sockets, parseRoomsToJoin('join', room)), callback),
    leave: (sockets, room, callback) =>
      run(() => membership.leave('leave', sockets, [parseRoom('leave', room)]), callback),
    leaveAll(room, options, callback) {
      const keep = typeof options === 'object' ? (options.keep ?? []) : []
      return run(
        () =>
          membership.change('leaveAll', {
            kind: 'leaveAll',
            source: parseRoom('leaveAll', room),
            rooms: parseRooms('leaveAll', keep),
          }),
        typeof options === 'function' ? options : callback,
      )
    },
    addRoomMembersToRooms: (source, destinations, callback) =>
      run(
        () =>
          membership.change('addRoomMembersToRooms', {
            kind: 'join',
            source: parseRoom('addRoomMembersToRooms', source),
            rooms: parseRoomsToJoin('addRoomMembersToRooms', destinations),
          }),
        callback,
      ),
    removeRoomMembersFromRooms: (source, destinations, callback) =>
      run(
        () =>
          membership.change('removeRoomMembersFromRooms', {
            kind: 'leave',
            source: parseRoom('removeRoomMembersFromRooms', source),
            rooms: parseRooms('removeRoomMembersFromRooms', destinations),
          }),
        callback,
      ),
  }
}

type Send = (method: string, rooms: readonly string[], values: readonly unknown[]) => RoomResult

function createSender(
  broadcast: BroadcastToMembers,
  duplicates: boolean,
  warn: (...values: unknown[]) => void,
): Send {
  let hasWarned = false
  const warnOnce = (method: string): void => {
    if (hasWarned) return
    hasWarned = true
    warn(
      `sails.sockets.${method}() was given something to leave out that is neither a socket nor a request: ` +
        'everyone gets the event. (This is said once.)',
    )
  }
  return (method, rooms, values) => {
    const { eventName, data, omittedId, omitsNobody } = parseMessage(method, values)
    if (omitsNobody) warnOnce(method)
    const audiences = duplicates && rooms.length > 1 ? rooms.map((room) => [room]) : [rooms]
    const counts = audiences.map((audience) =>
      broadcast({ rooms: audience, omittedId, eventName, data }),
    )
    return { sockets: counts.reduce((sum, count) => sum + count, 0) }
  }
}

function getSocket(io: Server, id: unknown): Socket {
  if (typeof id !== 'string') throw new NotASocketError('get', id)
  const socket = io.sockets.sockets.get(id)
  if (socket === undefined) throw new NoSuchSocketError(id)
  return socket
}
