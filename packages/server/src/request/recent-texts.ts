/** Most texts that are remembered; the oldest goes first. */
const MAX_TEXTS = 5_000

/** Longest text that is remembered, in characters. */
const MAX_LENGTH = 512

/** What was found out about texts that come again and again, such as cookies. Bounded in number and length. */
export class RecentTexts {
  readonly #known = new Map<string, string>()

  get(text: string): string | undefined {
    return this.#known.get(text)
  }

  /** @returns `found` */
  remember(text: string, found: string): string {
    if (text.length > MAX_LENGTH) return found
    if (this.#known.size >= MAX_TEXTS) {
      const [oldest] = this.#known.keys()
      if (oldest !== undefined) this.#known.delete(oldest)
    }
    this.#known.set(text, found)
    return found
  }
}
