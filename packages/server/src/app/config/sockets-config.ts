import type { IncomingMessage } from 'node:http'

import type { Socket } from 'socket.io'

/** What `beforeConnect` may answer: whether to let the client in. */
export type Verdict = boolean | undefined | void | Promise<boolean | undefined | void>

/**
 * `sails.config.sockets`. Redis settings, and options of Socket.IO that are handed on, are in docs/configuration.md.
 * @see Sails reference: sails.config.sockets
 */
export interface SocketsConfig {
  /** Name of the adapter between several processes. @default 'memory' */
  adapter?: string
  /** `redis://:password@host:port/db` */
  url?: string
  /** @default '/socket.io' */
  path?: string
  /** @default ['websocket'] */
  transports?: readonly ('websocket' | 'polling')[]
  /** Origins of pages that may connect; entries may begin with a pattern, `https://*.example.com`. */
  onlyAllowOrigins?: readonly string[]
  /** Whether clients without Origin, which are no browsers, are refused. @default false */
  requireOrigin?: boolean
  /** Whether pages of any origin may connect. @default false */
  allowForeignOrigins?: boolean
  /** Decides about each connection: returns, or calls back with, whether it is let in. */
  beforeConnect?: (
    handshake: IncomingMessage & { _query: Record<string, string> },
    proceed: (error?: unknown, allowed?: boolean) => void,
  ) => Verdict
  /** Runs when a socket has gone. Changes of the session are saved. */
  afterDisconnect?: (
    session: Record<string, unknown>,
    socket: Socket,
    done: (error?: unknown) => void,
  ) => unknown
  /** Bytes of one message; more is a 413. @default 1000000 */
  maxHttpBufferSize?: number
  /** Milliseconds between two heartbeats. @default 25000 */
  pingInterval?: number
  /** Milliseconds to wait for a heartbeat's answer. @default 60000 */
  pingTimeout?: number
  /** Sockets of this process. @default no limit */
  maxConnections?: number
  /** Requests of one socket that are open at once; more get a 429. @default 64 */
  maxOpenRequests?: number
  /** Levels that data may be nested. @default 64 */
  maxDepth?: number
  sendStatusCode?: boolean
  sendResponseHeaders?: boolean
  serveClient?: boolean
  /** Whether `GET /__getcookie` is there. @default true */
  grant3rdPartyCookie?: boolean
  /** Whether plain frames are handled without Socket.IO's generic packet path. @default true */
  fastPath?: boolean
  [setting: string]: unknown
}
