/** What the requests and responses of one app need to know of it. */
export interface MessageSettings {
  /** The app, as `req._sails`. */
  app: object
  /** Keys of signed cookies; the first one signs. */
  secrets: readonly string[]
  /** Whether answers hide details (`NODE_ENV=production`). */
  production: boolean
  /** Tells whether to believe a proxy's address; `hop` counts from 0, nearest first. */
  trustProxy: (address: string, hop: number) => boolean
  /** Most bytes that `write()`, `pipe()` and `end()` may collect for a virtual answer; more is a 413. */
  maxCollectedBytes: number
  /** `sails.config.http`-wide pretty printing of JSON in development, in spaces; 0 for none. */
  jsonSpaces: number
  /** Whether `send()` and `json()` give HTTP answers to GET and HEAD a weak ETag, as Express does. @default false */
  etag?: boolean | undefined
  /** Whether a number passed to `send()` is a status over HTTP, as in Sails. @default false */
  numberIsStatus?: boolean | undefined
  /**
   * Whether virtual answers have each header under its lower-case name and under the name as it was set, as in Sails.
   * @default false
   */
  headerCase?: boolean | undefined
  /** Whether `json('x')` of a virtual answer sends the JSON text `"\"x\""`, as in Sails. @default false */
  doubleEncodedStrings?: boolean | undefined
}
