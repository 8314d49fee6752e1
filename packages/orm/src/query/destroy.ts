import type { Condition } from '../criteria/criteria.ts'
import { CLAUSE_NAMES, type CriteriaClauses } from '../criteria/parse-criteria.ts'
import type { Row } from '../datastore/driver.ts'
import { atomically } from './atomically.ts'
import { whereKeys } from './build-select.ts'
import { cascade } from './cascade.ts'
import { finishPlain } from './finish-records.ts'
import { hasCallbacks, runCallbacks } from './lifecycle.ts'
import { lockMatching, lockOne, matchesOneAtMost } from './matching-keys.ts'
import { type Meta, toContext } from './meta.ts'
import type { Runtime } from './runtime.ts'
import { deleteRows } from './statements/change-rows.ts'
import type { QueryContext } from './statements/query-context.ts'
import { readByKeys } from './statements/read-by-keys.ts'
import { parseWritingCriteria } from './writing-criteria.ts'

interface DestroyTask {
  readonly runtime: Runtime
  readonly context: QueryContext
  readonly where: Condition
  readonly cascades: boolean
  readonly caseInsensitive: boolean
}

/**
 * Destroys all records that match.
 * @throws {UsageError} `E_INVALID_CRITERIA`
 * @throws {PropagationError} with `cascade`, when a record needs one of them
 */
export async function destroy(
  runtime: Runtime,
  clauses: CriteriaClauses,
  meta: Meta,
): Promise<Row[] | undefined> {
  const where = parseWritingCriteria(runtime, clauses, false)
  const task = await prepareTask(runtime, 'destroy', where, clauses, meta)
  const fetch = meta.fetch ?? runtime.model.fetchOn.destroy
  const destroyed = where.kind === 'nothing' ? [] : await applyDestroy(task, fetch)
  return fetch ? finishDestroyed(runtime, destroyed, meta) : undefined
}

/**
 * Destroys the one record that matches, and gives it.
 * @throws {UsageError} `E_TOO_MANY_RECORDS` when several match; nothing is destroyed then.
 */
export async function destroyOne(
  runtime: Runtime,
  clauses: CriteriaClauses,
  meta: Meta,
): Promise<Row | undefined> {
  const where = parseWritingCriteria(runtime, clauses, true)
  const task = await prepareTask(runtime, 'destroyOne', where, clauses, meta)
  if (where.kind === 'nothing') return undefined
  const [record] = await finishDestroyed(runtime, await applyDestroyOne(task), meta)
  return record
}

async function prepareTask(
  runtime: Runtime,
  method: string,
  where: Condition,
  clauses: CriteriaClauses,
  meta: Meta,
): Promise<DestroyTask> {
  const context = toContext(runtime, method, meta)
  await runBeforeDestroy(runtime, clauses, meta)
  const cascades = meta.cascade ?? runtime.model.cascadeOnDestroy
  return { runtime, context, where, cascades, caseInsensitive: meta.caseInsensitive === true }
}

/** The callback gets the criteria whole. It sees what will be destroyed; it cannot change that. */
export async function runBeforeDestroy(
  runtime: Runtime,
  clauses: CriteriaClauses,
  meta: Meta,
): Promise<void> {
  if (!hasCallbacks(runtime, 'beforeDestroy', meta)) return
  const defaults = {
    where: {},
    limit: Number.MAX_SAFE_INTEGER,
    skip: 0,
    sort: [],
    select: ['*'],
    omit: [],
  }
  const given = CLAUSE_NAMES.flatMap((name) =>
    clauses[name] === undefined ? [] : [[name, clauses[name]]],
  )
  await runCallbacks(runtime, 'beforeDestroy', meta, { ...defaults, ...Object.fromEntries(given) })
}

async function applyDestroy(task: DestroyTask, fetch: boolean): Promise<Row[]> {
  const { runtime, context, where, caseInsensitive } = task
  const { storage } = runtime
  if (!task.cascades && (!fetch || storage.dialect.traits.returning.delete)) {
    return (await deleteRows(storage, context, where, { givesRows: fetch, caseInsensitive })).rows
  }
  return atomically(runtime, context, async (inside) => {
    const keys = await lockMatching(storage, inside, where, caseInsensitive)
    return destroyByKeys(task, inside, keys)
  })
}

async function applyDestroyOne(task: DestroyTask): Promise<Row[]> {
  const { runtime, context, where, caseInsensitive } = task
  if (!caseInsensitive && matchesOneAtMost(runtime.model, where)) return applyDestroy(task, true)
  return atomically(runtime, context, async (inside) => {
    const key = await lockOne(runtime.storage, inside, where, caseInsensitive)
    return destroyByKeys(task, inside, key === undefined ? [] : [key])
  })
}

async function destroyByKeys(
  { runtime, cascades }: DestroyTask,
  context: QueryContext,
  keys: readonly unknown[],
): Promise<Row[]> {
  if (keys.length === 0) return []
  const { storage } = runtime
  const records = await readByKeys(storage, context, keys)
  if (cascades) await cascade(runtime, context, keys)
  const options = { givesRows: false, caseInsensitive: false }
  await deleteRows(storage, context, whereKeys(storage, keys), options)
  return records
}

export async function finishDestroyed(
  runtime: Runtime,
  records: Row[],
  meta: Meta,
): Promise<Row[]> {
  finishPlain(runtime, records, meta.decrypt === true)
  if (hasCallbacks(runtime, 'afterDestroy', meta)) {
    await Promise.all(records.map((record) => runCallbacks(runtime, 'afterDestroy', meta, record)))
  }
  return records
}
