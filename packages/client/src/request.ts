import { RESERVED_EVENT_NAMES, fillUrl } from '@halyard/protocol'

import { RequestUsageError } from './errors.ts'
import type { JWR } from './jwr.ts'

/** Headers as an app writes them. Names count without case; `undefined` and `null` leave the header out. */
export type RequestHeaders = Record<string, string | number | boolean | null | undefined>

/**
 * What to ask for.
 *
 * @see Sails reference: web-sockets/socket-client/io-socket-request
 */
export interface RequestOptions {
  /** Verb, in any case. @default 'get' */
  method?: string | undefined
  /** Path, with query string where there is one; sent as it is, but for placeholders that `params` fill. */
  url: string
  /** Body of the request. @default {} */
  data?: object | null | undefined
  /**
   * Values for placeholders of `url`, as in `/user/:id`. What is left over is the body, as Sails' older name of `data`;
   * then give one of the two.
   */
  params?: object | null | undefined
  /** Headers of this request. They win over `io.sails.headers`; `undefined` blanks one of those. */
  headers?: RequestHeaders | null | undefined
  /**
   * Milliseconds until the request counts as lost, from this call on, waiting in the queue included. 0: never.
   * @default io.sails.requestTimeoutMs
   */
  timeout?: number | undefined
  /**
   * Whether an answer that is a failure rejects the promise. With `false` the promise resolves with it, and
   * `jwr.error` tells; it never rejects then. Without meaning beside a callback.
   * @default true
   */
  rejects?: boolean | undefined
  /** Gives the request up when aborted. What is already sent cannot be called back from the server. */
  signal?: AbortSignal | undefined
}

/** Body of a request made by a verb's method; nothing, `null` and `undefined` count as `{}`. */
export type RequestData = object | null | undefined

/**
 * Called once for each request. `resData` is `jwres.body`; for a request that got no answer it is an Error, so
 * look at `jwres.error` first.
 */
export type RequestCallback<Body = unknown> = (resData: Body, jwres: JWR<Body>) => void

/** A request whose arguments have been checked. */
export interface CheckedRequest {
  readonly verb: string
  readonly url: string
  readonly data: object
  readonly headers: RequestHeaders
  readonly timeoutMs: number | undefined
  readonly signal: AbortSignal | undefined
  readonly rejects: boolean
}

/**
 * Checks what `request()` was given, without changing any of it.
 * @throws {RequestUsageError} when something is missing or of a wrong type.
 */
export function checkRequest(options: unknown): CheckedRequest {
  if (!isObject(options)) throw new RequestUsageError('options', 'an object with a url', options)
  const { method, url: asked, data, params, headers, timeout, signal, rejects } = options
  if (typeof asked !== 'string') throw new RequestUsageError('url', 'a string', asked)
  checkHeaders(headers)
  const { url, rest, unfit } = fillUrl(asked, params)
  if (unfit !== undefined) throw unfitParam(unfit, params)
  return {
    verb: checkMethod(method),
    url,
    data: checkData(data, rest),
    headers: toHeaders(headers),
    timeoutMs: checkTimeout(timeout),
    signal: checkSignal(signal),
    rejects: checkRejects(rejects),
  }
}

/**
 * Checks the callback; `undefined` asks for a promise.
 * @throws {RequestUsageError} for anything else than a function or `undefined`.
 */
export function checkCallback(callback: unknown): RequestCallback | undefined {
  if (callback === undefined || isCallback(callback)) return callback
  throw new RequestUsageError('callback', 'a function', callback)
}

/** Headers to send: the request's own and, where it names none, the socket's. All names in lower case. */
export function mergeHeaders(
  own: RequestHeaders,
  common: RequestHeaders | undefined,
): Record<string, string> {
  const merged = new Map<string, unknown>()
  for (const headers of [common ?? {}, own]) {
    checkHeaders(headers)
    for (const [name, value] of Object.entries(headers)) merged.set(name.toLowerCase(), value)
  }
  const sent = [...merged].filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(sent.map(([name, value]) => [name, String(value)]))
}

/**
 * Checks headers; a falsy value counts as none.
 * @throws {RequestUsageError} when they are no dictionary or a value is an object.
 */
function checkHeaders(headers: unknown): void {
  if (!headers) return
  if (!isObject(headers)) {
    throw new RequestUsageError('headers', 'a dictionary of strings', headers)
  }
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'object' && typeof value !== 'function') continue
    if (value !== null) throw new RequestUsageError(`header ${name}`, 'a string', value)
  }
}

function toHeaders(headers: unknown): RequestHeaders {
  return isHeaders(headers) ? headers : {}
}

function isHeaders(headers: unknown): headers is RequestHeaders {
  return isObject(headers)
}

function checkMethod(method: unknown): string {
  if (!method) return 'get'
  if (typeof method !== 'string') throw new RequestUsageError('method', 'a string', method)
  const verb = method.toLowerCase()
  // The verb becomes an event's name, and Socket.IO throws for its own from deep inside.
  if (RESERVED_EVENT_NAMES.has(verb)) throw new RequestUsageError('method', 'a verb', method)
  return verb
}

function checkData(data: unknown, params: unknown): object {
  if (data && params) {
    throw new RequestUsageError('data', 'given alone (params is its older name)', data)
  }
  const given = data || params || {}
  if (typeof given !== 'object') {
    throw new RequestUsageError('data', 'a dictionary or an array', given)
  }
  return given
}

function unfitParam(name: string, params: unknown): RequestUsageError {
  const value: unknown = isObject(params) ? params[name] : undefined
  return new RequestUsageError(`params.${name}`, 'a text that is not empty, or a number', value)
}

function checkTimeout(timeout: unknown): number | undefined {
  if (timeout === undefined) return undefined
  if (typeof timeout === 'number' && timeout >= 0) return timeout
  throw new RequestUsageError('timeout', 'milliseconds, from 0 on', timeout)
}

function checkRejects(rejects: unknown): boolean {
  if (rejects === undefined || typeof rejects === 'boolean') return rejects ?? true
  throw new RequestUsageError('rejects', 'true or false', rejects)
}

function checkSignal(signal: unknown): AbortSignal | undefined {
  if (signal === undefined || isAbortSignal(signal)) return signal
  throw new RequestUsageError('signal', 'an AbortSignal', signal)
}

// By shape, because a signal may come from another realm or a polyfill.
function isAbortSignal(value: unknown): value is AbortSignal {
  return isObject(value) && 'aborted' in value && 'addEventListener' in value
}

function isCallback(value: unknown): value is RequestCallback {
  return typeof value === 'function'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
