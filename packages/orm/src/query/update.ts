import type { Condition } from '../criteria/criteria.ts'
import type { CriteriaClauses } from '../criteria/parse-criteria.ts'
import type { Row } from '../datastore/driver.ts'
import { atomically } from './atomically.ts'
import { whereKeys } from './build-select.ts'
import { replaceCollection } from './collections.ts'
import { finishPlain } from './finish-records.ts'
import { hasCallbacks, runCallbacks } from './lifecycle.ts'
import { lockMatching, lockOne, matchesOneAtMost } from './matching-keys.ts'
import { type Meta, toContext } from './meta.ts'
import type { Runtime } from './runtime.ts'
import { updateRows } from './statements/change-rows.ts'
import type { QueryContext } from './statements/query-context.ts'
import { readByKeys } from './statements/read-by-keys.ts'
import { parseWritingCriteria } from './writing-criteria.ts'

/** New values, those of columns and those of collections. */
interface Changes {
  readonly columns: Row
  readonly collections: readonly (readonly [attrName: string, ids: unknown])[]
}

interface UpdateTask {
  readonly runtime: Runtime
  readonly context: QueryContext
  readonly where: Condition
  readonly changes: Changes
  readonly caseInsensitive: boolean
}

/**
 * Changes all records that match.
 * @throws {UsageError} `E_INVALID_CRITERIA`, `E_INVALID_VALUES_TO_SET`
 */
export async function update(
  runtime: Runtime,
  clauses: CriteriaClauses,
  values: unknown,
  meta: Meta,
): Promise<Row[] | undefined> {
  const where = parseWritingCriteria(runtime, clauses, false)
  const task = await prepareTask(runtime, 'update', where, values, meta)
  const fetch = meta.fetch ?? runtime.model.fetchOn.update
  const updated = where.kind === 'nothing' ? [] : await applyUpdate(task, fetch)
  return fetch ? finishUpdated(runtime, updated, meta) : undefined
}

/**
 * Changes the one record that matches, and gives it.
 * @throws {UsageError} `E_TOO_MANY_RECORDS` when several match; nothing is changed then.
 */
export async function updateOne(
  runtime: Runtime,
  clauses: CriteriaClauses,
  values: unknown,
  meta: Meta,
): Promise<Row | undefined> {
  const where = parseWritingCriteria(runtime, clauses, true)
  const task = await prepareTask(runtime, 'updateOne', where, values, meta)
  if (where.kind === 'nothing') return undefined
  const [record] = await finishUpdated(runtime, await applyUpdateOne(task), meta)
  return record
}

async function prepareTask(
  runtime: Runtime,
  method: string,
  where: Condition,
  values: unknown,
  meta: Meta,
): Promise<UpdateTask> {
  const context = toContext(runtime, method, meta)
  const changes = await prepareChanges(runtime, values, meta)
  return { runtime, context, where, changes, caseInsensitive: meta.caseInsensitive === true }
}

/** The values as they will be stored, after the model's callbacks have had their say: what they changed is checked. */
async function prepareChanges(runtime: Runtime, values: unknown, meta: Meta): Promise<Changes> {
  const now = Date.now()
  let columns = runtime.values.valuesToSet(values, now)
  if (hasCallbacks(runtime, 'beforeUpdate', meta)) {
    await runCallbacks(runtime, 'beforeUpdate', meta, columns)
    columns = runtime.values.valuesToSet(columns, now)
  }
  const collections = Object.entries(columns).filter(
    ([name]) => runtime.model.attributes.get(name)?.kind === 'collection',
  )
  for (const [name] of collections) delete columns[name]
  runtime.encryption.encrypt(columns, meta.encryptWith)
  return { columns, collections }
}

/** In one statement where the database gives the rows back and nothing else is to be done. */
async function applyUpdate(task: UpdateTask, fetch: boolean): Promise<Row[]> {
  const { runtime, context, where, changes, caseInsensitive } = task
  const { storage } = runtime
  const isOneStatement =
    changes.collections.length === 0 && (!fetch || storage.dialect.traits.returning.update)
  if (isOneStatement) {
    const options = { givesRows: fetch, caseInsensitive }
    return (await updateRows(storage, context, where, changes.columns, options)).rows
  }
  return atomically(runtime, context, async (inside) => {
    const keys = await lockMatching(storage, inside, where, caseInsensitive)
    return updateByKeys(task, inside, keys)
  })
}

async function applyUpdateOne(task: UpdateTask): Promise<Row[]> {
  const { runtime, context, where, caseInsensitive } = task
  if (!caseInsensitive && matchesOneAtMost(runtime.model, where)) return applyUpdate(task, true)
  return atomically(runtime, context, async (inside) => {
    const key = await lockOne(runtime.storage, inside, where, caseInsensitive)
    return updateByKeys(task, inside, key === undefined ? [] : [key])
  })
}

async function updateByKeys(
  { runtime, changes }: UpdateTask,
  context: QueryContext,
  keys: readonly unknown[],
): Promise<Row[]> {
  if (keys.length === 0) return []
  const { storage, model } = runtime
  const options = { givesRows: false, caseInsensitive: false }
  await updateRows(storage, context, whereKeys(storage, keys), changes.columns, options)
  const newKey = changes.columns[model.primaryKey]
  const newKeys = newKey === undefined ? keys : [newKey]
  for (const [attrName, ids] of changes.collections) {
    // One after the other, on one connection.
    // oxlint-disable-next-line no-await-in-loop
    await replaceCollection(runtime, context, newKeys, attrName, ids)
  }
  return readByKeys(storage, context, newKeys)
}

async function finishUpdated(runtime: Runtime, records: Row[], meta: Meta): Promise<Row[]> {
  finishPlain(runtime, records, meta.decrypt === true)
  if (hasCallbacks(runtime, 'afterUpdate', meta)) {
    await Promise.all(records.map((record) => runCallbacks(runtime, 'afterUpdate', meta, record)))
  }
  return records
}
