import type * as Pg from 'pg'
import type { Pool, PoolClient, PoolConfig, QueryResult } from 'pg'

import { createPostgresqlDialect } from '../dialect/postgresql-dialect.ts'
import type { Driver, DriverConnection, Result, Row, RunOptions, Statement } from './driver.ts'
import { loadLibrary } from './load-library.ts'
import { throwIfAborted, withDeadline } from './query-deadline.ts'

export interface PgDriverOptions {
  readonly datastore: string
  readonly pool: PoolConfig
  /** Off behind poolers that give every statement another connection (PgBouncer in transaction mode). */
  readonly preparedStatements: boolean
  /** Told of connections that break while nobody uses them. The pool replaces them. */
  readonly onIdleError: (error: Error) => void
}

/** PostgreSQL through `pg`. */
export async function createPgDriver(options: PgDriverOptions): Promise<Driver> {
  const library = (await loadLibrary('pg', options.datastore)) as typeof Pg
  const pool = new library.Pool(options.pool)
  pool.on('error', options.onIdleError)
  const send = createSender(pool, options.preparedStatements)
  return {
    dialect: createPostgresqlDialect(),
    manager: pool,
    library,
    run: (statement, params, runOptions) => runOnPool(pool, send, statement, params, runOptions),
    acquire: async () => toDriverConnection(await pool.connect(), send),
    close: () => pool.end(),
  }
}

type Sender = (
  client: Pool | PoolClient,
  statement: Statement,
  params: readonly unknown[],
  options: RunOptions | undefined,
) => Promise<Result>

function createSender(pool: Pool, isPrepared: boolean): Sender {
  return (client, statement, params, options) => {
    const query = {
      text: statement.sql,
      values: params as unknown[],
      ...nameOf(statement, isPrepared),
    }
    const running = client.query<Row>(query)
    if (!isLimited(options)) return running.then(toResult)
    return withDeadline(running, options, () => cancel(pool, client)).then(toResult)
  }
}

function nameOf(statement: Statement, isPrepared: boolean): { name?: string } {
  return isPrepared && statement.name !== undefined ? { name: statement.name } : {}
}

function cancel(pool: Pool, client: Pool | PoolClient): Promise<unknown> {
  const { processID } = client as { processID?: number }
  return pool.query('select pg_cancel_backend($1)', [processID])
}

function isLimited(options: RunOptions | undefined): options is RunOptions {
  return options?.timeoutMs !== undefined || options?.signal !== undefined
}

/** What can be cancelled needs to know its connection. */
function runOnPool(
  pool: Pool,
  send: Sender,
  statement: Statement,
  params: readonly unknown[],
  options: RunOptions | undefined,
): Promise<Result> {
  if (!isLimited(options)) return send(pool, statement, params, undefined)
  return runLimited(pool, send, statement, params, options)
}

async function runLimited(
  pool: Pool,
  send: Sender,
  statement: Statement,
  params: readonly unknown[],
  options: RunOptions,
): Promise<Result> {
  throwIfAborted(options)
  const client = await pool.connect()
  try {
    return await send(client, statement, params, options)
  } finally {
    client.release()
  }
}

function toDriverConnection(client: PoolClient, send: Sender): DriverConnection {
  // Without a listener, a connection that breaks while it is leased would end the process; its next query rejects.
  const ignore = () => undefined
  client.on('error', ignore)
  return {
    client,
    run: async (statement, params, options) => {
      throwIfAborted(options)
      return send(client, statement, params, options)
    },
    release: (isBroken = false) => {
      client.off('error', ignore)
      client.release(isBroken)
    },
  }
}

function toResult(raw: QueryResult<Row>): Result {
  return { rows: raw.rows, affected: raw.rowCount ?? 0, raw }
}
