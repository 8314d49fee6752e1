import { columnAttribute } from './attributes.ts'
import type { SortItem } from './criteria.ts'
import { type CriteriaContext, criteriaError, isPlainObject, show } from './problem.ts'

/**
 * Reads `sort`: `'age'`, `'age DESC'`, `['age DESC', 'name ASC']` or `[{ age: 'DESC' }, { name: 'ASC' }]`.
 * @throws {UsageError}
 */
export function parseSort(context: CriteriaContext, sort: unknown): readonly SortItem[] {
  const items = toItems(context, sort).map((item) => parseItem(context, item))
  const doubled = items.find(
    (item, index) => items.findIndex(({ attribute }) => attribute === item.attribute) !== index,
  )
  if (doubled === undefined) return items
  throw criteriaError(context, `\`sort\` names \`${doubled.attribute.name}\` twice.`)
}

/** `{ a: -1, b: 1 }` is how MongoDB writes it. */
function toItems(context: CriteriaContext, sort: unknown): readonly unknown[] {
  if (typeof sort === 'string') return [sort]
  if (Array.isArray(sort)) return sort
  if (!isPlainObject(sort) || !Object.values(sort).every((value) => value === 1 || value === -1)) {
    throw refused(context, sort)
  }
  context.warn("`sort` is a dictionary of 1 and -1. Write [{ name: 'ASC' }] instead.")
  return Object.entries(sort).map(([name, order]) => ({ [name]: order === 1 ? 'ASC' : 'DESC' }))
}

function parseItem(context: CriteriaContext, item: unknown): SortItem {
  const [name, direction] = toPair(context, item)
  const upper = typeof direction === 'string' ? direction.toUpperCase() : direction
  if (upper !== 'ASC' && upper !== 'DESC') throw refused(context, item)
  return { attribute: columnAttribute(context, name, 'sort'), direction: upper }
}

function toPair(context: CriteriaContext, item: unknown): readonly [string, unknown] {
  if (typeof item === 'string') {
    const [name = '', direction = 'ASC', ...rest] = item.trim().split(/\s+/u)
    if (rest.length === 0 && name !== '') return [name, direction]
  }
  if (isPlainObject(item)) {
    const [entry, ...rest] = Object.entries(item)
    if (entry !== undefined && rest.length === 0) return entry
  }
  throw refused(context, item)
}

function refused(context: CriteriaContext, sort: unknown): Error {
  return criteriaError(
    context,
    `\`sort\` has ${show(sort)}. Write 'name', 'name DESC', or a list: [{ age: 'DESC' }, { name: 'ASC' }].`,
  )
}
