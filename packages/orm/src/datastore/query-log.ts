import type { Result, Statement } from './driver.ts'

/** One statement that was sent. Its values are not in it: they can be anybody's data. */
export interface QueryEvent {
  readonly datastore: string
  readonly sql: string
  /** How many values were bound. */
  readonly paramCount: number
  /** Model and method that sent it: `user.find`. */
  readonly footprint?: string
  readonly durationMs: number
  /** Rows that came back, or that were touched. */
  readonly rows: number
  readonly error?: unknown
}

export interface DatastoreListeners {
  readonly onQuery?: ((event: QueryEvent) => void) | undefined
  readonly onSlowQuery?: ((event: QueryEvent) => void) | undefined
  /** Milliseconds from which on a query is slow. @default 1000 */
  readonly slowQueryMs?: number | undefined
}

export type LoggedRun = (
  statement: Statement,
  params: readonly unknown[],
  footprint: string | undefined,
  run: () => Promise<Result>,
) => Promise<Result>

const DEFAULT_SLOW_QUERY_MS = 1_000

/** Reports what is sent to those who listen; `undefined` when nobody does, so that it costs nothing. */
export function createQueryLog(
  datastore: string,
  listeners: DatastoreListeners,
): LoggedRun | undefined {
  const { onQuery, onSlowQuery, slowQueryMs = DEFAULT_SLOW_QUERY_MS } = listeners
  if (onQuery === undefined && onSlowQuery === undefined) return undefined
  const report = (event: QueryEvent) => {
    onQuery?.(event)
    if (event.durationMs >= slowQueryMs) onSlowQuery?.(event)
  }
  return async (statement, params, footprint, run) => {
    const start = performance.now()
    const toEvent = (rows: number, error?: unknown): QueryEvent => ({
      datastore,
      sql: statement.sql,
      paramCount: params.length,
      ...(footprint !== undefined && { footprint }),
      durationMs: performance.now() - start,
      rows,
      ...(error !== undefined && { error }),
    })
    try {
      const result = await run()
      report(toEvent(result.affected))
      return result
    } catch (error) {
      report(toEvent(0, error))
      throw error
    }
  }
}
