import type { Server } from 'socket.io'

import type { HookHost } from '../../hook/hook-host.ts'
import { socketSessionsOf } from '../../hook/socket-sessions.ts'
import {
  type AdminMessage,
  type ClusterBus,
  LONE_BUS,
  createClusterBus,
} from '../../rooms/cluster-bus.ts'

/** App event for messages that processes send each other. */
const ADMIN_MESSAGE_EVENT = 'hook:sockets:adminMessage'
/** App event for a session that has ended, from the session hook. */
const SESSION_ENDED_EVENT = 'session:ended'
/** Tells other processes of it. No app sends it: the name is ours. */
const SESSION_ENDED_MESSAGE = 'halyard:sessionEnded'

/** What the processes of an app tell each other. */
export interface AdminBus {
  readonly bus: ClusterBus
  /** Emits `hook:sockets:adminMessage` with `{ event, payload }` in every other process. */
  readonly broadcastAdminMessage: (event: string, payload?: unknown) => void
  /** The same, in this process too. */
  readonly blastAdminMessage: (event: string, payload?: unknown) => void
  close(): void
}

/**
 * Opens the bus between the processes of an app, and keeps them in step about sessions that end.
 * @param isAlone Whether there is no adapter, and so nobody else.
 */
export function openAdminBus(
  host: HookHost,
  io: Server,
  isAlone: boolean,
  ackTimeoutMs: number,
): AdminBus {
  // Signing sockets out here makes the session hook say so again, to everybody.
  let isRelaying = false
  const hear = (message: AdminMessage): void => {
    if (message.event !== SESSION_ENDED_MESSAGE) {
      host.emit(ADMIN_MESSAGE_EVENT, message)
    } else if (typeof message.payload === 'string') {
      isRelaying = true
      socketSessionsOf(host)?.signOut(message.payload)
      isRelaying = false
    }
  }
  const bus = isAlone ? LONE_BUS : createClusterBus(io, ackTimeoutMs, hear)
  const onSessionEnded = (sessionId: string, sockets: Iterable<SignedOut>): void => {
    for (const socket of sockets) leaveAllRooms(socket)
    if (!isRelaying) bus.sendAdminMessage({ event: SESSION_ENDED_MESSAGE, payload: sessionId })
  }
  host.on(SESSION_ENDED_EVENT, onSessionEnded)

  return {
    bus,
    broadcastAdminMessage: (event, payload) => bus.sendAdminMessage({ event, payload }),
    blastAdminMessage(event, payload) {
      bus.sendAdminMessage({ event, payload })
      host.emit(ADMIN_MESSAGE_EVENT, { event, payload })
    },
    close() {
      host.off(SESSION_ENDED_EVENT, onSessionEnded)
      bus.close()
    },
  }
}

type SignedOut = ReturnType<Server['sockets']['sockets']['get']>

/** What a user was let into, nobody who is signed out stays in. */
function leaveAllRooms(socket: SignedOut): void {
  for (const room of socket?.rooms ?? []) if (room !== socket?.id) void socket?.leave(room)
}
