import { HalyardError } from './errors.ts'

/**
 * The server answered with a status below 200 or from 400 on. This is `jwr.error`, and what the promise form
 * rejects with.
 */
export class RequestFailedError extends HalyardError {
  override readonly name = 'RequestFailedError'
  readonly statusCode: number
  readonly body: unknown
  readonly headers: Record<string, string | string[]>

  constructor(statusCode: number, body: unknown, headers: Record<string, string | string[]>) {
    super(
      'E_REQUEST_FAILED',
      `The server answered with status ${statusCode}:\n${JSON.stringify(body, null, 2)}`,
    )
    this.statusCode = statusCode
    this.body = body
    this.headers = headers
  }
}

/**
 * A request that got no answer. Its callback gets the error as first argument and a JWR with status 0 as second.
 */
export abstract class RequestLostError extends HalyardError {
  readonly statusCode = 0
}

/** The connection ended before the answer came. The server may or may not have done the work. */
export class SocketDisconnectedError extends RequestLostError {
  override readonly name = 'SocketDisconnectedError'

  constructor(url: string, reason: string) {
    super(
      'E_SOCKET_DISCONNECTED',
      `The socket was disconnected (${reason}) before the answer to ${url} came. ` +
        'The server may have done the work; ask again only what is safe to do twice.',
    )
  }
}

/** The request's deadline passed, in the queue or on the way. */
export class DeadlinePassedError extends RequestLostError {
  override readonly name = 'DeadlinePassedError'

  constructor(url: string, timeoutMs: number, wasSent: boolean) {
    super(
      'E_DEADLINE_PASSED',
      `${url} was not answered within ${timeoutMs} ms; it was ` +
        (wasSent
          ? 'sent, so the server may have done the work. '
          : 'never sent: there was no connection. ') +
        'Give the request another timeout, or set io.sails.requestTimeoutMs.',
    )
  }
}

/** The request's `signal` was aborted. `cause` is the signal's reason. */
export class RequestAbortedError extends RequestLostError {
  override readonly name = 'RequestAbortedError'

  constructor(url: string, reason: unknown) {
    super('E_REQUEST_ABORTED', `The request to ${url} was aborted by its signal.`, {
      cause: reason,
    })
  }
}

/** Too many requests wait for a connection. This one was not taken; those that wait are still sent. */
export class RequestQueueFullError extends RequestLostError {
  override readonly name = 'RequestQueueFullError'

  constructor(url: string, limit: number) {
    super(
      'E_REQUEST_QUEUE_FULL',
      `${limit} requests already wait for a connection, so ${url} was not queued. ` +
        'Wait for the connect event, or raise io.sails.maxQueuedRequests.',
    )
  }
}

/** Data or headers cannot be written to the wire. `cause` says why. */
export class RequestUnsendableError extends RequestLostError {
  override readonly name = 'RequestUnsendableError'

  constructor(url: string, cause: unknown) {
    super(
      'E_REQUEST_UNSENDABLE',
      `The request to ${url} cannot be written as JSON: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        'Send plain data without cycles, and headers whose values are strings.',
      { cause },
    )
  }
}

/** The server acknowledged with something that is no answer of a Sails or halyard server. */
export class BadReplyError extends RequestLostError {
  override readonly name = 'BadReplyError'

  constructor() {
    super(
      'E_BAD_REPLY',
      'The server acknowledged the request with something that is not { body, headers, statusCode }. ' +
        'Check that the address is that of a halyard or Sails server.',
    )
  }
}
