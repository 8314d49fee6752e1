import type { Measure } from '../hook/measure.ts'

/** Milliseconds from which a part of the start is told; nobody would look for what shorter ones do. */
const SLOW_MS = 200

/** How long the parts of an app's start took. */
export class StartTimes {
  readonly #took: { readonly part: string; readonly ms: number }[] = []

  readonly measure: Measure = async (part, work) => {
    const startedAt = performance.now()
    try {
      return await work()
    } finally {
      this.#took.push({ part, ms: performance.now() - startedAt })
    }
  }

  /** Parts that took long, the slowest first: `hook "orm" 812 ms`. Those that ran side by side count what they waited. */
  describeSlow(): string[] {
    return this.#took
      .filter(({ ms }) => ms >= SLOW_MS)
      .toSorted((one, other) => other.ms - one.ms)
      .map(({ part, ms }) => `${part} ${Math.round(ms)} ms`)
  }
}
