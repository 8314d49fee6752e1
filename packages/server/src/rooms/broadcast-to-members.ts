import type { Server } from 'socket.io'

/** One event for the members of some rooms. */
export interface Broadcast {
  /** Names of rooms; none means everybody. */
  readonly rooms: readonly string[]
  readonly omittedId: string | undefined
  readonly eventName: string
  readonly data: unknown
}

/**
 * Sends an event to every socket in one of the rooms, once to each, on every process.
 * @returns How many sockets of this process it was sent to.
 */
export type BroadcastToMembers = (broadcast: Broadcast) => number

/** Sends through Socket.IO's adapter. */
export function createAdapterBroadcast(io: Server): BroadcastToMembers {
  return ({ rooms, omittedId, eventName, data }) => {
    const all = rooms.length === 0 ? io.sockets : io.to([...rooms])
    const audience = omittedId === undefined ? all : all.except(omittedId)
    audience.emit(eventName, data)
    return countLocalMembers(io, rooms, omittedId)
  }
}

/** How many sockets of this process are in one of the rooms; with no rooms, how many there are. */
function countLocalMembers(
  io: Server,
  rooms: readonly string[],
  omittedId: string | undefined,
): number {
  const { adapter, sockets } = io.sockets
  const [only] = rooms
  if (only === undefined) return sockets.size - (omits(sockets, omittedId) ? 1 : 0)
  const members = rooms.length === 1 ? adapter.rooms.get(only) : unionOf(adapter.rooms, rooms)
  return (members?.size ?? 0) - (members !== undefined && omits(members, omittedId) ? 1 : 0)
}

function omits(members: { has(id: string): boolean }, omittedId: string | undefined): boolean {
  return omittedId !== undefined && members.has(omittedId)
}

function unionOf(all: ReadonlyMap<string, Set<string>>, rooms: readonly string[]): Set<string> {
  return new Set(rooms.flatMap((room) => [...(all.get(room) ?? [])]))
}
