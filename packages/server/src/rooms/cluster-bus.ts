import type { Server } from 'socket.io'

import { type RoomChange, applyRoomChange, isRoomChange } from './room-change.ts'

const ROOM_CHANGE_EVENT = 'halyard:roomChange'
const ADMIN_EVENT = 'halyard:adminMessage'

/** A message between the processes of an app. */
export interface AdminMessage {
  readonly event: string
  readonly payload: unknown
}

/** Speaks to the other processes of the app. Alone, it speaks to nobody and is done at once. */
export interface ClusterBus {
  /** Has every other process change its members of a room; tells how many sockets they changed. */
  changeRooms(change: RoomChange): Promise<number>
  sendAdminMessage(message: AdminMessage): void
  close(): void
}

/** For an app of one process. */
export const LONE_BUS: ClusterBus = {
  changeRooms: () => Promise.resolve(0),
  sendAdminMessage: () => {},
  close: () => {},
}

/**
 * A bus over Socket.IO's own adapter, so it needs no connection beside the adapter's and works with every adapter
 * that can emit between servers.
 *
 * @param timeoutMs How long the other processes have to answer.
 * @param onAdminMessage Hears what other processes send.
 */
export function createClusterBus(
  io: Server,
  timeoutMs: number,
  onAdminMessage: (message: AdminMessage) => void,
): ClusterBus {
  const hearChange = (change: unknown, acknowledge: unknown): void => {
    if (!isRoomChange(change) || typeof acknowledge !== 'function') return
    acknowledge(applyRoomChange(io, change))
  }
  const hearAdminMessage = (message: unknown): void => {
    if (isAdminMessage(message)) onAdminMessage(message)
  }
  io.on(ROOM_CHANGE_EVENT, hearChange)
  io.on(ADMIN_EVENT, hearAdminMessage)

  return {
    async changeRooms(change) {
      const answers: readonly unknown[] = await withinTime(
        io.serverSideEmitWithAck(ROOM_CHANGE_EVENT, change),
        timeoutMs,
      )
      return answers.reduce<number>(
        (sum, count) => sum + (typeof count === 'number' ? count : 0),
        0,
      )
    },
    sendAdminMessage(message) {
      io.serverSideEmit(ADMIN_EVENT, message)
    },
    close() {
      io.off(ROOM_CHANGE_EVENT, hearChange)
      io.off(ADMIN_EVENT, hearAdminMessage)
    },
  }
}

function isAdminMessage(value: unknown): value is AdminMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'event' in value &&
    typeof value.event === 'string'
  )
}

// The adapter's own timeout begins only when Redis has said how many processes there are, which it never does
// while it is away.
function withinTime<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
