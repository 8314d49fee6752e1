import { ClientOptionError, NoServerUrlError } from './errors.ts'
import { pageOrigin, parseAddress } from './platform.ts'
import type { RequestHeaders, RequestOptions } from './request.ts'

/** Milliseconds after which a request counts as lost, unless told otherwise. */
const DEFAULT_REQUEST_TIMEOUT_MS = 120_000
/** Requests that may wait for a connection, unless told otherwise. */
const DEFAULT_MAX_QUEUED_REQUESTS = 1_000

/** Options that are read when a socket starts to connect, and that a connected socket keeps. */
export interface ConnectionOptions {
  /** Address of the server. One trailing slash is cut. @default the page's origin; none in Node */
  url?: string | undefined
  /** In order of preference; must match the server's. @default ['websocket'] */
  transports?: string[] | undefined
  /** @default '/socket.io' */
  path?: string | undefined
  /** Query string of the handshake, with or without `?`. */
  query?: string | undefined
  /** Headers of the handshake; in browsers only the polling transport can send them. */
  initialConnectionHeaders?: RequestHeaders | undefined
  /**
   * Fetch a cookie from another origin's server before connecting: `true` from `/__getcookie`, a string from that
   * path. Browsers only. @default true
   */
  useCORSRouteToGetCookie?: boolean | string | undefined
  /**
   * Fetch the cookie of the socket's session whenever an action gives the socket another one, by `regenerate()` for
   * instance; `session:cookie` tells when it is there. Pages and workers only. @default true
   */
  sessionCookie?: boolean | undefined
  /** Connect again by itself after an unwanted disconnect. @default false */
  reconnection?: boolean | undefined
  /** @default Infinity */
  reconnectionAttempts?: number | undefined
  /** Milliseconds before the first attempt. @default 1000 */
  reconnectionDelay?: number | undefined
  /** Milliseconds that the growing delay never exceeds. @default 5000 */
  reconnectionDelayMax?: number | undefined
  /** 0 to 1: how much each delay is varied. @default 0.5 */
  randomizationFactor?: number | undefined
  /** Milliseconds until an attempt to connect counts as failed. @default 20000 */
  timeout?: number | undefined
  /** Share a connection with other users of the Socket.IO client. @default false */
  multiplex?: boolean | undefined
  /** Refuse servers whose certificate is not trusted. Node only. @default true */
  rejectUnauthorized?: boolean | undefined
}

/** Options that count from the next request on, connected or not. */
export interface RequestDefaults {
  /** Headers of every request. */
  headers?: RequestHeaders | undefined
  /** Milliseconds until a request counts as lost, its time in the queue included. 0: never. @default 120000 */
  requestTimeoutMs?: number | undefined
  /** Requests that may wait for a connection; more fail with `E_REQUEST_QUEUE_FULL`. @default 1000 */
  maxQueuedRequests?: number | undefined
  /** Requests to repeat whenever the socket is connected again, as those that subscribe. @default [] */
  resubscribe?: RequestOptions[] | undefined
}

/** Everything that a socket can be told, by its own properties or, for all sockets, by those of `io.sails`. */
export interface SocketOptions extends ConnectionOptions, RequestDefaults {}

export const CONNECTION_OPTION_NAMES: readonly (keyof ConnectionOptions)[] = [
  'url',
  'transports',
  'path',
  'query',
  'initialConnectionHeaders',
  'useCORSRouteToGetCookie',
  'sessionCookie',
  'reconnection',
  'reconnectionAttempts',
  'reconnectionDelay',
  'reconnectionDelayMax',
  'randomizationFactor',
  'timeout',
  'multiplex',
  'rejectUnauthorized',
]

export const REQUEST_DEFAULT_NAMES: readonly (keyof RequestDefaults)[] = [
  'headers',
  'requestTimeoutMs',
  'maxQueuedRequests',
  'resubscribe',
]

/** Options of one connection: checked, complete, and no longer changing. */
export interface Settings extends ConnectionOptions {
  readonly url: string
  readonly transports: string[]
}

/**
 * The options for a connection that starts now: the socket's own, and where it has none, those of `io.sails`.
 * @throws {ClientOptionError} when one holds something else than it should.
 * @throws {NoServerUrlError} when nothing says which server is meant.
 */
export function resolveSettings(own: ConnectionOptions, common: ConnectionOptions): Settings {
  const options = { ...onlySet(common), ...onlySet(own) }
  checkConnectionOptions(options)
  return {
    ...options,
    url: serverUrl(options.url),
    transports: options.transports ?? ['websocket'],
  }
}

/** Milliseconds for a request that names none; 0 for no deadline. @throws {ClientOptionError} */
export function requestTimeout({
  requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS,
}: RequestDefaults): number {
  checkNumber('requestTimeoutMs', requestTimeoutMs)
  return requestTimeoutMs
}

/** How many requests may wait. @throws {ClientOptionError} */
export function queueLimit({
  maxQueuedRequests = DEFAULT_MAX_QUEUED_REQUESTS,
}: RequestDefaults): number {
  checkNumber('maxQueuedRequests', maxQueuedRequests)
  return maxQueuedRequests
}

/** Requests that a socket makes when it is back. @throws {ClientOptionError} */
export function requestsToRepeat({ resubscribe = [] }: RequestDefaults): RequestOptions[] {
  if (Array.isArray(resubscribe)) return resubscribe
  throw new ClientOptionError('resubscribe', 'an array of requests', resubscribe)
}

function serverUrl(given: string | undefined): string {
  const url = given?.replace(/\/$/, '') || pageOrigin()
  if (url === undefined) throw new NoServerUrlError()
  if (!isAddress(url))
    throw new ClientOptionError('url', "an address such as 'http://localhost:1337'", url)
  return url
}

function isAddress(url: string): boolean {
  try {
    return /^https?:$/.test(parseAddress(url).protocol)
  } catch {
    return false
  }
}

function checkConnectionOptions(options: ConnectionOptions): void {
  checkType('url', options.url, 'string')
  checkType('path', options.path, 'string')
  // The handshake's query is appended to, so a dictionary would have to be encoded first; Sails refuses it as well.
  checkType('query', options.query, 'string')
  checkType('sessionCookie', options.sessionCookie, 'boolean')
  const { transports, initialConnectionHeaders, useCORSRouteToGetCookie } = options
  if (transports !== undefined && !isListOfStrings(transports)) {
    throw new ClientOptionError('transports', "an array such as ['websocket']", transports)
  }
  if (typeof (initialConnectionHeaders ?? {}) !== 'object') {
    throw new ClientOptionError(
      'initialConnectionHeaders',
      'a dictionary',
      initialConnectionHeaders,
    )
  }
  if (typeof useCORSRouteToGetCookie !== 'string') {
    checkType('useCORSRouteToGetCookie', useCORSRouteToGetCookie, 'boolean')
  }
}

function checkType(name: keyof ConnectionOptions, value: unknown, expected: string): void {
  if (value !== undefined && typeof value !== expected) {
    throw new ClientOptionError(name, `a ${expected}`, value)
  }
}

function checkNumber(name: keyof RequestDefaults, value: unknown): void {
  if (typeof value === 'number' && value >= 0) return
  throw new ClientOptionError(name, 'a number from 0 on', value)
}

function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')
}

/** Options that are set; `null` counts as not set, because it always did. */
function onlySet(options: ConnectionOptions): ConnectionOptions {
  const copy: ConnectionOptions = {}
  for (const name of CONNECTION_OPTION_NAMES) {
    const value: unknown = options[name]
    if (value !== undefined && value !== null) Object.assign(copy, { [name]: value })
  }
  return copy
}
