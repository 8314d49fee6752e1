import type { HalyardError } from '../errors.ts'
import { BadOriginsError, type CorsPlace, InvalidOriginError } from './errors.ts'

/**
 * Reads `allowOrigins`: `'*'`, or an array of origins. A text with commas is taken apart, with a warning.
 * Adds what is wrong to `problems`.
 */
export function readOrigins(
  value: unknown,
  place: CorsPlace,
  problems: HalyardError[],
  warn: (message: string) => void,
): 'any' | ReadonlySet<string> {
  if (value === '*' || value === undefined) return 'any'
  if (typeof value === 'string') {
    warn(`allowOrigins should be an array of origins; "${value}" is taken apart at its commas.`)
    return readList(value.split(','), place, problems)
  }
  if (Array.isArray(value)) return readList(value, place, problems)
  problems.push(new BadOriginsError(place, value))
  return new Set()
}

function readList(
  entries: readonly unknown[],
  place: CorsPlace,
  problems: HalyardError[],
): ReadonlySet<string> {
  const origins = new Set<string>()
  for (const entry of entries) {
    const text = typeof entry === 'string' ? entry.trim() : entry
    const problem = problemOf(text)
    if (problem !== undefined) problems.push(new InvalidOriginError(place, text, problem))
    else if (typeof text === 'string') origins.add(text.toLowerCase())
  }
  return origins
}

/** What keeps a text from being an origin as browsers send it; `undefined` when nothing does. */
function problemOf(text: unknown): string | undefined {
  if (typeof text !== 'string' || text === '') return 'which is no text.'
  if (!/^https?:\/\//i.test(text)) return 'which has no http:// or https://.'
  if (!URL.canParse(text)) return 'which is no URL.'
  if (/^(http:.*:80|https:.*:443)$/i.test(text)) return "which names its scheme's own port."
  const isBare = new URL(text).origin === text.toLowerCase()
  return isBare
    ? undefined
    : 'which has more than scheme, host and port (a path, a slash at the end).'
}
