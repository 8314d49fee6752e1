/** Events that the client itself tells of, with the arguments that handlers get. */
export interface SocketEvents {
  connect: []
  /** `io client disconnect`, `io server disconnect`, `transport close`, `ping timeout` ... */
  disconnect: [reason: string]
  /** An attempt to connect failed. Others follow if `reconnection` is on. */
  connect_error: [error: Error]
  /** The connection cannot be made, or the server refused it; nothing more is tried. */
  error: [error: Error]
  reconnect_attempt: [attempt: number]
  reconnecting: [attempt: number]
  reconnect_error: [error: Error]
  reconnect_failed: []
  reconnect: [attempts: number]
  /**
   * The socket is back after a gap in which events were lost and the server forgot its subscriptions. The
   * `resubscribe` requests are answered; fetch again what is on show.
   */
  resync: [Resync]
  /** The browser has fetched the cookie of the socket's new session, or could not. */
  'session:cookie': [SessionCookieOutcome]
  'sails:parseError': [error: unknown]
}

/** What `resync` tells. */
export interface Resync {
  /** Errors of those `resubscribe` requests that failed. */
  errors: Error[]
}

/** What `session:cookie` tells. */
export interface SessionCookieOutcome {
  /** Why the browser does not have the cookie; undefined when it has. */
  error: Error | undefined
}

/**
 * Events of an app's server: names and what they carry. Empty here; an app fills it in once, and `on()` knows them:
 *
 * @example
 * declare module '@halyard/client' {
 *   interface ServerEvents { user: { verb: string; id: number } }
 * }
 */
export interface ServerEvents {}

/** Names that only the client itself tells of; a server's event of that name is not passed on. */
const OWN_EVENTS: ReadonlySet<string> = new Set([
  'connect',
  'disconnect',
  'connect_error',
  'error',
  'reconnect_attempt',
  'reconnecting',
  'reconnect_error',
  'reconnect_failed',
  'reconnect',
  'session:cookie',
])

/** Whether handlers of that event hear what a server sends under that name. */
export function isServerEvent(eventName: string): boolean {
  return !OWN_EVENTS.has(eventName)
}
