import { isPlainObject } from '@halyard/protocol'

import type { Model } from '../hook/model.ts'
import { BlueprintRequestError } from './errors.ts'

/** How deep `and` and `or` may be nested. */
const MAX_DEPTH = 5
/** Most conditions of one request. */
const MAX_CONDITIONS = 100
/** Most values of one list. */
const MAX_LIST = 500
/** Longest text that records are searched for, in characters. */
const MAX_PATTERN = 500

const BRANCHES: ReadonlySet<string> = new Set(['and', 'or', 'nor', 'not'])
const PATTERNS: ReadonlySet<string> = new Set(['contains', 'startsWith', 'endsWith', 'like'])

/** Which attributes of a model a client may filter and sort by. */
export interface FilterRules {
  readonly model: Model
  readonly filterable: readonly string[] | undefined
}

/**
 * Checks a where clause that a client sent: its size, and that it asks for no attribute that clients see nothing of,
 * for answers of yes and no would tell what it holds.
 * @throws {BlueprintRequestError} `E_INVALID_CRITERIA`
 */
export function checkWhere(where: unknown, rules: FilterRules): void {
  let conditions = 0
  const check = (clause: unknown, depth: number): void => {
    if (depth > MAX_DEPTH) refuse(`conditions are nested more than ${MAX_DEPTH} deep`)
    if (Array.isArray(clause)) for (const entry of clause) check(entry, depth)
    if (!isPlainObject(clause)) return
    for (const [name, value] of Object.entries(clause)) {
      conditions += 1
      if (conditions > MAX_CONDITIONS) refuse(`there are more than ${MAX_CONDITIONS} conditions`)
      if (BRANCHES.has(name) && Array.isArray(value)) check(value, depth + 1)
      else checkCondition(name, value, rules)
    }
  }
  check(where, 1)
}

/** Checks a sort clause in each of its forms. @throws {BlueprintRequestError} `E_INVALID_CRITERIA` */
export function checkSort(sort: unknown, rules: FilterRules): void {
  for (const name of sortedAttributes(sort)) checkAttribute(name, rules)
}

/** Checks names of attributes to select. @throws {BlueprintRequestError} `E_INVALID_CRITERIA` */
export function checkSelect(names: readonly string[], model: Model): void {
  for (const name of names) {
    if (model.attributes[name]?.protect === true) refuseAttribute(name)
  }
}

function checkCondition(name: string, value: unknown, rules: FilterRules): void {
  checkAttribute(name, rules)
  if (Array.isArray(value)) checkList(value)
  if (!isPlainObject(value)) return
  for (const [operator, operand] of Object.entries(value)) {
    if (Array.isArray(operand)) checkList(operand)
    if (PATTERNS.has(operator) && typeof operand === 'string' && operand.length > MAX_PATTERN) {
      refuse(`a text to search for has more than ${MAX_PATTERN} characters`)
    }
  }
}

function checkList(list: readonly unknown[]): void {
  if (list.length > MAX_LIST) refuse(`a list has more than ${MAX_LIST} values`)
}

function checkAttribute(name: string, { model, filterable }: FilterRules): void {
  const attribute = model.attributes[name]
  if (attribute === undefined || name === model.primaryKey) return
  const isOpen = filterable === undefined || filterable.includes(name)
  if (attribute.protect === true || !isOpen) refuseAttribute(name)
}

/** `'name DESC'`, `['name ASC', { age: 'DESC' }]`, `{ name: 1 }`. */
function sortedAttributes(sort: unknown): string[] {
  if (typeof sort === 'string') return [sort.trim().split(/\s+/)[0] ?? '']
  if (Array.isArray(sort)) return sort.flatMap(sortedAttributes)
  return isPlainObject(sort) ? Object.keys(sort) : []
}

/** The same words as for an attribute that does not exist would give away nothing; these help honest callers more. */
function refuseAttribute(name: string): never {
  refuse(`clients cannot filter, sort by or select \`${name}\``)
}

function refuse(details: string): never {
  throw new BlueprintRequestError('E_INVALID_CRITERIA', details)
}
