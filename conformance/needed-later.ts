/** A part of the framework that is still to come. */
type Part = 'models'

/** Recorded exchanges that need it, by file. Each run prints how many there are. */
const NEEDED_LATER: readonly {
  readonly needs: Part
  readonly file: string
  readonly exchanges: readonly string[]
}[] = [
  { needs: 'models', file: 'error-responses', exchanges: ['http: undecodable path'] },
  { needs: 'models', file: 'error-responses-production', exchanges: ['http: undecodable path'] },
]

/** Whether an exchange waits for a part that is still to come. */
export function isNeededLater(file: string, exchange: string): boolean {
  return NEEDED_LATER.some((entry) => entry.file === file && entry.exchanges.includes(exchange))
}

/** What waits, a line for each. */
export function listNeededLater(): string[] {
  return NEEDED_LATER.flatMap(({ needs, file, exchanges }) =>
    exchanges.map((exchange) => `${file}: ${exchange} (needs ${needs})`),
  )
}
