import { type Reply, isParseErrorReply, isReply } from '@halyard/protocol'

import { JwrNoStreamError } from './errors.ts'
import { BadReplyError, RequestFailedError, type RequestLostError } from './request-errors.ts'

/** Status of a server that was told not to send one (`sockets.sendStatusCode: false`). */
const ASSUMED_STATUS = 200
const PARSE_ERROR_STATUS = 400

/** What {@link JWR.toPOJO} gives. */
export interface PlainJwr<Body = unknown> {
  body: Body
  headers: Record<string, string | string[]>
  statusCode: number
}

/**
 * The server's answer to one request ("JSON WebSocket response"). Second argument of a request's callback, and
 * what the promise form resolves to.
 *
 * @see Sails reference: web-sockets/socket-client/io-socket-request
 */
export class JWR<Body = unknown> {
  /** Response body, JSON already parsed; `undefined` if there was none, `null` for a request that got no answer. */
  readonly body: Body
  /** `{}` if the server sent none. */
  readonly headers: Record<string, string | string[]>
  /** HTTP status; 0 for a request that got no answer. */
  readonly statusCode: number
  /** Present only if the status is below 200 or from 400 on. Redirects are no errors. */
  declare readonly error?: RequestFailedError | RequestLostError

  constructor({ body, headers, statusCode }: PlainJwr<Body>, lost?: RequestLostError) {
    this.body = body
    this.headers = headers
    this.statusCode = statusCode
    if (lost !== undefined) this.error = lost
    else if (isFailure(statusCode)) this.error = new RequestFailedError(statusCode, body, headers)
  }

  /** Name of the action's exit, where the server tells it (`X-Exit`). */
  get exit(): string | undefined {
    const name = this.headers['x-exit'] ?? this.headers['X-Exit']
    return typeof name === 'string' ? name : undefined
  }

  /** One line with status, headers and body, for logs. */
  toString(): string {
    return `[JWR] status ${this.statusCode}, headers ${JSON.stringify(this.headers)}, body ${JSON.stringify(this.body)}`
  }

  /** The answer as an object literal, without `error`. */
  toPOJO(): PlainJwr<Body> {
    return { body: this.body, headers: this.headers, statusCode: this.statusCode }
  }

  /** Answers over sockets come whole. Returns an error instead of throwing it, as Sails does. */
  pipe(): Error {
    return new JwrNoStreamError()
  }
}

/** The JWR for what a server acknowledged. */
export function toJwr(acknowledged: unknown): JWR {
  if (isParseErrorReply(acknowledged)) {
    const { body = acknowledged.message, headers = {} } = acknowledged
    return new JWR({ body, headers, statusCode: PARSE_ERROR_STATUS })
  }
  if (!isReply(acknowledged)) return lostJwr(new BadReplyError())
  return new JWR({
    body: acknowledged.body,
    headers: acknowledged.headers ?? {},
    statusCode: statusOf(acknowledged),
  })
}

/** The JWR of a request that got no answer. */
export function lostJwr(error: RequestLostError): JWR {
  return new JWR({ body: null, headers: {}, statusCode: 0 }, error)
}

function statusOf(reply: Reply): number {
  return typeof reply.statusCode === 'number' ? reply.statusCode : ASSUMED_STATUS
}

function isFailure(statusCode: number): boolean {
  return statusCode < 200 || statusCode >= 400
}
