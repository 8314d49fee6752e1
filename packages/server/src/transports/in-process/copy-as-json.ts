import { UncopyableDataError } from './errors.ts'

/** Deepest nesting that is followed; what goes on below refers to itself. */
const MAX_DEPTH = 1_000

/**
 * Copies a value as a socket would carry it, so that neither side can change what the other holds: `toJSON` counts, dates
 * become text, functions and `undefined` are left out, bytes stay bytes.
 * @throws {UncopyableDataError} for circular references and BigInts
 */
export function copyAsJson(value: unknown): unknown {
  return copy(value, 0)
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') throw new UncopyableDataError('a BigInt')
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) throw new UncopyableDataError('a circular reference')
  if (value instanceof Uint8Array) return Buffer.from(value)
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const json: unknown = value.toJSON()
    return json === value ? copyMembers(value, depth) : copy(json, depth + 1)
  }
  return copyMembers(value, depth)
}

function copyMembers(value: object, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1) ?? null)
  const members = Object.entries(value)
    .map(([key, member]) => [key, copy(member, depth + 1)] as const)
    .filter(([, member]) => member !== undefined)
  return Object.fromEntries(members)
}
