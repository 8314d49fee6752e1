import { isPlainObject } from '@halyard/protocol'

import type { InputIssue } from './input-issue.ts'
import { compileScalar } from './scalar-types.ts'
import { describeType, typeIssue, withArticle } from './type-issue.ts'
import type { TypeNotation } from './type-notation.ts'
import { REFUSED, type TypeSettings, type ValueType } from './value-type.ts'

/** Compiles a type of Sails' notation. */
export function compileType(type: TypeNotation, settings: TypeSettings): ValueType {
  if (typeof type === 'string') return compileScalar(type, settings)
  if (isArrayNotation(type)) return arrayType(type[0] ?? 'ref', settings)
  return dictionaryType(type, settings)
}

function isArrayNotation(type: TypeNotation): type is readonly TypeNotation[] {
  return Array.isArray(type)
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
