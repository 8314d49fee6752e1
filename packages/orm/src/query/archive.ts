import type { CriteriaClauses } from '../criteria/parse-criteria.ts'
import type { Row } from '../datastore/driver.ts'
import { UsageError } from '../errors.ts'
import { atomically } from './atomically.ts'
import { whereKeys } from './build-select.ts'
import { finishDestroyed, runBeforeDestroy } from './destroy.ts'
import { lockMatching, lockOne } from './matching-keys.ts'
import { type Meta, toContext } from './meta.ts'
import { type Runtime, runtimeOf } from './runtime.ts'
import { deleteRows } from './statements/change-rows.ts'
import { insertRows } from './statements/insert-rows.ts'
import type { QueryContext } from './statements/query-context.ts'
import { readByKeys } from './statements/read-by-keys.ts'
import { parseWritingCriteria } from './writing-criteria.ts'

/**
 * Moves all records that match into the archive, and gives them when they are to be fetched.
 * @throws {UsageError} when the model has no archive
 */
export async function archive(
  runtime: Runtime,
  clauses: CriteriaClauses,
  meta: Meta,
): Promise<Row[] | undefined> {
  const archived = await archiveMatching(runtime, 'archive', clauses, meta)
  return (meta.fetch ?? runtime.model.fetchOn.destroy)
    ? finishDestroyed(runtime, archived, meta)
    : undefined
}

/**
 * Moves the one record that matches into the archive, and gives it.
 * @throws {UsageError} `E_TOO_MANY_RECORDS` when several match; nothing is moved then.
 */
export async function archiveOne(
  runtime: Runtime,
  clauses: CriteriaClauses,
  meta: Meta,
): Promise<Row | undefined> {
  const archived = await archiveMatching(runtime, 'archiveOne', clauses, meta)
  const [record] = await finishDestroyed(runtime, archived, meta)
  return record
}

async function archiveMatching(
  runtime: Runtime,
  method: 'archive' | 'archiveOne',
  clauses: CriteriaClauses,
  meta: Meta,
): Promise<Row[]> {
  const target = archiveOf(runtime)
  const where = parseWritingCriteria(runtime, clauses, method === 'archiveOne')
  const context = toContext(runtime, method, meta)
  await runBeforeDestroy(runtime, clauses, meta)
  if (where.kind === 'nothing') return []
  const isInsensitive = meta.caseInsensitive === true
  return atomically(runtime, context, async (inside) => {
    if (method === 'archive') {
      return move(
        runtime,
        target,
        inside,
        await lockMatching(runtime.storage, inside, where, isInsensitive),
      )
    }
    const key = await lockOne(runtime.storage, inside, where, isInsensitive)
    return move(runtime, target, inside, key === undefined ? [] : [key])
  })
}

function archiveOf(runtime: Runtime): Runtime {
  const { archiveModelIdentity, identity } = runtime.model
  if (archiveModelIdentity !== false) return runtimeOf(runtime, archiveModelIdentity)
  throw new UsageError(
    'E_INVALID_USAGE',
    `The model \`${identity}\` has no archive: its \`archiveModelIdentity\` is false. Use destroy(), or name a model.`,
    { modelIdentity: identity },
  )
}

async function move(
  { model, storage }: Runtime,
  target: Runtime,
  context: QueryContext,
  keys: readonly unknown[],
): Promise<Row[]> {
  if (keys.length === 0) return []
  const originals = await readByKeys(storage, context, keys)
  const copies = originals.map((originalRecord) => ({
    fromModel: model.identity,
    originalRecord,
    originalRecordId: originalRecord[model.primaryKey],
  }))
  const records = target.values.newRecords(copies, Date.now())
  const isNear = target.storage.datastore === storage.datastore
  const { connection: _, ...elsewhere } = context
  await insertRows(target.storage, isNear ? context : elsewhere, records, { givesRows: false })
  await deleteRows(storage, context, whereKeys(storage, keys), {
    givesRows: false,
    caseInsensitive: false,
  })
  return originals
}
