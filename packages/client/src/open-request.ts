import { callSafely } from './handlers.ts'
import { type JWR, lostJwr } from './jwr.ts'
import { RequestAbortedError, RequestLostError, DeadlinePassedError } from './request-errors.ts'
import type { CheckedRequest, RequestCallback } from './request.ts'

/** Longest delay of a timer, in milliseconds; a longer one would fire at once. */
const MAX_TIMER_MS = 2_147_483_647

/** A request between the call and its one answer, wherever it waits. */
export class OpenRequest {
  /** Whether it left this client; a lost request that did may have been carried out. */
  wasSent = false
  readonly request: CheckedRequest
  readonly #answer: RequestCallback
  readonly #onSettled: (self: OpenRequest) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #isSettled = false

  /** @param timeoutMs 0 and what no timer can count mean: no deadline. */
  constructor(
    request: CheckedRequest,
    timeoutMs: number,
    answer: RequestCallback,
    onSettled: (self: OpenRequest) => void,
  ) {
    this.request = request
    this.#answer = answer
    this.#onSettled = onSettled
    if (timeoutMs > 0 && timeoutMs <= MAX_TIMER_MS) {
      this.#timer = setTimeout(() => this.#expire(timeoutMs), timeoutMs)
    }
    const { signal } = request
    signal?.addEventListener('abort', this.#abort)
    // The caller must have got our return value before its callback runs.
    if (signal?.aborted === true) queueMicrotask(this.#abort)
  }

  get isSettled(): boolean {
    return this.#isSettled
  }

  /** Gives the answer. The first one counts; later ones are ignored. */
  settle(jwr: JWR): void {
    if (this.#isSettled) return
    this.#isSettled = true
    clearTimeout(this.#timer)
    this.request.signal?.removeEventListener('abort', this.#abort)
    this.#onSettled(this)
    const resData = jwr.error instanceof RequestLostError ? jwr.error : jwr.body
    callSafely(() => this.#answer(resData, jwr))
  }

  /** Gives an error in place of an answer. */
  lose(error: RequestLostError): void {
    this.settle(lostJwr(error))
  }

  #expire(timeoutMs: number): void {
    this.lose(new DeadlinePassedError(this.request.url, timeoutMs, this.wasSent))
  }

  readonly #abort = (): void => {
    this.lose(new RequestAbortedError(this.request.url, this.request.signal?.reason))
  }
}
