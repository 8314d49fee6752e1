import { ABSENT, type Difference } from '../differences/difference.ts'
import { DIFFERENCES } from '../differences/index.ts'
import { type Exchange, isRecord, type Json } from './recording.ts'

/** Differences that concern an exchange. */
export function differencesOf(
  file: string,
  exchange: Exchange,
  all: readonly Difference[] = DIFFERENCES,
): Difference[] {
  return all.filter((difference) => concerns(difference, file, exchange))
}

/** What we are to answer: what Sails did, with the differences that we intend put over it. */
export function toExpected(
  file: string,
  exchange: Exchange,
  all: readonly Difference[] = DIFFERENCES,
): Exchange {
  const expected = structuredClone(exchange)
  for (const difference of differencesOf(file, exchange, all)) {
    for (const [at, ours] of Object.entries(difference.ours)) {
      const path = at.split('.')
      const before = valueAt(expected, path)
      put(expected, path, typeof ours === 'function' ? ours(before, exchange) : ours)
    }
  }
  return expected
}

/** The part of an exchange at a path; `undefined` where there is none. */
export function valueAt(value: Json, path: readonly string[]): Json {
  let part = value
  for (const key of path) {
    if (isRecord(part)) part = part[key]
    else if (Array.isArray(part)) part = part[Number(key)]
    else return undefined
  }
  return part
}

function concerns(difference: Difference, file: string, exchange: Exchange): boolean {
  const files = [difference.files ?? file].flat()
  if (!files.includes(file)) return false
  const { exchanges } = difference
  if (exchanges instanceof RegExp && !exchanges.test(exchange.name)) return false
  if (Array.isArray(exchanges) && !exchanges.includes(exchange.name)) return false
  return difference.when?.(exchange) ?? true
}

function put(root: Json, path: readonly string[], value: Json): void {
  let part = root
  for (const key of path.slice(0, -1)) {
    if (!isRecord(part) && !Array.isArray(part)) throw new Error(`Nothing is at ${path.join('.')}.`)
    const inner: Json = Reflect.get(part, key)
    if (!isRecord(inner) && !Array.isArray(inner)) Reflect.set(part, key, {})
    part = Reflect.get(part, key)
  }
  const last = path.at(-1) ?? ''
  if (typeof part !== 'object' || part === null) throw new Error(`No place at ${path.join('.')}.`)
  if (value === ABSENT) Reflect.deleteProperty(part, last)
  else Reflect.set(part, last, value)
}
