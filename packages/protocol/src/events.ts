/** Event from the server when a message without acknowledgement could not become a request. */
export const PARSE_ERROR_EVENT = 'sails:parseError'

/**
 * Event from the server to a socket whose session has another id than its browser's cookie: an offer of the new cookie,
 * a {@link SessionCookieOffer}. Sent only to clients that ask for it in the handshake (`SESSION_COOKIE_AUTH_KEY`).
 */
export const SESSION_COOKIE_EVENT = 'halyard:sessionCookie'

/** Name under which `sails.sockets.broadcast()` and `blast()` send when they are given none. */
export const DEFAULT_EVENT_NAME = 'message'

/** Names that Socket.IO keeps for itself; nobody can emit them. */
export const RESERVED_EVENT_NAMES: ReadonlySet<string> = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
])
