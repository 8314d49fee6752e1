/** How fast a socket may ask. */
export interface RateLimit {
  /** Requests in a second, in the long run. */
  readonly perSecond: number
  /** Requests that may come at once after a pause. */
  readonly burst: number
}

/** Lets a number of requests through each second, and more of them after a pause. */
export class TokenBucket {
  readonly #limit: RateLimit
  #tokens: number
  #filledAt: number

  /** @param now Milliseconds of a clock that does not go back. */
  constructor(limit: RateLimit, now: number) {
    this.#limit = limit
    this.#tokens = limit.burst
    this.#filledAt = now
  }

  /** Takes a token, if there is one. */
  take(now: number): boolean {
    const earned = ((now - this.#filledAt) / 1_000) * this.#limit.perSecond
    this.#tokens = Math.min(this.#limit.burst, this.#tokens + earned)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}
