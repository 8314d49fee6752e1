import type { ColumnAttribute } from '../schema/model-schema.ts'

/** Conversions that several databases share. All of them let `null` pass. */

export function toNumber(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'bigint') return Number(value)
  return value instanceof Date ? value.getTime() : value
}

export function toText(value: unknown): unknown {
  if (value === null || typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  // A column of another type than the attribute, which other programs made.
  const isPlain =
    typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
  return isPlain ? String(value) : JSON.stringify(value)
}

export function toBoolean(value: unknown): unknown {
  return value === null ? null : value === true || value === 1 || value === '1'
}

export function fromBoolean(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value
}

export function toJsonText(value: unknown): unknown {
  return value === null ? null : JSON.stringify(value)
}

/** What other programs wrote into a JSON column may be no JSON: it is given as text then. */
export function fromJsonText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

export function toDate(value: unknown): unknown {
  return value === null || value instanceof Date ? value : new Date(value as string | number)
}

export function toBuffer(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return Buffer.from(value)
  return value instanceof Uint8Array && !Buffer.isBuffer(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : value
}

export function fromHex(value: unknown): unknown {
  return typeof value === 'string' ? Buffer.from(value, 'hex') : value
}

const BUFFER_PREFIX = 'data:application/vnd.halyard.buffer;base64,'

/** A Buffer in a column of text, where the model asks for no type of its own. */
export function bufferToText(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value
  return BUFFER_PREFIX + Buffer.from(value).toString('base64')
}

export function bufferFromText(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(BUFFER_PREFIX)
    ? Buffer.from(value.slice(BUFFER_PREFIX.length), 'base64')
    : value
}

/** Whether only whole numbers are in the column: those need no care in JSON. */
export function holdsIntegers(attribute: ColumnAttribute): boolean {
  if (attribute.autoIncrement || attribute.timestamp !== undefined) return true
  return attribute.rules.some((rule) => rule.name === 'isInteger')
}
