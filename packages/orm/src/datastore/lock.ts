/** Lets one holder in at a time; the others wait in the order in which they came. */
export class Lock {
  #isHeld = false
  readonly #waiting: (() => void)[] = []

  get isHeld(): boolean {
    return this.#isHeld
  }

  /** Resolves when the lock is the caller's. */
  async acquire(): Promise<void> {
    if (!this.#isHeld) {
      this.#isHeld = true
      return
    }
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
    })
  }

  release(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#isHeld = false
    else next()
  }
}
