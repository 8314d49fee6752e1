import type { Result } from '../../datastore/driver.ts'
import { QueryAbortedError } from '../../datastore/errors.ts'
import { OrmError } from '../../errors.ts'
import { toAdapterError } from './adapter-error.ts'
import type { PreparedQuery } from './prepared-query.ts'
import type { QueryContext } from './query-context.ts'
import type { Storage } from './storage.ts'

/**
 * Sends a statement.
 * @throws {AdapterError} when the database refuses it
 */
export async function runQuery(
  storage: Storage,
  context: QueryContext,
  query: PreparedQuery,
  values: readonly unknown[],
): Promise<Result> {
  const { datastore, model } = storage
  try {
    const footprint = `${model.identity}.${context.method}`
    return await datastore.run(query.statement, query.toParams(values), { ...context, footprint })
  } catch (error) {
    if (error instanceof OrmError || error instanceof QueryAbortedError) throw error
    throw await toAdapterError(storage, context, error)
  }
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
