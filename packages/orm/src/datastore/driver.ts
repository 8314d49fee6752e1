import type { Dialect } from '../dialect/dialect.ts'

/**
 * What a datastore needs of a database's client library. One file for each library implements it; nothing else
 * imports one.
 */
export interface Driver {
  readonly dialect: Dialect
  /** The pool or database object of the library. */
  readonly manager: unknown
  /** The library itself. */
  readonly library: unknown
  run(statement: Statement, params: readonly unknown[], options?: RunOptions): Promise<Result>
  /** A connection for one user alone, until it is released. */
  acquire(): Promise<DriverConnection>
  /** Ends every connection; waits for those that are in use. */
  close(): Promise<void>
}

export interface DriverConnection {
  readonly client: unknown
  run(statement: Statement, params: readonly unknown[], options?: RunOptions): Promise<Result>
  /** @param isBroken Whether the connection must not be used again. */
  release(isBroken?: boolean): void
}

/** One SQL text. The object stands for the prepared statement: drivers keep what they know of it by this object. */
export interface Statement {
  readonly sql: string
  /** `read` may run beside a transaction that is open elsewhere. */
  readonly kind: 'read' | 'write'
  /** Whether rows come back. */
  readonly givesRows: boolean
  /** Name for a prepared statement; none for what is said once. */
  readonly name?: string
}

export interface RunOptions {
  /** Milliseconds after which the statement is given up. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export type Row = Record<string, unknown>

export interface Result {
  readonly rows: Row[]
  /** Rows that an insert, update or delete has touched; for an update those that match. */
  readonly affected: number
  /** First key that the database made, where it does not give rows back. */
  readonly insertId?: number
  /** What the library answered: the result of native queries. */
  readonly raw: unknown
}
