import type { Server } from 'socket.io'

import {
  type Broadcast,
  type BroadcastToMembers,
  createAdapterBroadcast,
} from '../../rooms/broadcast-to-members.ts'
import { type FastLink, toFrame } from './fast-path.ts'
import { hasBinary } from './has-binary.ts'

/**
 * Sends an event to members of rooms of this process as one frame, encoded once, that goes straight to every member
 * with an open link. The others, and events with binary data, go through Socket.IO's adapter.
 */
export function createPreparedBroadcast(
  io: Server,
  findLink: (socketId: string) => FastLink | undefined,
): BroadcastToMembers {
  const throughAdapter = createAdapterBroadcast(io)
  return (broadcast) => {
    const members = findMembers(io, broadcast)
    if (members.size === 0) return 0
    const json = JSON.stringify([broadcast.eventName, broadcast.data])
    if (hasBinary(broadcast.data, json)) return throughAdapter(broadcast)

    const frame = toFrame(`42${json}`)
    const left: string[] = []
    let count = 0
    for (const id of members.keys()) {
      if (id === broadcast.omittedId) continue
      count++
      if (findLink(id)?.writeEvent(frame) !== true) left.push(id)
    }
    if (left.length > 0) io.local.to(left).emit(broadcast.eventName, broadcast.data)
    return count
  }
}

type Members = ReadonlySet<string> | ReadonlyMap<string, unknown>

/** The sockets that are in one of the rooms, by id, each once. */
function findMembers(io: Server, { rooms }: Broadcast): Members {
  const { adapter, sockets } = io.sockets
  const [only] = rooms
  if (only === undefined) return sockets
  if (rooms.length === 1) return adapter.rooms.get(only) ?? new Set()
  return new Set(rooms.flatMap((room) => [...(adapter.rooms.get(room) ?? [])]))
}
