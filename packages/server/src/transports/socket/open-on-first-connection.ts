import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/**
 * Calls `open` when the first request or upgrade comes that may be for Socket.IO, which then gets it. Others go where
 * they go without Socket.IO.
 *
 * @param path Beginning of the URLs that are Socket.IO's.
 * @param open Attaches Socket.IO to the server. It must have called what this function returns.
 * @returns Stops it, and leaves the server as it was.
 */
export function openOnFirstConnection(server: Server, path: string, open: () => void): () => void {
  const ordinary = server.listeners('request').filter(isRequestListener)

  function onRequest(req: IncomingMessage, res: ServerResponse): void {
    if (req.url?.startsWith(path) === true) {
      open()
      server.emit('request', req, res)
      return
    }
    for (const listener of ordinary) listener.call(server, req, res)
  }

  // An upgrade to anything else is for Socket.IO too: it ends those that nobody takes.
  function onUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    const others = server.listeners('upgrade')
    open()
    for (const listener of server.listeners('upgrade')) {
      if (!others.includes(listener)) Reflect.apply(listener, server, [req, socket, head])
    }
  }

  server.removeAllListeners('request')
  server.on('request', onRequest)
  server.on('upgrade', onUpgrade)
  return () => {
    server.off('request', onRequest)
    server.off('upgrade', onUpgrade)
    for (const listener of ordinary.toReversed()) {
      server.prependListener('request', listener)
    }
  }
}

function isRequestListener(listener: unknown): listener is RequestListener {
  return typeof listener === 'function'
}
