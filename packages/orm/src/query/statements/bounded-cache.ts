/** Keeps the values that were used last, a limited number of them. */
export class BoundedCache<Value> {
  readonly #max: number
  readonly #fresh = new Map<string, Value>()
  #old = new Map<string, Value>()

  constructor(max: number) {
    this.#max = Math.ceil(max / 2)
  }

  get(key: string): Value | undefined {
    const value = this.#fresh.get(key)
    if (value !== undefined) return value
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  /** When one half is full it becomes the old one; what nobody asked for since goes. */
  set(key: string, value: Value): void {
    if (this.#fresh.size >= this.#max) {
      this.#old = new Map(this.#fresh)
      this.#fresh.clear()
    }
    this.#fresh.set(key, value)
  }
}
