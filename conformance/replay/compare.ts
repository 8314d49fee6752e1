import type { Placeholders } from './placeholders.ts'
import { isRecord, type Json } from './recording.ts'

/** A place where what came is not what was expected. */
export interface Mismatch {
  readonly at: string
  readonly expected: Json
  readonly found: Json
}

/** Compares what came with what was expected, in both directions: nothing may be missing, nothing too much. */
export function compare(expected: Json, found: Json, placeholders: Placeholders): Mismatch[] {
  return compareAt([], expected, found, placeholders)
}

function compareAt(
  path: readonly string[],
  expected: Json,
  found: Json,
  placeholders: Placeholders,
): Mismatch[] {
  if (Array.isArray(expected) && Array.isArray(found)) {
    return compareKeys(path, byIndex(expected), byIndex(found), placeholders)
  }
  if (isRecord(expected) && isRecord(found)) return compareKeys(path, expected, found, placeholders)
  if (isSame(expected, found, placeholders)) return []
  return [{ at: path.join('.'), expected, found }]
}

function compareKeys(
  path: readonly string[],
  expected: Record<string, Json>,
  found: Record<string, Json>,
  placeholders: Placeholders,
): Mismatch[] {
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)])
  return [...keys].flatMap((key) =>
    compareAt([...path, key], expected[key], found[key], placeholders),
  )
}

function byIndex(values: readonly Json[]): Record<string, Json> {
  return Object.fromEntries(values.map((value, index) => [index, value]))
}

function isSame(expected: Json, found: Json, placeholders: Placeholders): boolean {
  if (typeof expected === 'string' && (typeof found === 'string' || typeof found === 'number')) {
    const isText = typeof found === 'string'
    return (
      (isText || expected === '<port>' || expected === '<ms>') &&
      placeholders.matches(expected, String(found))
    )
  }
  return Object.is(expected, found)
}
