import type { Runtime } from './runtime.ts'
import type { QueryContext } from './statements/query-context.ts'

/** Runs several statements as one: in a transaction, or as a savepoint of the one that the query is in. */
export function atomically<Value>(
  { storage }: Runtime,
  context: QueryContext,
  during: (context: QueryContext) => Promise<Value>,
): Promise<Value> {
  return storage.datastore.transact(
    (connection) => during({ ...context, connection }),
    {},
    context.connection,
  )
}
