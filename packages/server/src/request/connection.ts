import type { Socket as SocketIoSocket } from 'socket.io'

/** What all requests of one connection share; read by virtual requests, never copied. */
export interface Connection {
  readonly transport: 'socket.io' | 'in-process'
  /** The Socket.IO socket; `undefined` in process. */
  readonly socket: SocketIoSocket | undefined
  /** Headers of the handshake. `cookie`, `origin` and `host` of a request come from here. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly remoteAddress: string
  readonly encrypted: boolean
}

/** One virtual request, checked and with lower-case header names. */
export interface VirtualRequestInit {
  /** Upper case. */
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: unknown
  readonly connection: Connection
}
