import { isPlainObject } from '@halyard/protocol'

import type { ActionSettings } from './action-settings.ts'
import type { InputIssue } from './input-issue.ts'
import type { TypeNotation } from './type-notation.ts'

/** What {@link ValueType.coerce} gives back for a value that does not fit. */
export const REFUSED: unique symbol = Symbol('refused')

/** A compiled type. Fitting values cost no allocation; reasons are looked for only when one is refused. */
export interface ValueType {
  readonly name: 'string' | 'number' | 'boolean' | 'json' | 'ref' | 'dictionary' | 'array'
  /** The value as the type wants it, or {@link REFUSED}. */
  coerce(value: unknown): unknown
  /** Adds why a refused value does not fit. */
  explain(value: unknown, path: InputIssue['path'], issues: InputIssue[]): void
}

/** Settings that change what fits. */
export type TypeSettings = Pick<
  ActionSettings,
  'strictNumbers' | 'singleValueArrays' | 'parseJsonTexts'
>

/** Texts of decimals, as `strictNumbers` wants them. */
const PLAIN_DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/** Compiles a type of Sails' notation. */
export function compileType(type: TypeNotation, settings: TypeSettings): ValueType {
  if (type === 'string') return scalarType('string', coerceString)
  if (type === 'number') {
    return scalarType('number', settings.strictNumbers ? coercePlainNumber : coerceNumber)
  }
  if (type === 'boolean') return scalarType('boolean', coerceBoolean)
  if (type === 'json') return scalarType('json', settings.parseJsonTexts ? parseText : keep)
  if (type === 'ref') return scalarType('ref', keep)
  if (isArrayNotation(type)) return arrayType(type[0] ?? 'ref', settings)
  return dictionaryType(type, settings)
}

/** The type of a value in the words of the answers: `a string`, `an array`, `null`. */
export function describeType(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'object') return 'dictionary'
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : typeof value
}

function isArrayNotation(type: TypeNotation): type is readonly TypeNotation[] {
  return Array.isArray(type)
}

function scalarType(name: ValueType['name'], coerce: ValueType['coerce']): ValueType {
  return {
    name,
    coerce,
    explain: (value, path, issues) => {
      issues.push(typeIssue(name, value, path))
    },
  }
}

function coerceString(value: unknown): unknown {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return value instanceof Date ? value.toISOString() : REFUSED
}

function coerceNumber(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string') {
    if (value === '' || value.trim() !== value) return REFUSED
    return finite(Number(value))
  }
  return finite(value)
}

function coercePlainNumber(value: unknown): unknown {
  if (typeof value === 'string') return PLAIN_DECIMAL.test(value) ? Number(value) : REFUSED
  return finite(value)
}

function finite(value: unknown): unknown {
  return Number.isFinite(value) ? value : REFUSED
}

function coerceBoolean(value: unknown): unknown {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === '1' || value === 1) return true
  if (value === 'false' || value === '0' || value === 0) return false
  return REFUSED
}

function keep(value: unknown): unknown {
  return value
}

function parseText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function arrayType(itemNotation: TypeNotation, settings: TypeSettings): ValueType {
  const item = compileType(itemNotation, settings)
  const toArray = (value: unknown): unknown =>
    settings.singleValueArrays && !Array.isArray(value) ? [value] : value
  return {
    name: 'array',
    coerce: (value) => {
      const items = toArray(value)
      return Array.isArray(items) ? coerceItems(item, items) : REFUSED
    },
    explain: (value, path, issues) => {
      const items = toArray(value)
      if (Array.isArray(items)) explainItems(item, items, path, issues)
      else issues.push(typeIssue('array', value, path))
    },
  }
}

function coerceItems(item: ValueType, values: readonly unknown[]): unknown {
  const coerced: unknown[] = []
  for (const value of values) {
    const result = item.coerce(value)
    if (result === REFUSED) return REFUSED
    coerced.push(result)
  }
  return coerced
}

function explainItems(
  item: ValueType,
  values: readonly unknown[],
  path: InputIssue['path'],
  issues: InputIssue[],
): void {
  for (const [index, value] of values.entries()) {
    if (item.coerce(value) !== REFUSED) continue
    const before = issues.length
    item.explain(value, [...path, index], issues)
    const issue = issues[before]
    if (issue !== undefined && issue.path.length === path.length + 1) {
      issues[before] = { ...issue, message: itemMessage(item, value) }
    }
  }
}

function itemMessage(item: ValueType, value: unknown): string {
  const plural = item.name === 'dictionary' ? 'dictionaries' : `${item.name}s`
  return `Expecting array to contain only ${plural}, but this item is ${withArticle(describeType(value))}.`
}

function dictionaryType(
  notation: Readonly<Record<string, TypeNotation>>,
  settings: TypeSettings,
): ValueType {
  const entries = Object.entries(notation).map(
    ([key, type]) => [key, compileType(type, settings)] as const,
  )
  const isGeneric = entries.length === 0
  return {
    name: 'dictionary',
    coerce: (value) => {
      if (!isPlainObject(value)) return REFUSED
      return isGeneric ? value : coerceKeys(entries, value)
    },
    explain: (value, path, issues) => {
      if (isPlainObject(value)) explainKeys(entries, value, path, issues)
      else issues.push(typeIssue('dictionary', value, path))
    },
  }
}

type KeyTypes = readonly (readonly [key: string, type: ValueType])[]

function coerceKeys(entries: KeyTypes, value: Record<string, unknown>): unknown {
  const coerced: Record<string, unknown> = {}
  for (const [key, type] of entries) {
    const result = Object.hasOwn(value, key) ? type.coerce(value[key]) : REFUSED
    if (result === REFUSED) return REFUSED
    coerced[key] = result
  }
  return coerced
}

function explainKeys(
  entries: KeyTypes,
  value: Record<string, unknown>,
  path: InputIssue['path'],
  issues: InputIssue[],
): void {
  for (const [key, type] of entries) {
    const inside = [...path, key]
    if (!Object.hasOwn(value, key)) {
      const message = `Missing property (expecting ${withArticle(type.name)}).`
      issues.push({ path: inside, code: 'required', message, expected: type.name })
    } else if (type.coerce(value[key]) === REFUSED) {
      type.explain(value[key], inside, issues)
    }
  }
}

function typeIssue(name: string, value: unknown, path: InputIssue['path']): InputIssue {
  const received = describeType(value)
  const message = `Expecting ${withArticle(name)}, but got ${withArticle(received)}.`
  return { path, code: 'type', message, expected: name, received }
}

/** `a string`, `an array`, `null`. */
export function withArticle(type: string): string {
  if (!/^[a-z]/.test(type) || type === 'null' || type === 'undefined') return type
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`
}
