import { type Server as HttpServer, IncomingMessage } from 'node:http'

import type * as SocketIo from 'socket.io'
import type { Server, ServerOptions } from 'socket.io'

import { loadLater } from '../../load-later.ts'
import type { ConnectionGate } from './connection-gate.ts'
import { createLimitedParser } from './limited-parser.ts'
import type { SocketConfig } from './socket-config.ts'

const socketIo = loadLater((require): typeof SocketIo => require('socket.io'))

/**
 * How many bytes beyond `maxHttpBufferSize` a frame may have and still be answered with 413. The protocol below us can
 * only end the connection of a client that sends more.
 */
const MAX_ANSWERED_EXCESS = 16_000_000

/**
 * Makes the Socket.IO server of one app. It speaks to clients of Socket.IO 2 (Engine.IO 3), which stock sails.io.js
 * bundles, as well as to those of 3 and 4.
 *
 * @param httpServer Server whose connections it takes over under `path`; `undefined` for an app without a port.
 */
export function createIoServer(
  httpServer: HttpServer | undefined,
  config: SocketConfig,
  gate: ConnectionGate,
): Server {
  const { Server: IoServer } = socketIo()
  const io = new IoServer(toOptions(config, gate))
  if (httpServer === undefined) return io
  io.attach(httpServer)
  // Refused here, a client of either transport gets Engine.IO's own "Bad request".
  io.engine.use((req: HandshakeRequest, _res: unknown, next: (error?: Error) => void) => {
    if (isHandshake(req) && !gate.letsOrigin(req)) next(new Error('foreign origin'))
    else next()
  })
  return io
}

/** What Engine.IO adds to a request before it asks anybody. */
type HandshakeRequest = IncomingMessage & { readonly _query?: Readonly<Record<string, unknown>> }

function toOptions(config: SocketConfig, gate: ConnectionGate): Partial<ServerOptions> {
  const { maxHttpBufferSize } = config
  return {
    cookie: false,
    // Pages that may connect may also read the answers of long polling.
    cors: (req, answer) =>
      answer(null, {
        origin: req instanceof IncomingMessage && gate.letsOrigin(req),
        credentials: true,
      }),
    perMessageDeflate: false,
    ...config.handedOn,
    allowEIO3: true,
    path: config.path,
    transports: [...config.transports],
    allowUpgrades: config.allowUpgrades,
    pingInterval: config.pingInterval,
    pingTimeout: config.pingTimeout,
    serveClient: config.serveClient,
    maxHttpBufferSize: maxHttpBufferSize + Math.min(maxHttpBufferSize * 3, MAX_ANSWERED_EXCESS),
    parser: createLimitedParser(maxHttpBufferSize),
    allowRequest(req, answer) {
      gate.admit(req).then(
        (refusal) => answer(refusal, refusal === undefined),
        () => answer('Forbidden', false),
      )
    },
  }
}

/** Later requests of a connection were let in with it. */
function isHandshake(req: HandshakeRequest): boolean {
  // Read as Engine.IO reads it: with another reading, `sid=x&sid=` would pass as an old connection.
  const { _query: query } = req
  return query === undefined || !query['sid']
}
