/** Event from the server when a message without acknowledgement could not become a request. */
export const PARSE_ERROR_EVENT = 'sails:parseError'

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
