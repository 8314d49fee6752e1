import { cookieScriptUrl, fetchCookie } from './cookie-endpoint.ts'
import type { Settings } from './options.ts'
import type { Sdk } from './platform.ts'
import { type RawSocket, type SocketIoClient, toSocketIoOptions } from './socket-io.ts'

/** What a connection tells its owner. Nothing is told any more after {@link Connection.abandon}. */
export interface ConnectionListener {
  connected(isRecovered: boolean): void
  disconnected(reason: string): void
  /** An attempt failed. `isFinal`: no other follows. */
  failed(error: Error, isFinal: boolean): void
  /** Progress of reconnecting, in Socket.IO's words. */
  reconnecting(eventName: ReconnectEvent, detail: unknown): void
  received(eventName: string, data: unknown[]): void
}

export type ReconnectEvent =
  | 'reconnect_attempt'
  | 'reconnect_error'
  | 'reconnect_failed'
  | 'reconnect'

const RECONNECT_EVENTS: readonly ReconnectEvent[] = [
  'reconnect_attempt',
  'reconnect_error',
  'reconnect_failed',
  'reconnect',
]

/** One Socket.IO socket, from the attempt to connect to its end; it may lose and regain its server meanwhile. */
export class Connection {
  readonly settings: Settings
  readonly #listener: ConnectionListener
  readonly #heard = new Set<string>()
  #raw: RawSocket | undefined
  #isAbandoned = false

  constructor(settings: Settings, listener: ConnectionListener) {
    this.settings = settings
    this.#listener = listener
  }

  /** Starts to connect, after the cookie of another origin's server has been fetched. */
  open(client: SocketIoClient, sdk: Sdk): void {
    const connect = (): void => {
      if (this.#isAbandoned) return
      this.#bind(client(this.settings.url, toSocketIoOptions(this.settings, sdk)))
    }
    const scriptUrl = cookieScriptUrl(this.settings)
    if (scriptUrl === undefined) connect()
    else fetchCookie(scriptUrl, connect)
  }

  get raw(): RawSocket | undefined {
    return this.#raw
  }

  get isConnected(): boolean {
    return this.#raw?.connected ?? false
  }

  /** Passes on what the server sends under that name, once however often asked. */
  hear(eventName: string): void {
    if (this.#heard.has(eventName)) return
    this.#heard.add(eventName)
    this.#raw?.on(eventName, (...data) => this.#tell((to) => to.received(eventName, data)))
  }

  emit(eventName: string, payload: object, acknowledge: (reply: unknown) => void): void {
    this.#raw?.emit(eventName, payload, acknowledge)
  }

  /** Ends the connection and says so. */
  disconnect(): void {
    this.#raw?.disconnect()
    this.abandon()
  }

  /** Ends the connection, and whatever it tries, in silence. */
  abandon(): void {
    this.#isAbandoned = true
    this.#raw?.disconnect()
  }

  #bind(raw: RawSocket): void {
    this.#raw = raw
    raw.on('connect', () => this.#tell((to) => to.connected(raw.recovered === true)))
    raw.on('disconnect', (reason) => {
      // Socket.IO would send these after reconnecting, although we report them as lost now.
      raw.sendBuffer = []
      this.#tell((to) => to.disconnected(String(reason)))
    })
    raw.on('connect_error', (error) => this.#fail(error, !this.#triesAgain(raw)))
    // Version 2 reports a refusal so. On a connection that stands it is an event of the server's own.
    raw.on('error', (error) => {
      if (raw.connected) this.#tell((to) => to.received('error', [error]))
      else this.#fail(error, true)
    })
    this.#bindReconnecting(raw)
    for (const eventName of this.#takeHeard()) this.hear(eventName)
  }

  #bindReconnecting(raw: RawSocket): void {
    for (const eventName of RECONNECT_EVENTS) {
      raw.io.on(eventName, (detail) => this.#tell((to) => to.reconnecting(eventName, detail)))
    }
  }

  #triesAgain(raw: RawSocket): boolean {
    return Boolean(this.settings.reconnection) && raw.active !== false
  }

  #fail(reason: unknown, isFinal: boolean): void {
    const error = reason instanceof Error ? reason : new Error(String(reason))
    this.#tell((to) => to.failed(error, isFinal))
  }

  #takeHeard(): string[] {
    const eventNames = [...this.#heard]
    this.#heard.clear()
    return eventNames
  }

  #tell(about: (listener: ConnectionListener) => void): void {
    if (!this.#isAbandoned) about(this.#listener)
  }
}
