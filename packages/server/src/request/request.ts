import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Socket as TcpSocket } from 'node:net'

import type { Socket as SocketIoSocket } from 'socket.io'

import type { RequestApp } from './request-app.ts'
import type { Session } from './session-data.ts'
import type { TextMembers } from './texts.ts'
import type { UploadStream } from './uploads.ts'

/** Options of the route that answers: what its target carried beside the action, and what the framework adds. */
export type RouteOptions = Record<string, unknown>

/** What every request offers, whatever door it came through. @see Sails reference: req */
export interface RequestMembers {
  /** Verb in upper case. */
  method: string
  /** Path and query string as asked for; a mounted middleware may have cut a prefix off. */
  url: string
  /** Path and query string as asked for. */
  readonly originalUrl: string
  /** Path without query string and fragment; `/` when there is none. */
  readonly path: string
  /** Parameters of the path, decoded; groups of a wildcard or regular expression under `0`, `1` ... */
  params: Record<string, string>
  /** Parsed query string, nested (`a[b]=1`). For a virtual GET, HEAD or DELETE the data stands here too. */
  query: Record<string, unknown>
  /** Parsed body. Over HTTP `undefined` for GET and HEAD; for a virtual request at least `{}`. */
  body: unknown
  /**
   * The bytes of the body as they were sent, decompressed: for signatures, and for types that are not parsed. Of a
   * virtual request, the JSON text of its data.
   * @throws (rejects) {BodyTakenError} for a form, and a body that somebody else has read; {BodyTooLargeError}
   */
  raw(): Promise<Buffer>
  /** The same as text, in the character set that the content type names; UTF-8 without one. */
  text(): Promise<string>
  headers: IncomingHttpHeaders

  /** One parameter: path, then body, then query. Only `undefined` falls through to the next and to the default. */
  param(name: string, defaultValue?: unknown): unknown
  /** All parameters: query, overlaid by body, overlaid by path. Safe against prototype keys. */
  allParams(): Record<string, unknown>
  /** A header, whatever the case of its name; `referrer` and `referer` are one. */
  get(name: string): string | undefined
  header(name: string): string | undefined

  readonly cookies: Record<string, unknown>
  /** Cookies whose signature is right; one with a wrong signature is `false`. */
  readonly signedCookies: Record<string, unknown>

  /** Data kept between requests; `undefined` where sessions are off. First use loads it. */
  session?: Session | undefined
  readonly sessionID?: string | undefined
  /**
   * A new CSRF token for the client's session, which begins if there is none. The hook `security` defines it.
   * @throws {NoSessionForCsrfError} for a request without session
   */
  csrfToken(): string

  /** `http`, `https`, or `ws` for a request that came over a socket. */
  readonly protocol: string
  /** Whether the connection is encrypted, as far as `http.trustProxy` lets us tell. */
  readonly secure: boolean
  readonly ip: string
  readonly ips: string[]
  readonly hostname: string | undefined
  /** Same as `hostname`. @deprecated since Express 4 */
  readonly host: string | undefined
  readonly subdomains: string[]
  readonly port: number | undefined
  readonly baseUrl: string
  readonly xhr: boolean
  wantsJSON: boolean
  readonly explicitlyAcceptsHTML: boolean
  readonly fresh: boolean
  readonly stale: boolean
  accepts(...types: (string | string[])[]): string | string[] | false
  acceptsCharsets(...charsets: (string | string[])[]): string | string[] | false
  acceptsEncodings(...encodings: (string | string[])[]): string | string[] | false
  acceptsLanguages(...languages: (string | string[])[]): string | string[] | false
  is(...types: (string | string[])[]): string | false | null
  range(size: number, options?: { combine?: boolean }): unknown

  /**
   * The files of one field of a multipart form; the same object each time. A field without files gives none.
   * @throws {UploadsUnavailableError} 415, for a request that cannot carry files: GET, HEAD, OPTIONS, a virtual one
   * @see Sails reference: req.file()
   */
  file(field: string): UploadStream

  /** Milliseconds after which this request is answered with 504; 0 for never. Works through every door. */
  setTimeout(ms: number, callback?: () => void): this
  /** Aborted when the client goes away, the deadline passes or the app lowers. Made on first read. */
  readonly signal: AbortSignal

  options: RouteOptions
  readonly transport: 'http' | 'socket.io' | 'in-process'
  readonly _startTime: Date
  /** The app. */
  readonly _sails: RequestApp
  /** Removed in Sails 1.0. @throws {ValidateUnsupportedError} always */
  validate(): never
}

/** A request that came over HTTP. It is Node's own `IncomingMessage`. */
export interface HttpRequest
  extends RequestMembers, TextMembers, Omit<IncomingMessage, keyof RequestMembers | 'socket'> {
  readonly isSocket: undefined
  readonly socket: TcpSocket
  readonly transport: 'http'
}

/** A request that came over a connected Socket.IO client. */
export interface SocketRequest
  extends RequestMembers, TextMembers, Omit<IncomingMessage, keyof RequestMembers | 'socket'> {
  readonly isSocket: true
  /** The raw Socket.IO socket, until disconnect. @see Sails reference: req.socket */
  readonly socket: SocketIoSocket
  readonly transport: 'socket.io'
}

/** A request that was made by a function call: `sails.request()`. */
export interface InProcessRequest
  extends RequestMembers, TextMembers, Omit<IncomingMessage, keyof RequestMembers | 'socket'> {
  readonly isSocket: undefined
  readonly socket: undefined
  readonly transport: 'in-process'
}

/** What an action gets. `isSocket` tells which kind of `socket` it has. */
export type Request = HttpRequest | SocketRequest | InProcessRequest
