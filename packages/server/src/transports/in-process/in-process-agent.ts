import { Agent, type Server } from 'node:http'
import { type Duplex, duplexPair } from 'node:stream'

/**
 * Connects HTTP and Socket.IO clients to a server without a port: each connection is a pair of streams in memory. The server
 * need not listen. Give it to `http.request({ agent })`, or to a Socket.IO client as `agent`; host and port of the URL then
 * do not matter.
 * @example
 * const agent = createInProcessAgent(app.hooks.http.server)
 * const socket = io('http://in-process', { agent, transports: ['websocket'] })
 */
export function createInProcessAgent(server: Server): Agent {
  return new InProcessAgent(server)
}

class InProcessAgent extends Agent {
  readonly #server: Server

  constructor(server: Server) {
    super()
    this.#server = server
  }

  override createConnection(): Duplex {
    const [ours, theirs] = duplexPair()
    // Node documents this: a connection may be handed to a server by emitting the event, and may be any duplex stream.
    this.#server.emit('connection', theirs)
    return ours
  }
}
