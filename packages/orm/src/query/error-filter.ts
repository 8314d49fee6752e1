/** Which errors are meant: a code, one of several, or members that the error has. */
export type ErrorFilter = string | readonly string[] | Readonly<Record<string, unknown>>

export type ErrorHandler = (error: unknown) => unknown

export function matchesFilter(filter: ErrorFilter, error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code } = error as { code?: unknown }
  if (typeof filter === 'string') return code === filter
  if (Array.isArray(filter)) return filter.includes(code)
  return Object.entries(filter).every(
    ([name, value]) => (error as Record<string, unknown>)[name] === value,
  )
}

/** What a handler gave, as something to throw. A text, or another value, comes in an envelope: actions make an exit of it. */
export function toThrown(outcome: unknown): unknown {
  return outcome instanceof Error ? outcome : new Envelope(outcome)
}

class Envelope extends Error {
  override readonly name = 'Envelope'
  readonly code = 'E_NON_ERROR'
  readonly raw: unknown

  constructor(raw: unknown) {
    super(typeof raw === 'string' ? raw : 'Something that is no Error was thrown.')
    this.raw = raw
  }
}
