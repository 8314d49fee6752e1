import { AsyncLocalStorage } from 'node:async_hooks'

import type { Dialect } from '../dialect/dialect.ts'
import { Connection, type Lease } from './connection.ts'
import type { DatastoreConfig } from './datastore-config.ts'
import type { Driver, Result, RunOptions, Statement } from './driver.ts'
import { ConnectionUsageError } from './errors.ts'
import { type DatastoreListeners, createQueryLog } from './query-log.ts'
import { StatementNames } from './statement-names.ts'
import { type TransactionOptions, inSavepoint, inTransaction, withinTime } from './transaction.ts'

export interface DatastoreRunOptions extends RunOptions {
  /** Connection to use. @default the one of the transaction that the caller is in, or any */
  readonly connection?: Connection | undefined
  /** For the query log: `user.find`. */
  readonly footprint?: string
}

/** One configured database. */
export class Datastore {
  readonly name: string
  readonly config: DatastoreConfig
  readonly dialect: Dialect
  readonly statementNames: StatementNames = new StatementNames()
  readonly #driver: Driver
  /** The connection of the transaction that the running code is in. */
  readonly #current = new AsyncLocalStorage<Connection>()
  readonly #log: ReturnType<typeof createQueryLog>

  constructor(
    name: string,
    config: DatastoreConfig,
    driver: Driver,
    listeners: DatastoreListeners,
  ) {
    this.name = name
    this.config = config
    this.dialect = driver.dialect
    this.#driver = driver
    this.#log = createQueryLog(name, listeners)
  }

  /** The pool or database of the client library. */
  get manager(): unknown {
    return this.#driver.manager
  }

  /** The client library. */
  get driver(): unknown {
    return this.#driver.library
  }

  /**
   * Sends one statement.
   * @throws what the client library rejects with; see `Dialect.readError`
   */
  run(
    statement: Statement,
    params: readonly unknown[],
    options: DatastoreRunOptions = {},
  ): Promise<Result> {
    const connection = this.connectionFor(options.connection)
    const limits = this.#limitsOf(options)
    if (this.#log === undefined) return this.#send(connection, statement, params, limits)
    return this.#log(statement, params, options.footprint, () =>
      this.#send(connection, statement, params, limits),
    )
  }

  #send(
    connection: Connection | undefined,
    statement: Statement,
    params: readonly unknown[],
    limits: RunOptions | undefined,
  ): Promise<Result> {
    return (connection ?? this.#driver).run(statement, params, limits)
  }

  #limitsOf({
    timeoutMs = this.config.statementTimeoutMs,
    signal,
  }: RunOptions): RunOptions | undefined {
    if (!timeoutMs && signal === undefined) return undefined
    return { ...(timeoutMs && { timeoutMs }), ...(signal && { signal }) }
  }

  /**
   * The connection that a query has to use: the one that it names, or the one of the transaction that it runs in.
   * @throws {ConnectionUsageError} when it is none of ours, or of another datastore.
   */
  connectionFor(given: unknown): Connection | undefined {
    if (given === undefined || given === null) return this.currentConnection()
    if (!(given instanceof Connection)) {
      throw new ConnectionUsageError(
        'E_NOT_A_CONNECTION',
        '`usingConnection()` takes what `transaction()` or `leaseConnection()` passes to its function.',
      )
    }
    if (given.datastore === this.name) return given
    throw new ConnectionUsageError(
      'E_WRONG_DATASTORE',
      `A query on the datastore \`${this.name}\` uses a connection of \`${given.datastore}\`. ` +
        `Lease one of \`${this.name}\` for it.`,
    )
  }

  /** The connection of the transaction that the running code is in. What outlives its transaction is in none. */
  currentConnection(): Connection | undefined {
    const connection = this.#current.getStore()
    return connection?.hasEnded ? undefined : connection
  }

  /** Calls `during` with a connection that nobody else uses meanwhile. */
  lease<Value>(during: (db: Connection) => Value | Promise<Value>): Promise<Value> {
    return this.#withLease(async (lease) => {
      const connection = new Connection(this.name, lease, false)
      try {
        return await during(connection)
      } finally {
        connection.end()
      }
    })
  }

  async #withLease<Value>(use: (lease: Lease) => Promise<Value>): Promise<Value> {
    const lease = { connection: await this.#driver.acquire(), isBroken: false }
    try {
      return await use(lease)
    } finally {
      lease.connection.release(lease.isBroken)
    }
  }

  /**
   * Calls `during` in a transaction: commits when it succeeds, rolls back when it fails. Inside another transaction it
   * is a savepoint of that one. Queries that `during` makes, however deep, use its connection by themselves.
   */
  async transact<Value>(
    during: (db: Connection) => Value | Promise<Value>,
    options: TransactionOptions = {},
    given?: unknown,
  ): Promise<Value> {
    const outer = this.connectionFor(given)
    if (outer?.isTransaction) return this.#inSavepoint(outer, during, options)
    if (outer !== undefined) return this.#inTransaction(outer.nested(), during, options)
    return this.#withLease((lease) =>
      this.#inTransaction(new Connection(this.name, lease, true), during, options),
    )
  }

  async #inTransaction<Value>(
    connection: Connection,
    during: (db: Connection) => Value | Promise<Value>,
    options: TransactionOptions,
  ): Promise<Value> {
    const run = this.#during(connection, during, options)
    const value = await inTransaction(this.dialect.name, connection, run, options)
    await connection.settle(undefined)
    return value
  }

  async #inSavepoint<Value>(
    outer: Connection,
    during: (db: Connection) => Value | Promise<Value>,
    options: TransactionOptions,
  ): Promise<Value> {
    await outer.nesting.acquire()
    try {
      const connection = outer.nested()
      const value = await inSavepoint(outer, connection, this.#during(connection, during, options))
      await connection.settle(outer)
      return value
    } finally {
      outer.nesting.release()
    }
  }

  /** `during` as a function that knows its connection, keeps to its time, and after which the connection is refused. */
  #during<Value>(
    connection: Connection,
    during: (db: Connection) => Value | Promise<Value>,
    { timeoutMs }: TransactionOptions,
  ): () => Promise<Value> {
    return async () => {
      try {
        const running = this.#current.run(connection, async () => during(connection))
        return await (timeoutMs === undefined ? running : withinTime(running, this.name, timeoutMs))
      } finally {
        connection.end()
      }
    }
  }

  /** Calls a function when the transaction that the running code is in has been committed, or now. */
  async afterCommit(listener: () => unknown, given?: unknown): Promise<void> {
    const connection = this.connectionFor(given)
    if (connection?.isTransaction) connection.afterCommit(listener)
    else await listener()
  }

  /** Ends every connection. */
  close(): Promise<void> {
    return this.#driver.close()
  }
}
