/** A request that is not answered yet. */
export interface OpenRequest {
  /** Answers the request with an error, whatever its handlers are doing. */
  end(reason: Error): void
}

/** Knows the requests of all doors that are not answered yet, and waits for them when the app lowers. */
export class OpenRequests<Key extends object, Open extends OpenRequest> {
  readonly #open = new Map<Key, Open>()
  #waiting: (() => void)[] = []

  get count(): number {
    return this.#open.size
  }

  get(key: Key): Open | undefined {
    return this.#open.get(key)
  }

  add(key: Key, request: Open): void {
    this.#open.set(key, request)
  }

  delete(key: Key): void {
    this.#open.delete(key)
    if (this.#open.size === 0) for (const done of this.#waiting.splice(0)) done()
  }

  /**
   * Waits until all requests are answered, at most `limitMs` milliseconds; then ends the others with that reason.
   * @returns How many had to be ended.
   */
  async drain(limitMs: number, toReason: () => Error): Promise<number> {
    if (this.#open.size > 0) await this.#whenEmpty(limitMs)
    const late = [...this.#open.values()]
    for (const request of late) request.end(toReason())
    return late.length
  }

  #whenEmpty(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs)
      this.#waiting.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}
