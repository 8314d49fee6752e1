import { toJwr } from './jwr.ts'
import { OpenRequest } from './open-request.ts'
import { type RequestDefaults, queueLimit, requestTimeout } from './options.ts'
import {
  RequestQueueFullError,
  RequestUnsendableError,
  SocketDisconnectedError,
} from './request-errors.ts'
import { type CheckedRequest, type RequestCallback, mergeHeaders } from './request.ts'

/** Sends one packet and calls back with the acknowledgement; undefined while there is no connection. */
export type Transmit = (
  verb: string,
  payload: object,
  acknowledge: (reply: unknown) => void,
) => void

/** A socket's requests: those that wait for a connection, in order, and those that wait for an answer. */
export class Requests {
  readonly #queued = new Set<OpenRequest>()
  readonly #inFlight = new Set<OpenRequest>()
  readonly #defaults: () => RequestDefaults

  /** @param defaults Asked anew for each request, so that options may change at any time. */
  constructor(defaults: () => RequestDefaults) {
    this.#defaults = defaults
  }

  get queuedCount(): number {
    return this.#queued.size
  }

  /** Sends a request or, without a connection, queues it. `answer` is called once, and never before this returns. */
  add(request: CheckedRequest, answer: RequestCallback, transmit: Transmit | undefined): void {
    const defaults = this.#defaults()
    const limit = queueLimit(defaults)
    const timeoutMs = request.timeoutMs ?? requestTimeout(defaults)
    const open = new OpenRequest(request, timeoutMs, answer, (settled) => this.#forget(settled))
    if (request.signal?.aborted === true) return
    if (transmit !== undefined) this.#send(open, transmit)
    else if (this.#queued.size < limit) this.#queued.add(open)
    else queueMicrotask(() => open.lose(new RequestQueueFullError(request.url, limit)))
  }

  /** Sends what waits for a connection, in order. */
  flush(transmit: Transmit): void {
    const waiting = [...this.#queued]
    this.#queued.clear()
    for (const open of waiting) if (!open.isSettled) this.#send(open, transmit)
  }

  /** Ends what was sent and not answered. What is queued stays. */
  loseInFlight(reason: string): void {
    for (const open of [...this.#inFlight]) {
      open.lose(new SocketDisconnectedError(open.request.url, reason))
    }
  }

  #send(open: OpenRequest, transmit: Transmit): void {
    const { verb, url, data, headers } = open.request
    this.#inFlight.add(open)
    try {
      const payload = {
        method: verb,
        headers: mergeHeaders(headers, this.#defaults().headers),
        data,
        url,
      }
      transmit(verb, payload, (reply) => open.settle(toJwr(reply)))
      open.wasSent = true
    } catch (cause) {
      queueMicrotask(() => open.lose(new RequestUnsendableError(url, cause)))
    }
  }

  #forget(settled: OpenRequest): void {
    this.#queued.delete(settled)
    this.#inFlight.delete(settled)
  }
}
