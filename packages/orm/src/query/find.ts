import type { CriteriaClauses } from '../criteria/parse-criteria.ts'
import type { Row } from '../datastore/driver.ts'
import { type Populates, buildSelect, readingContext } from './build-select.ts'
import { matchesOneAtMost, tooManyRecords } from './matching-keys.ts'
import { type Meta, toContext } from './meta.ts'
import { readRecords } from './read-records.ts'
import type { Runtime } from './runtime.ts'
import type { SelectQuery } from './statements/select-query.ts'
import { refuseClauses, refuseEverything } from './writing-criteria.ts'

/** @throws {UsageError} `E_INVALID_CRITERIA`, `E_INVALID_POPULATES` */
export async function find(
  runtime: Runtime,
  clauses: CriteriaClauses,
  populates: Populates,
  meta: Meta,
): Promise<Row[]> {
  const select = buildSelect(runtime, clauses, populates, meta.caseInsensitive === true)
  return readRecords(runtime, select, toContext(runtime, 'find', meta), meta.decrypt === true)
}

/**
 * The one record that matches; `undefined` when there is none.
 * @throws {UsageError} `E_TOO_MANY_RECORDS` when several match; `E_INVALID_CRITERIA` without a condition.
 */
export async function findOne(
  runtime: Runtime,
  clauses: CriteriaClauses,
  populates: Populates,
  meta: Meta,
): Promise<Row | undefined> {
  const context = readingContext(runtime)
  refuseClauses(context, clauses, ['limit', 'skip', 'sort'])
  const select = atMostTwo(buildSelect(runtime, clauses, populates, meta.caseInsensitive === true))
  refuseEverything(context, select.criteria.where)
  const queryContext = toContext(runtime, 'findOne', meta)
  const records = await readRecords(runtime, select, queryContext, meta.decrypt === true)
  if (records.length > 1) throw tooManyRecords(runtime.model, 'findOne')
  return records[0]
}

/** Two are enough to see that there are several. A key, or another unique value, needs no limit. */
function atMostTwo(select: SelectQuery): SelectQuery {
  const { storage, criteria, caseInsensitive } = select
  if (!caseInsensitive && matchesOneAtMost(storage.model, criteria.where)) return select
  return { ...select, criteria: { ...criteria, limit: 2 } }
}
