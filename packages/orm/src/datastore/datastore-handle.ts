import type { Kysely } from 'kysely'

import { UsageError } from '../errors.ts'
import { Deferred } from '../query/deferred.ts'
import type { Connection } from './connection.ts'
import type { DatastoreConfig } from './datastore-config.ts'
import type { Datastore } from './datastore.ts'
import { NativeQueryError } from './errors.ts'
import { toNativeResult, toNativeStatement } from './native-query.ts'
import { openKysely } from './open-kysely.ts'
import type { TransactionOptions } from './transaction.ts'

/** `async (db) => …`, or the older form `(db, proceed) => …`. */
export type During<Value> = (
  db: Connection,
  proceed: (error?: unknown, value?: Value) => void,
) => Value | Promise<Value>

/** A datastore as apps see it: what `Model.getDatastore()` and `sails.getDatastore()` give. */
export class DatastoreHandle {
  readonly #datastore: Datastore

  constructor(datastore: Datastore) {
    this.#datastore = datastore
  }

  get name(): string {
    return this.#datastore.name
  }

  get config(): DatastoreConfig {
    return this.#datastore.config
  }

  /** The pool or database object of the client library. */
  get manager(): unknown {
    return this.#datastore.manager
  }

  /** The client library. */
  get driver(): unknown {
    return this.#datastore.driver
  }

  /**
   * Runs a function in a transaction: commits when its promise is fulfilled, rolls back and rejects when it is not.
   * Queries in it use the transaction by themselves; `usingConnection(db)` says it expressly. Inside another
   * transaction it is a savepoint.
   */
  transaction<Value>(
    during: During<Value>,
    options: TransactionOptions = {},
  ): ConnectionQuery<Value> {
    const run = toPromising(during, 'transaction')
    return new ConnectionQuery('transaction()', (given) =>
      this.#datastore.transact(run, options, given),
    )
  }

  /** Runs a function with a connection for it alone, without a transaction. */
  leaseConnection<Value>(during: During<Value>): ConnectionQuery<Value> {
    const run = toPromising(during, 'leaseConnection')
    return new ConnectionQuery('leaseConnection()', () => this.#datastore.lease(run))
  }

  /**
   * Sends SQL of the app's own. `$1`, `$2` stand for the values, on every database; names are those of tables and
   * columns.
   * @throws {NativeQueryError} with the driver's error as `raw`
   */
  sendNativeQuery(sql: string, values: readonly unknown[] = []): ConnectionQuery<NativeResult> {
    if (typeof sql !== 'string' || sql.trim() === '') {
      throw new UsageError(
        'E_INVALID_USAGE',
        'sendNativeQuery() needs SQL: a text that is not empty.',
      )
    }
    return new ConnectionQuery('sendNativeQuery()', (given) => this.#sendNative(sql, values, given))
  }

  async #sendNative(
    sql: string,
    values: readonly unknown[],
    given: unknown,
  ): Promise<NativeResult> {
    const { name } = this.#datastore.dialect
    const { statement, params } = toNativeStatement(name, sql, values)
    const connection = this.#datastore.connectionFor(given)
    try {
      const result = await this.#datastore.run(statement, params, {
        connection,
        footprint: 'sendNativeQuery',
      })
      return toNativeResult(name, result) as NativeResult
    } catch (error) {
      const kind = readKind(this.#datastore, error)
      if (kind === undefined) throw error
      throw new NativeQueryError(error, kind === 'unique' ? 'notUnique' : 'catchall')
    }
  }

  /**
   * Kysely on this datastore, for SQL that models have no words for. `Tables` are the tables by their physical names.
   * Its queries use the transaction that they run in.
   */
  kysely<Tables>(): Kysely<Tables> {
    return openKysely<Tables>(this.#datastore)
  }

  /** Calls a function when the transaction that the running code is in has been committed; now, when it is in none. */
  afterCommit(listener: () => unknown): Promise<void> {
    return this.#datastore.afterCommit(listener)
  }
}

function readKind({ dialect }: Datastore, error: unknown): string | undefined {
  return typeof error === 'object' && error !== null ? dialect.readError(error)?.kind : undefined
}

/** What `sendNativeQuery()` gives. On PostgreSQL it is the driver's own result, which has more. */
export interface NativeResult {
  readonly rows: Record<string, unknown>[]
  readonly rowCount: number | null
  readonly [more: string]: unknown
}

/** Something that needs a connection: a transaction, a lease, a native query. */
export class ConnectionQuery<Value> extends Deferred<Value> {
  protected readonly label: string
  readonly #send: (connection: unknown) => Promise<Value>
  #connection: unknown

  constructor(label: string, send: (connection: unknown) => Promise<Value>) {
    super()
    this.label = label
    this.#send = send
  }

  usingConnection(connection: unknown): this {
    this.#connection = connection
    return this
  }

  protected run(): Promise<Value> {
    return this.#send(this.#connection)
  }
}

/** @throws {UsageError} when `during` is no function. */
function toPromising<Value>(
  during: During<Value>,
  method: string,
): (db: Connection) => Promise<Value> {
  if (typeof during !== 'function') {
    throw new UsageError(
      'E_INVALID_USAGE',
      `${method}() needs a function: ${method}(async (db) => …).`,
    )
  }
  if (during.length < 2) return async (db) => during(db, () => undefined)
  return (db) =>
    new Promise<Value>((resolve, reject) => {
      const proceed = (error?: unknown, value?: Value) =>
        error ? reject(error) : resolve(value as Value)
      // An async function that declares `proceed` has still ended when it fails.
      Promise.resolve()
        .then(() => during(db, proceed))
        .catch(reject)
    })
}
