import { type ConnectionState } from './connection-state.ts'
import { type FastLink, type FastPathHost, Turn, openFastLink, toFrame } from './fast-path.ts'
import { encodeReply } from './reply-text.ts'
import type { SocketTransport } from './socket-transport.ts'

/** Gives sockets the fast path, where their connection allows it. */
export type ServeFast = (connection: ConnectionState) => void

/** What the fast path is to know of the app. */
export interface FastSettings extends Pick<
  FastPathHost,
  'maxBytes' | 'maxWaitingBytes' | 'onSlowClient'
> {
  readonly onUnknownConnection: () => void
}

/** Makes the fast path of one app, before the transport that runs what comes in by it. */
export function createServeFast(transport: SocketTransport, settings: FastSettings): ServeFast {
  const turn = new Turn()
  const host: FastPathHost = {
    ...settings,
    onAnyEvent: transport.onAnyEvent,
    onRequest(link, verb, payload, ackId) {
      const connection = transport.find(link.socket.id)
      if (connection === undefined) return
      const acknowledge =
        ackId === undefined ? undefined : (reply: object) => acknowledgeBy(link, ackId, reply)
      transport.handle(connection, verb, payload, acknowledge)
    },
  }

  return (connection) => {
    const { socket } = connection
    // One that begins by polling and becomes a WebSocket later keeps the ordinary path.
    const isWebSocket = socket.conn.transport.name === 'websocket'
    connection.link = isWebSocket ? openFastLink(socket, host, turn) : undefined
    if (isWebSocket && connection.link === undefined) settings.onUnknownConnection()
  }
}

function acknowledgeBy(link: FastLink, ackId: number, reply: object): void {
  const encoded = encodeReply(ackId, reply)
  if (typeof encoded === 'string' && link.write(toFrame(`4${encoded}`))) return
  // Something of Socket.IO's waits to be written, or there is binary data: it then goes where that goes.
  for (const part of typeof encoded === 'string' ? [encoded] : encoded) {
    link.socket.conn.write(part)
  }
}
