import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Ends a server in two steps. */
export interface ServerCloser {
  /** Takes no new connection, and closes those that wait for a request. */
  stopAccepting(): void
  /**
   * Resolves when every connection is closed. Those that are still busy after `graceMs` are cut.
   */
  close(graceMs: number): Promise<void>
}

/**
 * Watches a server's connections from now on. Upgraded ones (WebSockets) count too, though Node forgets them.
 */
export function createServerCloser(server: Server): ServerCloser {
  const connections = new Set<Socket>()
  server.on('connection', (connection: Socket) => {
    connections.add(connection)
    connection.once('close', () => {
      connections.delete(connection)
    })
  })
  let closed: Promise<void> | undefined

  function stopAccepting(): void {
    // A server that never listened calls back with an error, which says the same: it is closed.
    closed ??= new Promise((resolve) => {
      server.close(() => {
        resolve()
      })
    })
  }
  async function close(graceMs: number): Promise<void> {
    stopAccepting()
    server.closeIdleConnections()
    const timer = setTimeout(() => {
      for (const connection of connections) connection.destroy()
    }, graceMs)
    await closed
    clearTimeout(timer)
  }
  return { stopAccepting, close }
}
