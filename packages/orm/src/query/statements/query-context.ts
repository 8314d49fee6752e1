import type { Connection } from '../../datastore/connection.ts'

/** What every statement of one query shares. */
export interface QueryContext {
  readonly connection?: Connection | undefined
  /** Name of the model's method, for errors and the query log. */
  readonly method: string
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}
