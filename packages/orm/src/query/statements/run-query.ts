import type { Result } from '../../datastore/driver.ts'
import { OrmError } from '../../errors.ts'
import { toAdapterError } from './adapter-error.ts'
import type { PreparedQuery } from './prepared-query.ts'
import type { QueryContext } from './query-context.ts'
import type { Storage } from './storage.ts'

/**
 * Sends a statement.
 * @throws {AdapterError} when the database refuses it
 */
export function runQuery(
  storage: Storage,
  context: QueryContext,
  query: PreparedQuery,
  values: readonly unknown[],
): Promise<Result> {
  const { datastore, model } = storage
  const footprint = `${model.identity}.${context.method}`
  // Not awaited: with AsyncLocalStorage in use, every promise in between costs a microsecond.
  return datastore
    .run(query.statement, query.toParams(values), { ...context, footprint })
    .catch((error: unknown) => refuse(storage, context, error))
}

async function refuse(storage: Storage, context: QueryContext, error: unknown): Promise<never> {
  throw error instanceof OrmError ? error : await toAdapterError(storage, context, error)
}

/** The statement of this key: the one that was made before, or a new one. */
export function findOrPrepare<Prepared>(
  storage: Storage,
  key: string,
  prepare: () => Prepared,
): Prepared {
  const known = storage.statements.get(key)
  if (known !== undefined) return known as Prepared
  const prepared = prepare()
  storage.statements.set(key, prepared)
  return prepared
}
