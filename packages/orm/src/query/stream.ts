import { type Condition, type Criteria, type SortItem, allOf, anyOf } from '../criteria/criteria.ts'
import type { CriteriaClauses } from '../criteria/parse-criteria.ts'
import type { Row } from '../datastore/driver.ts'
import { type Populates, buildSelect } from './build-select.ts'
import { type Meta, toContext } from './meta.ts'
import { readRecords } from './read-records.ts'
import type { Runtime } from './runtime.ts'
import { keyOf } from './statements/model-columns.ts'
import type { SelectQuery } from './statements/select-query.ts'

/** Records that are read at once. */
export const BATCH_SIZE = 30

/**
 * Reads records batch by batch. Each batch starts after the last record of the one before, by the values that it is
 * sorted by: what is destroyed or created meanwhile shifts nothing, and a batch costs the same at the end as at the start.
 */
export async function* readBatches(
  runtime: Runtime,
  clauses: CriteriaClauses,
  populates: Populates,
  meta: Meta,
  size: number,
): AsyncGenerator<Row[]> {
  const whole = buildSelect(runtime, clauses, populates, meta.caseInsensitive === true)
  const sort = withKey(runtime, whole.criteria.sort)
  const extra = missingColumns(whole, sort)
  const context = toContext(runtime, 'stream', meta)
  let left = whole.criteria.limit ?? Number.POSITIVE_INFINITY
  let last: Row | undefined
  while (left > 0) {
    const page = pageOf(whole, sort, last, Math.min(size, left))
    // oxlint-disable-next-line no-await-in-loop -- one batch after the other
    const records = await readRecords(runtime, page, context, meta.decrypt === true)
    if (records.length === 0) return
    last = cursorOf(records, sort)
    for (const name of extra) for (const record of records) delete record[name]
    yield records
    left -= records.length
    if (records.length < size) return
  }
}

function withKey({ model }: Runtime, sort: readonly SortItem[]): readonly SortItem[] {
  const key = keyOf(model)
  return sort.some(({ attribute }) => attribute === key)
    ? sort
    : [...sort, { attribute: key, direction: 'ASC' }]
}

/** What the records are sorted by has to be read, also when it was not selected. */
function missingColumns(
  { criteria: { select } }: SelectQuery,
  sort: readonly SortItem[],
): string[] {
  if (select === undefined) return []
  return sort
    .filter(({ attribute }) => !select.includes(attribute))
    .map(({ attribute }) => attribute.name)
}

function pageOf(
  whole: SelectQuery,
  sort: readonly SortItem[],
  last: Row | undefined,
  limit: number,
): SelectQuery {
  const { criteria } = whole
  const where = last === undefined ? criteria.where : allOf([criteria.where, after(sort, last)])
  const select = criteria.select && [
    ...new Set([...criteria.select, ...sort.map(({ attribute }) => attribute)]),
  ]
  const page: Criteria = {
    where,
    sort,
    limit,
    skip: last === undefined ? criteria.skip : 0,
    ...(select && { select }),
  }
  return { ...whole, criteria: page }
}

/** The iteratee may change its records: what the next batch needs is kept apart. */
function cursorOf(records: readonly Row[], sort: readonly SortItem[]): Row {
  const record = records.at(-1) as Row
  return Object.fromEntries(sort.map(({ attribute }) => [attribute.name, record[attribute.name]]))
}

/** Behind the last record: behind by the first attribute, or equal in it and behind by the next, and so on. */
function after(sort: readonly SortItem[], last: Row): Condition {
  return anyOf(
    sort.map((item, index) =>
      allOf([...sort.slice(0, index).map((same) => equals(same, last)), behind(item, last)]),
    ),
  )
}

function equals({ attribute }: SortItem, last: Row): Condition {
  const value = last[attribute.name] ?? null
  if (value === null) return { kind: 'null', attribute, not: false }
  return { kind: 'compare', attribute, operator: '=', value }
}

/** Nulls come first in ascending order, last in descending. */
function behind({ attribute, direction }: SortItem, last: Row): Condition {
  const value = last[attribute.name] ?? null
  if (value === null) {
    return direction === 'ASC' ? { kind: 'null', attribute, not: true } : { kind: 'nothing' }
  }
  if (direction === 'ASC') return { kind: 'compare', attribute, operator: '>', value }
  const less: Condition = { kind: 'compare', attribute, operator: '<', value }
  return anyOf([less, { kind: 'null', attribute, not: false }])
}
