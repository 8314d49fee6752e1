import type { Server, Socket } from 'socket.io'

/** A change of membership for all who are in one room. Travels between processes as JSON. */
export interface RoomChange {
  readonly kind: 'join' | 'leave' | 'leaveAll'
  /** Whose members are changed: a room, or the id of a socket. */
  readonly source: string
  /** Rooms to join or to leave; for `leaveAll` those to stay in. */
  readonly rooms: readonly string[]
}

/**
 * Changes those members of a room that are connected to this process.
 * @returns How many there were.
 */
export function applyRoomChange(io: Server, change: RoomChange): number {
  const { adapter, sockets } = io.sockets
  const members = [...(adapter.rooms.get(change.source) ?? [])]
  let changed = 0
  for (const id of members) {
    const socket = sockets.get(id)
    if (socket === undefined) continue
    changeSocket(socket, change)
    changed++
  }
  return changed
}

/** Whether a message from another process is a change of rooms. */
export function isRoomChange(value: unknown): value is RoomChange {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'join' || value.kind === 'leave' || value.kind === 'leaveAll') &&
    'source' in value &&
    typeof value.source === 'string' &&
    'rooms' in value &&
    Array.isArray(value.rooms)
  )
}

function changeSocket(socket: Socket, change: RoomChange): void {
  if (change.kind === 'join') void socket.join([...change.rooms])
  else for (const room of roomsToLeave(socket, change)) void socket.leave(room)
}

function roomsToLeave(socket: Socket, change: RoomChange): readonly string[] {
  if (change.kind === 'leave') return change.rooms
  const kept = new Set([socket.id, ...change.rooms])
  return [...socket.rooms].filter((room) => !kept.has(room))
}
