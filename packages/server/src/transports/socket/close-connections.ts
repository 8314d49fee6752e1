import { once } from 'node:events'
import type { Socket as TcpSocket } from 'node:net'

import type { Server } from 'socket.io'

/** Milliseconds that clients get to confirm the end of their connection. */
const CLOSE_GRACE_MS = 500

/**
 * Ends all connections and the Socket.IO server, but not the HTTP server it is attached to. Clients see their
 * connection close, which tells them to come back; one that does not confirm in time is cut off.
 */
export async function closeConnections(io: Server): Promise<void> {
  const tcpSockets = [...io.sockets.sockets.values()].map((socket) => socket.request.socket)
  // Without an HTTP server there is no engine.
  if (io.httpServer !== undefined) io.engine.close()
  await endWithin(tcpSockets, CLOSE_GRACE_MS)
  await io.sockets.adapter.close()
}

async function endWithin(tcpSockets: readonly TcpSocket[], graceMs: number): Promise<void> {
  const open = tcpSockets.filter((socket) => !socket.destroyed)
  const ends = open.map((socket) => once(socket, 'close'))
  const timer = setTimeout(() => {
    for (const socket of open) socket.destroy()
  }, graceMs)
  await Promise.allSettled(ends)
  clearTimeout(timer)
}
