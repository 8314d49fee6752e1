import type { Server, Socket } from 'socket.io'

/** A request that came over a socket. */
export interface RequestOfSocket {
  readonly isSocket: true
  readonly socket: Socket
}

/** What names one socket: its id, a request that came over it, or the Socket.IO socket itself. */
export type SocketArgument = string | RequestOfSocket | Socket

/** Any request, whatever door it came through. Only one that came over a socket names a socket. */
export interface AnyRequest {
  readonly isSocket?: true | undefined
  readonly socket?: unknown
}

/** What may be left out of a broadcast. */
export type OmittedSocket = SocketArgument | AnyRequest | undefined

/**
 * Asks at compile time for an argument that nobody can give, when what is to be left out is known to have come over
 * HTTP: `HttpMistake<HttpRequest>`. The union that an action gets passes: `HttpMistake<Request>` is `[]`.
 */
export type HttpMistake<Sender> = [Sender] extends [
  { readonly isSocket: undefined; readonly socket: unknown },
]
  ? [
      mistake: 'A request that came over HTTP has no socket to leave out' & {
        readonly never: never
      },
    ]
  : []

/**
 * The Socket.IO socket of a request or of itself; `undefined` for everything else, ids among it.
 */
export function parseSocket(value: unknown): Socket | undefined {
  if (isSocket(value)) return value
  if (typeof value !== 'object' || value === null || !('socket' in value)) return undefined
  return isSocket(value.socket) ? value.socket : undefined
}

/** The id of a socket or of the socket of a request; `undefined` for everything else. */
export function toSocketId(value: unknown): string | undefined {
  return parseSocket(value)?.id
}

/** The socket behind an argument, where this process has it. */
export function findLocalSocket(io: Server, value: unknown): Socket | undefined {
  return typeof value === 'string' ? io.sockets.sockets.get(value) : parseSocket(value)
}

function isSocket(value: unknown): value is Socket {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'nsp' in value &&
    'join' in value &&
    typeof value.join === 'function' &&
    'emit' in value &&
    typeof value.emit === 'function'
  )
}
