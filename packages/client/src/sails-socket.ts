import { PARSE_ERROR_EVENT, SESSION_COOKIE_EVENT, isSessionCookieOffer } from '@halyard/protocol'

import { Connection, type ReconnectEvent } from './connection.ts'
import {
  AlreadyConnectedError,
  NoServerUrlError,
  NotConnectedError,
  OptionLockedError,
  ReconnectFailedError,
} from './errors.ts'
import { Handlers } from './handlers.ts'
import type { Log } from './log.ts'
import {
  type ConnectionOptions,
  type Settings,
  requestsToRepeat,
  resolveSettings,
} from './options.ts'
import type { Sdk } from './platform.ts'
import type { Transmit } from './requests.ts'
import { claimSessionCookie, keepsSessionCookie } from './session-cookie.ts'
import { type ServerEvents, type SocketEvents, isServerEvent } from './socket-events.ts'
import type { RawSocket } from './socket-io.ts'
import { SocketWithOptions } from './socket-with-options.ts'

/** Events of the server that the client itself acts on. */
const OWN_NEWS = [PARSE_ERROR_EVENT, SESSION_COOKIE_EVENT]

/**
 * A socket that can be used before it is connected, keeps its handlers and its queue across connections, and can be
 * moved to another server. `io.socket` is one; `io.sails.connect()` makes others.
 *
 * `Api` are the routes of its server, as `halyard types` writes them; `{}` for a server of which nothing is known.
 *
 * @see Sails reference: web-sockets/socket-client/sails-socket
 */
export class SailsSocket<Api = Halyard.Routes> extends SocketWithOptions<Api> {
  readonly #handlers = new Handlers()
  #connection: Connection | undefined
  #isConnecting = false
  #mightAutoConnect = false
  #wasConnected = false
  #lastFailure: Error | undefined
  /** Resolves when the cookies that were offered so far are fetched. Never rejects. */
  #cookieClaims: Promise<void> = Promise.resolve()

  /** Connects one timer tick from now, unless `shouldConnect()` then says no or the socket is busy already. */
  static connectSoon(socket: SailsSocket, shouldConnect: () => boolean): void {
    socket.#mightAutoConnect = true
    setTimeout(() => {
      socket.#mightAutoConnect = false
      if (shouldConnect() && !socket.#isConnecting && !socket.isConnected()) socket.#autoConnect()
    }, 0)
  }

  /** Socket.IO's id of this socket on the server; undefined while not connected. */
  get id(): string | undefined {
    return this.#connection?.raw?.id
  }

  /** Socket.IO's own socket, which is another one after `reconnect()`. For code that looked for it in Sails' client. */
  get _raw(): RawSocket | undefined {
    return this.#connection?.raw
  }

  isConnected(): boolean {
    return this.#connection?.isConnected ?? false
  }

  /** True from the start of connecting until it stands or has failed; not while it reconnects by itself. */
  isConnecting(): boolean {
    return this.#isConnecting
  }

  /** True for `io.socket` in the tick that made it. */
  mightBeAboutToAutoConnect(): boolean {
    return this.#mightAutoConnect
  }

  /** Calls `handler` for each event of that name, on this connection and on later ones. */
  on<Name extends keyof SocketEvents>(
    eventName: Name,
    handler: (...data: SocketEvents[Name]) => void,
  ): this
  on<Name extends keyof ServerEvents>(
    eventName: Name,
    handler: (data: ServerEvents[Name]) => void,
  ): this
  // oxlint-disable-next-line no-unnecessary-type-parameters -- lets the handler say what the server sends
  on<Data = unknown>(eventName: string, handler: (data: Data) => void): this
  on(eventName: string, handler: unknown): this {
    this.#handlers.add(eventName, handler)
    if (isServerEvent(eventName)) this.#connection?.hear(eventName)
    return this
  }

  /** Removes a handler; without one, all handlers of that event. */
  off(eventName: string, handler?: (...data: never[]) => void): this {
    this.#handlers.remove(eventName, handler)
    return this
  }

  /** Removes every handler of the app. What the client itself needs to hear stays. */
  removeAllListeners(): this {
    this.#handlers.removeAll()
    return this
  }

  /** @throws {NotConnectedError} when not connected. */
  disconnect(): void {
    if (!this.isConnected()) throw new NotConnectedError()
    this.#connection?.disconnect()
  }

  /**
   * Connects, for the first time or again, with the options as they are now.
   * @throws {AlreadyConnectedError} when connected or connecting.
   * @throws {ClientOptionError | NoServerUrlError} when an option is bad or there is no server.
   */
  reconnect(): void {
    if (this.#isConnecting) throw new AlreadyConnectedError('connecting')
    if (this.isConnected()) throw new AlreadyConnectedError('connected')
    this.#connect()
  }

  protected get transmit(): Transmit | undefined {
    const connection = this.#connection
    if (connection?.isConnected !== true) return undefined
    return (verb, payload, acknowledge) => connection.emit(verb, payload, acknowledge)
  }

  protected beforeChange(name: keyof ConnectionOptions, value: unknown): void {
    if (this.isConnected()) {
      if (this.context.common.strict && value !== this[name]) throw new OptionLockedError(name)
    } else if (!this.#isConnecting) {
      // A reconnection under way would go on with the old options.
      this.#connection?.abandon()
      this.#connection = undefined
    }
  }

  #connect(): void {
    const { client, common, log } = this.context
    this.settings = resolveSettings(this.ownOptions, common)
    warnOfUnsentHeaders(this.settings, common.sdk, log)
    this.#connection?.abandon()
    const connection = new Connection(this.settings, {
      connected: (isRecovered) => this.#connected(isRecovered),
      disconnected: (reason) => this.#disconnected(reason),
      failed: (error, isFinal) => this.#failed(error, isFinal),
      reconnecting: (eventName, detail) => this.#reconnecting(eventName, detail),
      received: (eventName, data) => this.#received(eventName, data),
    })
    for (const eventName of [...OWN_NEWS, ...this.#handlers.eventNames]) {
      if (isServerEvent(eventName)) connection.hear(eventName)
    }
    this.#connection = connection
    connection.open(client, common.sdk)
    this.#isConnecting = true
  }

  #autoConnect(): void {
    try {
      this.#connect()
    } catch (error) {
      // Nobody could catch it here, and in Node it would end the process. One who only wanted io.sails.connect()
      // has not used this socket and need not hear that it has no server.
      const isUnused = this.requests.queuedCount === 0 && this.#handlers.eventNames.length === 0
      if (error instanceof NoServerUrlError && isUnused) return
      this.context.log.error(error)
      this.#handlers.emit('error', error)
    }
  }

  #connected(isRecovered: boolean): void {
    const isBack = this.#wasConnected && !isRecovered
    this.#wasConnected = true
    this.#isConnecting = false
    this.context.log.info(`Connected to ${this.settings?.url}.`)
    // The app's handlers come before the queue, so that one which logs in is ahead of requests that need it.
    this.#handlers.emit('connect')
    if (isBack) this.#resync().catch((error: unknown) => this.context.log.error(error))
    const { transmit } = this
    if (transmit !== undefined) this.requests.flush(transmit)
  }

  /** Repeats the requests that subscribe and then tells the app: what it fetches after that cannot miss a change. */
  async #resync(): Promise<void> {
    const repeated = requestsToRepeat(this).map(async (options) => this.ask(options))
    const errors = (await Promise.allSettled(repeated)).flatMap((outcome) =>
      outcome.status === 'rejected' ? [toError(outcome.reason)] : [],
    )
    for (const error of errors) this.context.log.warn('Resubscribing failed.', error)
    if (this.isConnected()) this.#handlers.emit('resync', { errors })
  }

  #disconnected(reason: string): void {
    this.#isConnecting = false
    this.context.log.info(`Disconnected from ${this.settings?.url} (${reason}).`)
    this.requests.loseInFlight(reason)
    this.#handlers.emit('disconnect', reason)
  }

  #failed(error: Error, isFinal: boolean): void {
    this.#isConnecting = false
    this.context.log.info(
      `Cannot connect to ${this.settings?.url}. The server may be down, or have refused this origin ` +
        '(sockets.onlyAllowOrigins) or this client (sockets.beforeConnect).',
      error,
    )
    this.#lastFailure = error
    const connection = this.#connection
    this.#handlers.emit('connect_error', error)
    if (isFinal) this.#giveUp(connection, error)
  }

  /** Ends a connection that cannot be made, unless the app has started another one meanwhile. */
  #giveUp(connection: Connection | undefined, error: Error): void {
    if (connection !== this.#connection) return
    connection?.abandon()
    this.#connection = undefined
    this.#handlers.emit('error', error)
  }

  #reconnecting(eventName: ReconnectEvent, detail: unknown): void {
    const connection = this.#connection
    this.#handlers.emit(eventName, detail)
    if (eventName === 'reconnect_attempt') this.#handlers.emit('reconnecting', detail)
    if (eventName !== 'reconnect_failed') return
    // Socket.IO still tells of the last attempt's error after this event.
    queueMicrotask(() => this.#giveUp(connection, new ReconnectFailedError(this.#lastFailure)))
  }

  #received(eventName: string, data: unknown[]): void {
    if (eventName === PARSE_ERROR_EVENT) {
      this.context.log.warn('The server could not read a message of this socket.', ...data)
    }
    if (eventName === SESSION_COOKIE_EVENT) this.#claimCookie(data[0])
    this.#handlers.emit(eventName, ...data)
  }

  /** One after the other: a later offer counts on the cookie of the one before it, and its cookie must win. */
  #claimCookie(offer: unknown): void {
    const { settings, id } = this
    if (settings === undefined || id === undefined || !isSessionCookieOffer(offer)) return
    // An app may relay events with names that its users choose: who does not take offers has none to claim.
    if (!keepsSessionCookie(settings)) return
    this.#cookieClaims = this.#cookieClaims
      .then(async () => claimSessionCookie(settings.url, { token: offer.token, socketId: id }))
      .then(
        () => this.#handlers.emit('session:cookie', { error: undefined }),
        (error: unknown) => {
          this.context.log.warn('The session cookie could not be fetched.', error)
          this.#handlers.emit('session:cookie', { error: toError(error) })
        },
      )
  }
}

function warnOfUnsentHeaders(settings: Settings, sdk: Sdk, log: Log): void {
  const { initialConnectionHeaders, transports } = settings
  if (!initialConnectionHeaders || sdk.platform === 'node' || transports[0] === 'polling') return
  log.warn(
    'initialConnectionHeaders are not sent: in browsers only the polling transport can. ' +
      "Put 'polling' first in io.sails.transports.",
  )
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
