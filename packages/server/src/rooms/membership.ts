import type { Server, Socket } from 'socket.io'

import type { ClusterBus } from './cluster-bus.ts'
import { NotASocketError, UnconfirmedRoomChangeError } from './errors.ts'
import { type RoomChange, applyRoomChange } from './room-change.ts'
import type { RoomResult } from './settle.ts'
import { findLocalSocket } from './socket-argument.ts'

/**
 * Who is in which room, on every process. Knows no rule about names: `sails.sockets` and resourceful pubsub put
 * theirs before it.
 */
export interface Membership {
  /** @throws {NotASocketError} at once, before anything is changed */
  join(method: string, sockets: unknown, rooms: readonly string[]): Promise<RoomResult>
  /** @throws {NotASocketError} at once, before anything is changed */
  leave(method: string, sockets: unknown, rooms: readonly string[]): Promise<RoomResult>
  /** Changes all members of a room. */
  change(method: string, change: RoomChange): Promise<RoomResult>
}

/**
 * @param ackTimeoutMs Only for the error's text: the bus keeps the time.
 */
export function createMembership(io: Server, bus: ClusterBus, ackTimeoutMs: number): Membership {
  const change = async (method: string, roomChange: RoomChange): Promise<RoomResult> => {
    const sockets = applyRoomChange(io, roomChange)
    // The room that is named after a socket of ours has its one member here.
    if (io.sockets.sockets.has(roomChange.source)) return { sockets }
    try {
      return { sockets: sockets + (await bus.changeRooms(roomChange)) }
    } catch (error) {
      throw new UnconfirmedRoomChangeError(method, ackTimeoutMs, error)
    }
  }

  const changeSockets = async (
    method: string,
    { local, remoteIds }: SortedSockets,
    apply: (socket: Socket) => void,
    toChange: (id: string) => RoomChange,
  ): Promise<RoomResult> => {
    const connected = local.filter((socket) => socket.connected)
    for (const socket of connected) apply(socket)
    const results = await Promise.all(remoteIds.map((id) => change(method, toChange(id))))
    return {
      sockets: results.reduce((sum, result) => sum + result.sockets, connected.length),
    }
  }

  return {
    join: (method, sockets, rooms) =>
      changeSockets(
        method,
        sortSockets(io, method, sockets),
        (socket) => void socket.join([...rooms]),
        (source) => ({ kind: 'join', source, rooms }),
      ),
    leave: (method, sockets, rooms) =>
      changeSockets(
        method,
        sortSockets(io, method, sockets),
        (socket) => {
          for (const room of rooms) void socket.leave(room)
        },
        (source) => ({ kind: 'leave', source, rooms }),
      ),
    change,
  }
}

interface SortedSockets {
  readonly local: readonly Socket[]
  /** Ids that this process has no socket of. */
  readonly remoteIds: readonly string[]
}

function sortSockets(io: Server, method: string, sockets: unknown): SortedSockets {
  const values: readonly unknown[] = Array.isArray(sockets) ? sockets : [sockets]
  const local: Socket[] = []
  const remoteIds: string[] = []
  for (const value of values) {
    const socket = findLocalSocket(io, value)
    if (socket !== undefined) local.push(socket)
    else if (typeof value === 'string' && value !== '') remoteIds.push(value)
    else throw new NotASocketError(method, value)
  }
  return { local, remoteIds }
}
