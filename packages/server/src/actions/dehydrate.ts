import { inspect } from 'node:util'

import { isPlainObject } from '@halyard/protocol'

/** How deep an output is looked at before we suspect it of going in circles. */
const MAX_PLAIN_DEPTH = 50

/**
 * Makes an action's output fit for JSON, as Sails does: errors, regular expressions and functions become texts, and a
 * circle becomes `"[Circular ~]"`. Output that is plain already, nearly always so, is given back untouched.
 * @param production Whether the stacks of errors stay out.
 */
export function dehydrate(output: unknown, production: boolean): unknown {
  return isPlain(output, 0) ? output : rebuild(output, production, [])
}

/** Whether JSON says all that is in a value. Every output is asked, so this neither allocates nor calls much. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string' || typeof value === 'number') return true
  if (typeof value !== 'object') return typeof value !== 'function' && typeof value !== 'bigint'
  if (value === null) return true
  if (depth > MAX_PLAIN_DEPTH) return false
  if (Array.isArray(value)) return isPlainArray(value, depth + 1)
  if (isPlainObject(value)) return isPlainDictionary(value, depth + 1)
  return hasToJson(value) && !(value instanceof Error)
}

function isPlainArray(items: readonly unknown[], depth: number): boolean {
  for (const item of items) {
    if (!isPlain(item, depth)) return false
  }
  return true
}

function isPlainDictionary(dictionary: Record<string, unknown>, depth: number): boolean {
  // `Object.values()` would make an array for each dictionary; a plain one inherits no keys.
  for (const key in dictionary) {
    if (!isPlain(dictionary[key], depth)) return false
  }
  return true
}

function rebuild(value: unknown, production: boolean, around: readonly unknown[]): unknown {
  if (typeof value === 'function' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (around.includes(value)) return '[Circular ~]'
  if (value instanceof RegExp) return String(value)
  if (value instanceof Date || ArrayBuffer.isView(value)) return value
  const inside = [...around, value]
  if (hasToJson(value)) return rebuild(value.toJSON(), production, inside)
  if (value instanceof Error) return production ? String(value) : inspect(value)
  if (Array.isArray(value)) return value.map((item) => rebuild(item, production, inside))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, rebuild(item, production, inside)]),
  )
}

function hasToJson(value: object): value is { toJSON: () => unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function'
}
