/**
 * Plain requests over WebSocket, past Socket.IO's generic packet handling. An event frame `42<id>["get",{...}]` is
 * recognised by its first bytes, parsed once, and answered by text that is built once and written straight to the
 * connection, the answers of one turn of the event loop together. Half of what Socket.IO spends on a small request is
 * saved so.
 *
 * This is the one file that rests on members of Socket.IO, Engine.IO and ws that are not public. Each connection is
 * looked over before ({@link openFastLink}); one that looks different, and every frame that is not plain (binary,
 * other namespaces, heartbeats, events of the app's own, sockets with middleware), takes the ordinary path.
 */
import type { Socket as TcpSocket } from 'node:net'

import { type Verb, isVerb } from '@halyard/protocol'
import type { Socket } from 'socket.io'

/** What the fast path tells the transport, and asks of it. */
export interface FastPathHost {
  /** Runs a request. `ackId` is `undefined` when the client wants no answer. */
  onRequest(link: FastLink, verb: Verb, payload: unknown, ackId: number | undefined): void
  /** The transport's own listener for all events; a socket with others takes the ordinary path. */
  readonly onAnyEvent: unknown
  /** Longest frame that is taken, in bytes; longer ones take the ordinary path, which refuses them. */
  readonly maxBytes: number
  /** Bytes that may wait to be sent to one client. */
  readonly maxWaitingBytes: number
  /** Hears of a client that has more than that waiting. */
  onSlowClient(socket: Socket, waitingBytes: number): void
}

/** The members of Engine.IO's connection that we read. */
interface EngineConnection {
  readonly readyState: string
  readonly protocol: number
  readonly transport: unknown
  readonly writeBuffer: readonly unknown[]
  readonly pingTimeoutTimer: unknown
  listenerCount(event: string): number
}

/** The members of Engine.IO's WebSocket transport that we read. */
interface EngineTransport {
  readonly name: 'websocket'
  readonly writable: boolean
  readonly socket: WebSocketConnection
}

type MessageListener = (data: unknown, isBinary: boolean) => void

/** The members of ws's server-side connection that we read. */
interface WebSocketConnection {
  readonly readyState: number
  readonly extensions: string
  listeners(event: 'message'): MessageListener[]
  on(event: 'message', listener: MessageListener): unknown
  off(event: 'message', listener: MessageListener): unknown
}

/** The members of Socket.IO's socket that we read. */
interface SocketInternals {
  readonly fns: readonly unknown[]
}

const WEB_SOCKET_OPEN = 1
const DIGIT_0 = 0x30
const DIGIT_2 = 0x32
const DIGIT_4 = 0x34
const DIGIT_9 = 0x39
const BRACKET = 0x5b
const QUOTE = 0x22
/** Longest name of a verb, `options`, and its closing quote. */
const MAX_VERB_BYTES = 8
/** Digits of an acknowledgement's id that a number holds exactly. */
const MAX_ID_DIGITS = 15

/** One connection that plain frames may go straight through. */
export class FastLink {
  readonly socket: Socket
  readonly #connection: EngineConnection
  readonly #transport: EngineTransport
  readonly #webSocket: WebSocketConnection
  readonly #tcp: TcpSocket
  readonly #internals: SocketInternals
  readonly #host: FastPathHost
  readonly #turn: Turn
  /** Whether a frame of this turn has taken the ordinary path, which is slower: those behind it must not overtake. */
  #isBehind = false
  #isCorked = false

  constructor(parts: LinkParts, host: FastPathHost, turn: Turn) {
    this.socket = parts.socket
    this.#connection = parts.connection
    this.#transport = parts.transport
    this.#webSocket = parts.transport.socket
    // A connection that began as a WebSocket has the TCP socket of its handshake.
    this.#tcp = parts.socket.request.socket
    this.#internals = parts.internals
    this.#host = host
    this.#turn = turn
  }

  /** Takes a frame, or leaves it to the ordinary path with `false`. */
  receive(data: unknown, isBinary: boolean): boolean {
    if (isBinary || !Buffer.isBuffer(data) || data[0] !== DIGIT_4 || data[1] !== DIGIT_2) {
      return false
    }
    return (!this.#isBehind && this.#isPlain(data) && this.#takeEvent(data)) || this.#fallBehind()
  }

  /**
   * Writes one frame, if nothing of Socket.IO's waits to be written before it.
   * @param frame With its header, as {@link toFrame} makes it.
   */
  write(frame: Buffer): boolean {
    if (!this.#isIdle()) return false
    if (this.#tcp.writableLength > this.#host.maxWaitingBytes) {
      this.#host.onSlowClient(this.socket, this.#tcp.writableLength)
      return true
    }
    if (!this.#isCorked) this.#cork()
    this.#tcp.write(frame)
    return true
  }

  /** Writes the frame of an event from the server, unless the app listens to what goes out. */
  writeEvent(frame: Buffer): boolean {
    return this.socket.listenersAnyOutgoing().length === 0 && this.write(frame)
  }

  /** Lets go what was written in this turn. */
  uncork(): void {
    this.#isCorked = false
    this.#tcp.uncork()
  }

  #cork(): void {
    this.#isCorked = true
    this.#tcp.cork()
    this.#turn.add(this)
  }

  #takeEvent(data: Buffer): boolean {
    let index = 2
    let id = 0
    for (let byte = data[index]; byte !== undefined && isDigit(byte); byte = data[++index]) {
      id = id * 10 + (byte - DIGIT_0)
    }
    if (index - 2 > MAX_ID_DIGITS || data[index] !== BRACKET || data[index + 1] !== QUOTE)
      return false
    const verb = readVerb(data, index + 2)
    if (verb === undefined || this.socket.listenerCount(verb) !== 1) return false
    const message = parseJson(data.toString('utf8', index))
    if (!Array.isArray(message) || message.length !== 2 || message[0] !== verb) return false

    const payload: unknown = message[1]
    this.#host.onRequest(this, verb, payload, index === 2 ? undefined : id)
    return true
  }

  #isPlain(data: Buffer): boolean {
    const connection = this.#connection
    const anyListeners = this.socket.listenersAny()
    return (
      this.socket.connected &&
      connection.readyState === 'open' &&
      data.length <= this.#host.maxBytes &&
      // While a ping is open, each frame of the client counts as a sign of life.
      (connection.pingTimeoutTimer === null || connection.protocol === 3) &&
      this.#internals.fns.length === 0 &&
      anyListeners.length === 1 &&
      anyListeners[0] === this.#host.onAnyEvent &&
      connection.listenerCount('packet') === 0 &&
      connection.listenerCount('message') === 0 &&
      connection.listenerCount('data') === 1
    )
  }

  #isIdle(): boolean {
    return (
      this.#connection.readyState === 'open' &&
      this.#transport.writable &&
      this.#connection.writeBuffer.length === 0 &&
      this.#connection.transport === this.#transport &&
      this.#webSocket.readyState === WEB_SOCKET_OPEN &&
      this.#connection.listenerCount('packetCreate') === 0
    )
  }

  #fallBehind(): false {
    if (!this.#isBehind) {
      this.#isBehind = true
      setImmediate(() => {
        this.#isBehind = false
      })
    }
    return false
  }
}

/** Collects the connections that have been written to in this turn of the event loop, and lets them go at its end. */
export class Turn {
  #corked: FastLink[] = []

  add(link: FastLink): void {
    if (this.#corked.push(link) === 1) setImmediate(this.#end)
  }

  readonly #end = (): void => {
    const corked = this.#corked
    this.#corked = []
    for (const link of corked) link.uncork()
  }
}

/**
 * Puts the fast path before the ordinary one of a connected socket.
 * @returns `undefined` when the connection does not look as we know it; it then works as Socket.IO has it.
 */
export function openFastLink(socket: Socket, host: FastPathHost, turn: Turn): FastLink | undefined {
  const parts = takeApart(socket)
  if (parts === undefined) return undefined
  const webSocket = parts.transport.socket
  const [ordinary, ...others] = webSocket.listeners('message')
  if (ordinary === undefined || others.length > 0) return undefined

  const link = new FastLink(parts, host, turn)
  webSocket.off('message', ordinary)
  webSocket.on('message', (data, isBinary) => {
    if (!link.receive(data, isBinary)) ordinary(data, isBinary)
  })
  return link
}

/** A WebSocket text frame from server to client. */
export function toFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headerLength + length)
  frame[0] = 0x81
  if (headerLength === 2) frame[1] = length
  else if (headerLength === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeUInt32BE(0, 2)
    frame.writeUInt32BE(length, 6)
  }
  frame.write(text, headerLength, 'utf8')
  return frame
}

/** Bytes that wait to be sent to a client: in the TCP connection, and in Engine.IO until that is free. */
export function countWaitingBytes(socket: Socket): number {
  const connection: unknown = socket.conn
  const inConnection = socket.request.socket.writableLength
  return isConnection(connection)
    ? connection.writeBuffer.reduce<number>((sum, packet) => sum + lengthOf(packet), inConnection)
    : inConnection
}

function lengthOf(packet: unknown): number {
  const data = has(packet, 'data') ? packet.data : undefined
  return typeof data === 'string' || Buffer.isBuffer(data) ? data.length : 0
}

interface LinkParts {
  readonly socket: Socket
  readonly connection: EngineConnection
  readonly transport: EngineTransport
  readonly internals: SocketInternals
}

function takeApart(socket: Socket): LinkParts | undefined {
  const connection: unknown = socket.conn
  const internals: unknown = socket
  if (!isConnection(connection) || !isSocketInternals(internals)) return undefined
  const { transport } = connection
  if (!isTransport(transport) || transport.socket.extensions !== '') return undefined
  return isStream(socket.request.socket) ? { socket, connection, transport, internals } : undefined
}

function isConnection(value: unknown): value is EngineConnection {
  return (
    has(value, 'writeBuffer') &&
    Array.isArray(value.writeBuffer) &&
    has(value, 'readyState') &&
    value.readyState === 'open' &&
    has(value, 'protocol') &&
    (value.protocol === 3 || value.protocol === 4) &&
    has(value, 'pingTimeoutTimer') &&
    has(value, 'transport') &&
    has(value, 'listenerCount')
  )
}

function isTransport(value: unknown): value is EngineTransport {
  return (
    has(value, 'name') &&
    value.name === 'websocket' &&
    has(value, 'writable') &&
    typeof value.writable === 'boolean' &&
    has(value, 'socket') &&
    isWebSocket(value.socket)
  )
}

function isWebSocket(value: unknown): value is WebSocketConnection {
  return (
    has(value, 'readyState') &&
    value.readyState === WEB_SOCKET_OPEN &&
    has(value, 'extensions') &&
    typeof value.extensions === 'string' &&
    has(value, 'listeners')
  )
}

function isStream(value: unknown): boolean {
  return has(value, 'cork') && has(value, 'uncork') && has(value, 'writableLength')
}

function isSocketInternals(value: unknown): value is SocketInternals {
  return has(value, 'fns') && Array.isArray(value.fns)
}

function has<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && name in value
}

function isDigit(byte: number): boolean {
  return byte >= DIGIT_0 && byte <= DIGIT_9
}

function readVerb(data: Buffer, start: number): Verb | undefined {
  const end = data.indexOf(QUOTE, start)
  if (end < 0 || end - start >= MAX_VERB_BYTES) return undefined
  const name = data.toString('latin1', start, end)
  return isVerb(name) ? name : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
