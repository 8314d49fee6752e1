/** Counts the requests of all doors that are not answered yet, and tells when there are none. */
export class OpenRequests {
  #count = 0
  readonly #waiting: (() => void)[] = []

  get count(): number {
    return this.#count
  }

  open(): void {
    this.#count++
  }

  close(): void {
    this.#count--
    if (this.#count === 0 && this.#waiting.length > 0)
      for (const tell of this.#waiting.splice(0)) tell()
  }

  /** Resolves when all requests are answered, or after `limitMs` milliseconds. */
  async whenNone(limitMs: number): Promise<void> {
    if (this.#count === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limitMs)
      this.#waiting.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}
