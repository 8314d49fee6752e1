import { once } from 'node:events'
import { type Socket, connect, createServer } from 'node:net'

import { onTestFinished } from 'vitest'

/** Stands between an app and a service, and can go away. */
export interface TcpProxy {
  readonly port: number
  /** Ends all connections and takes no new ones. */
  cut(): Promise<void>
  restore(): Promise<void>
}

/** Starts a proxy to a service of this machine; it ends with the test. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const open = new Set<Socket>()
  const server = createServer((inner) => {
    const outer = connect(target.port, target.host)
    for (const socket of [inner, outer]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        inner.destroy()
        outer.destroy()
      })
    }
    inner.pipe(outer).pipe(inner)
  })
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const cut = async (): Promise<void> => {
    for (const socket of open) socket.destroy()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  await listen(0)
  onTestFinished(cut)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { port, cut, restore: () => listen(port) }
}
