import type { CriteriaClauses } from '../criteria/parse-criteria.ts'
import { isPlainObject } from '../criteria/problem.ts'
import type { Row } from '../datastore/driver.ts'
import { UsageError } from '../errors.ts'
import type { ColumnAttribute } from '../schema/model-schema.ts'
import { atomically } from './atomically.ts'
import { whereKeys } from './build-select.ts'
import { finishPlain } from './finish-records.ts'
import { lockMatching } from './matching-keys.ts'
import { type Meta, toContext } from './meta.ts'
import type { Runtime } from './runtime.ts'
import { incrementRows } from './statements/change-rows.ts'
import { readByKeys } from './statements/read-by-keys.ts'
import { parseWritingCriteria } from './writing-criteria.ts'

/**
 * Adds to numbers in the database, so that nothing is lost when others add to them at the same time. Validation rules
 * are not asked, and lifecycle callbacks not called: the values are known to the database only.
 * @throws {UsageError} `E_INVALID_CRITERIA`, `E_INVALID_VALUES_TO_SET`
 */
export async function increment(
  runtime: Runtime,
  clauses: CriteriaClauses,
  by: unknown,
  meta: Meta,
): Promise<Row[] | undefined> {
  const { storage, model } = runtime
  const where = parseWritingCriteria(runtime, clauses, false)
  const amounts = readAmounts(runtime, by)
  const set = runtime.values.valuesToSet({}, Date.now())
  const context = toContext(runtime, 'increment', meta)
  const fetch = meta.fetch ?? model.fetchOn.update
  if (where.kind === 'nothing') return fetch ? [] : undefined
  const caseInsensitive = meta.caseInsensitive === true
  if (!fetch) {
    await incrementRows(storage, context, where, amounts, set, caseInsensitive)
    return undefined
  }
  return atomically(runtime, context, async (inside) => {
    const keys = await lockMatching(storage, inside, where, caseInsensitive)
    if (keys.length === 0) return []
    await incrementRows(storage, inside, whereKeys(storage, keys), amounts, set, false)
    return finishPlain(runtime, await readByKeys(storage, inside, keys), meta.decrypt === true)
  })
}

function readAmounts(runtime: Runtime, by: unknown): ReadonlyMap<ColumnAttribute, number> {
  if (!isPlainObject(by) || Object.keys(by).length === 0) {
    throw refused(
      runtime,
      'increment() needs a dictionary of numbers: increment({ id: 3 }, { visits: 1 }).',
    )
  }
  return new Map(
    Object.entries(by).map(([name, amount]) => [
      numberAttribute(runtime, name, amount),
      Number(amount),
    ]),
  )
}

function numberAttribute(runtime: Runtime, name: string, amount: unknown): ColumnAttribute {
  const attribute = runtime.model.attributes.get(name)
  const isNumber = attribute?.kind === 'column' && attribute.type === 'number' && !attribute.encrypt
  if (!isNumber || attribute.isPrimaryKey || attribute.references !== undefined) {
    throw refused(runtime, `\`${name}\` is no attribute that can be added to.`)
  }
  if (!Number.isFinite(amount))
    throw refused(runtime, `The amount for \`${name}\` must be a number.`)
  return attribute
}

function refused({ model }: Runtime, details: string): UsageError {
  return new UsageError('E_INVALID_VALUES_TO_SET', details, { modelIdentity: model.identity })
}
