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
  cookie?: CookieOptions
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
  [storeSetting: string]: unknown
}
