import type { ValueType } from '../schema/model-schema.ts'
import { toJson } from './to-json.ts'

/** A value as one of a type, or `undefined` when it cannot be one without loss. `null` is for the caller to judge. */
export type Converter = (value: unknown) => unknown

/** The light conversions that Sails documents, by the type of the attribute. */
export const CONVERTERS: Readonly<Record<ValueType, Converter>> = {
  string: toText,
  number: toNumber,
  boolean: toBoolean,
  json: toJson,
  ref: (value) => value,
}

function toText(value: unknown): string | undefined {
  // Databases refuse NUL, or cut the text off before it.
  if (typeof value === 'string') return value.includes('\0') ? undefined : value
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'string') return fromNumericText(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  const number = value instanceof Date ? value.getTime() : toSafeInteger(value)
  return number === undefined || Number.isNaN(number) ? undefined : number
}

/** Number('') and Number(' ') are 0; whole numbers beyond 53 bits would become their neighbours. */
function fromNumericText(text: string): number | undefined {
  if (text === '' || /\s/.test(text)) return undefined
  const number = Number(text)
  const isExact = Number.isSafeInteger(number) || !/^[+-]?\d+$/.test(text)
  return Number.isFinite(number) && isExact ? number : undefined
}

function toSafeInteger(value: unknown): number | undefined {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value))
    ? Number(value)
    : undefined
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value === 1 || value === '1' || value === 'true') return true
  return value === 0 || value === '0' || value === 'false' ? false : undefined
}

/** What a value is, for a message that must not show it. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return String(value)
  if (Array.isArray(value)) return 'an array'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : 'a Date'
  if (value === '') return 'an empty text'
  if (typeof value === 'string' && value.includes('\0')) return 'a text with a NUL character'
  return KINDS[typeof value] ?? 'a dictionary'
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  bigint: 'a bigint',
  boolean: 'a boolean',
  function: 'a function',
  symbol: 'a symbol',
}
