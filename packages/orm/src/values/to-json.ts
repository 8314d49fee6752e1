/** Deepest nesting that is stored. Deeper values are refused: reading them back could exhaust the stack. */
const MAX_DEPTH = 200

/** What stands for a value inside itself, as in Sails. */
const CIRCULAR = '[Circular ~]'

/** Thrown and caught in this file. */
class UnstorableError extends Error {}

/**
 * A copy of a value with what JSON has: Dates become ISO texts, functions, regular expressions and errors texts, NaN
 * becomes 0, `undefined` is left out. `undefined` when there is nothing to store, it is nested too deeply, or a text in it
 * has a NUL character, which databases refuse.
 */
export function toJson(value: unknown): unknown {
  try {
    return copy(value, [])
  } catch (error) {
    if (error instanceof UnstorableError) return undefined
    throw error
  }
}

function toPlain(value: unknown): unknown {
  if (typeof value === 'string') return toText(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : 0
  if (typeof value === 'function' || typeof value === 'bigint') return String(value)
  return typeof value === 'symbol' ? undefined : value
}

function copy(value: unknown, parents: readonly object[]): unknown {
  if (typeof value !== 'object' || value === null) return toPlain(value)
  if (parents.includes(value)) return CIRCULAR
  if (parents.length > MAX_DEPTH) throw new UnstorableError()
  if (value instanceof RegExp || value instanceof Error) return String(value)
  const { toJSON } = value as { toJSON?: unknown }
  if (typeof toJSON === 'function') return copy(toJSON.call(value), [...parents, value])
  return Array.isArray(value)
    ? copyItems(value, [...parents, value])
    : copyMembers(value, [...parents, value])
}

/** Halves of a character that was cut in two are replaced, as drivers do outside of JSON; databases refuse them. */
function toText(text: string): string {
  if (text.includes('\0')) throw new UnstorableError()
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')
}

function copyItems(items: readonly unknown[], parents: readonly object[]): unknown[] {
  return items.map((item) => copy(item, parents)).filter((item) => item !== undefined)
}

function copyMembers(members: object, parents: readonly object[]): Record<string, unknown> {
  const copied: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(members)) {
    const value = copy(member, parents)
    // JSON.parse() makes own members of this name; assigning one would change the prototype.
    if (value !== undefined && name !== '__proto__') copied[toText(name)] = value
  }
  return copied
}
