import type { IncomingMessage } from 'node:http'

import type { ServerOptions, Socket } from 'socket.io'

/** What `beforeConnect` may answer: whether to let the client in. */
export type Verdict = boolean | undefined | void | Promise<boolean | undefined | void>

/**
 * `sails.config.sockets`. Options of Socket.IO that are named here are handed on.
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
  onlyAllowOrigins?: readonly (string | RegExp)[]
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
  /** Connections from one address. @default no limit */
  maxConnectionsPerAddress?: number
  /** Bytes that may wait to be sent to one client; then its connection ends. @default 16000000 */
  maxWaitingBytes?: number
  /** Requests of one socket for each second; more get a 429. @default no limit */
  rateLimit?: { perSecond: number; burst?: number }
  /** Whether answers carry the status. @default true */
  sendStatusCode?: boolean
  /** Whether answers carry headers. @default true */
  sendResponseHeaders?: boolean
  /** Whether an event comes once for each room that a socket shares with it, as in Sails. @default false */
  duplicates?: boolean
  /** Whether Socket.IO serves its own client below `path`. @default false */
  serveClient?: boolean
  /** Whether a connection may go from polling to WebSocket. @default true */
  allowUpgrades?: boolean
  /** Runs when a socket has come. @deprecated in Sails */
  onConnect?: (session: Record<string, unknown>, socket: Socket) => unknown
  /** An adapter that the app has loaded itself: a module, or what makes one. */
  adapterModule?: unknown
  /** Settings of the adapter's own. @default {} */
  adapterOptions?: Record<string, unknown>
  /** Host of Redis. @default '127.0.0.1' */
  host?: string
  /** Port of Redis. @default 6379 */
  port?: number
  /** Password of Redis. */
  pass?: string
  /** Database of Redis. @default 0 */
  db?: number
  /** What names of channels begin with. @default 'socket.io' */
  key?: string
  /** Client of `redis` or `ioredis` that the app has connected; together with `subClient`. */
  pubClient?: unknown
  /** As `pubClient`. */
  subClient?: unknown
  /** Accepted, without effect: processes talk over the adapter. */
  adminPubClient?: unknown
  /** As `adminPubClient`. */
  adminSubClient?: unknown
  /** Accepted, without effect. */
  subEvent?: string
  /** Milliseconds that other processes have to confirm a change of rooms. @default 5000 */
  roomAckTimeoutMs?: number
  /** Called when a connection to Redis that we opened is lost. @default writes to the log */
  onRedisDisconnect?: (...values: never[]) => unknown
  /** Called when it is back. @default writes to the log */
  onRedisReconnect?: (...values: never[]) => unknown
  /** Socket.IO's own cookie. @default false */
  cookie?: ServerOptions['cookie'] | string | false
  /** Socket.IO's. @default pages that may connect may read the answers of polling */
  cors?: ServerOptions['cors']
  /** Compression over WebSocket. @default false */
  perMessageDeflate?: ServerOptions['perMessageDeflate']
  /** Compression of polling. @default Socket.IO's */
  httpCompression?: ServerOptions['httpCompression']
  /** Milliseconds until a client must have joined. @default 45000 */
  connectTimeout?: number
  /** Milliseconds that a change from polling to WebSocket may take. @default 10000 */
  upgradeTimeout?: number
  /** Socket.IO's. @default true */
  destroyUpgrade?: boolean
  /** Milliseconds. @default 1000 */
  destroyUpgradeTimeout?: number
  /** Socket.IO's. @default true */
  addTrailingSlash?: boolean
  /** Socket.IO's; switches `fastPath` off. @default off */
  connectionStateRecovery?: ServerOptions['connectionStateRecovery']
  /** Whether `GET /__getcookie` is there. @default true */
  grant3rdPartyCookie?: boolean
  /** Whether plain frames are handled without Socket.IO's generic packet path. @default true */
  fastPath?: boolean
  [setting: string]: unknown
}
