import type { Server, Socket } from 'socket.io'

import type { Log } from '../../hook/log.ts'
import { countWaitingBytes } from './fast-path.ts'

/** How often all connections are looked at, in milliseconds. */
const LOOK_EVERY_MS = 1_000

/** Ends the connection of a client that does not read what it is sent. */
export type DropSlowClient = (socket: Socket, waitingBytes: number) => void

/** @param maxWaitingBytes Only for the log. */
export function createDropSlowClient(maxWaitingBytes: number, log: Log): DropSlowClient {
  return (socket, waitingBytes) => {
    log.warn(
      `Socket ${socket.id} reads too slowly: ${waitingBytes} bytes wait for it, and ${maxWaitingBytes} may ` +
        '(config.sockets.maxWaitingBytes). Its connection is ended.',
    )
    // Closing in order would wait for the client to read.
    socket.request.socket.destroy()
    socket.disconnect(true)
  }
}

/**
 * Looks every second for clients that have more bytes waiting than they may.
 * @returns Ends it.
 */
export function watchSlowClients(
  io: Server,
  maxWaitingBytes: number,
  drop: DropSlowClient,
): () => void {
  const look = (): void => {
    for (const socket of io.sockets.sockets.values()) {
      const waitingBytes = countWaitingBytes(socket)
      if (waitingBytes > maxWaitingBytes) drop(socket, waitingBytes)
    }
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
