import { EventEmitter } from 'node:events'

/** An app's events, with a memory of which have happened. */
export class AppEvents extends EventEmitter {
  readonly #happened = new Set<string>()
  readonly #awaited = new Map<string, number>()

  constructor() {
    super()
    this.setMaxListeners(0)
  }

  override emit(event: string, ...values: unknown[]): boolean {
    this.#happened.add(event)
    return super.emit(event, ...values)
  }

  /**
   * Runs the function, without arguments, once each of the events has happened at least once; at once if they have.
   * @see Sails reference: sails.after
   */
  after(events: string | readonly string[], listener: () => void): this {
    const missing = new Set([events].flat().filter((event) => !this.#happened.has(event)))
    if (missing.size === 0) {
      listener()
      return this
    }
    for (const event of missing) {
      this.#countAwaited(event, 1)
      this.once(event, () => {
        this.#countAwaited(event, -1)
        missing.delete(event)
        if (missing.size === 0) listener()
      })
    }
    return this
  }

  /** Events that somebody waits for with `after` and that have not happened. */
  awaitedEvents(): string[] {
    return [...this.#awaited.keys()]
  }

  #countAwaited(event: string, change: number): void {
    const count = (this.#awaited.get(event) ?? 0) + change
    if (count > 0) this.#awaited.set(event, count)
    else this.#awaited.delete(event)
  }
}
