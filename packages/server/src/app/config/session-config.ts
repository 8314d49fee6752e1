import type { Request } from '../../request/request.ts'
import type { CookieOptions } from '../../request/response.ts'

/** `sails.config.session`. Keys of a store of your own pass through to it. @see Sails reference: sails.config.session */
export interface SessionConfig {
  /** Name of the cookie. @default 'sails.sid'; in production '__Host-sails.sid' where the cookie allows it */
  name?: string
  /** Signs the cookie; of several the first signs and all are believed. Required in production. */
  secret?: string | readonly string[]
  /** `memory`, the name of a store's package, the module, or a store. @default 'memory' */
  adapter?: unknown
  cookie?: SessionCookieConfig
  /** Whether a request goes without session. @default for paths that look like assets */
  isSessionDisabled?: (req: Request) => unknown
  /** Milliseconds that a store may take for one answer; then a 503. @default 5000 */
  storeTimeoutMs?: number
  /** Write unchanged sessions too. @default false */
  resave?: boolean
  /** Begin a session for every visitor. @default false */
  saveUninitialized?: boolean
  /** Send the cookie with every answer. @default false */
  rolling?: boolean
  /** The same as a store at `adapter`; it wins. */
  store?: unknown
  /** @deprecated older name of `name` */
  key?: string
  /** Makes the store instead of us. */
  handleConstructingSessionStore?: (...values: never[]) => unknown
  /** Redis client that is given to `connect-redis`. @default we connect */
  client?: unknown
  /** Address of Redis: `redis://:password@host:6379/0`. */
  url?: string
  /** Host of Redis. @default '127.0.0.1' */
  host?: string
  /** Port of Redis. @default 6379 */
  port?: number
  /** Password of Redis. */
  pass?: string
  /** Database of Redis. @default 0 */
  db?: number
  /** What keys in the store begin with. @default that of the store, `sess:` */
  prefix?: string
  /** Called when a connection that we opened is lost. @default writes to the log */
  onRedisDisconnect?: (...values: never[]) => unknown
  /** Called when it is back. @default writes to the log */
  onRedisReconnect?: (...values: never[]) => unknown
  /** Milliseconds that the hook has to load. @default `hookTimeout` */
  _hookTimeout?: number
  [storeSetting: string]: unknown
}

/** `sails.config.session.cookie`. */
export interface SessionCookieConfig extends Pick<
  CookieOptions,
  'secure' | 'httpOnly' | 'sameSite' | 'path' | 'domain'
> {
  /** Milliseconds that browsers keep the cookie; `null` until they close. @default null */
  maxAge?: number | null
}
