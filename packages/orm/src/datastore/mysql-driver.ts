import type * as Mysql from 'mysql2'
import type { Pool, PoolConnection, PoolOptions, ResultSetHeader } from 'mysql2'

import { createMysqlDialect } from '../dialect/mysql-dialect.ts'
import type { Driver, DriverConnection, Result, Row, RunOptions, Statement } from './driver.ts'
import { loadLibrary } from './load-library.ts'
import { throwIfAborted, withDeadline } from './query-deadline.ts'

export interface MysqlDriverOptions {
  readonly datastore: string
  readonly pool: PoolOptions
  readonly preparedStatements: boolean
}

/** How every connection is set. The length is of JSON that `json_arrayagg` puts together: MariaDB cuts it off there. */
const SESSION = 'set session group_concat_max_len = 4294967295'

/** Values are bound to at most so many places; more go as text. */
const MAX_PLACES = 65_000

/** MySQL and MariaDB through `mysql2`. */
export async function createMysqlDriver(options: MysqlDriverOptions): Promise<Driver> {
  const library = (await loadLibrary('mysql2', options.datastore)) as typeof Mysql
  const pool = library.createPool({ ...options.pool, ...FIXED })
  pool.on('connection', (connection) => {
    connection.query(SESSION)
    // Without a listener a broken connection would end the process; the pool replaces it.
    connection.on('error', () => undefined)
  })
  const isMariaDb = await readFlavour(pool)
  const send = createSender(options.preparedStatements)
  return {
    dialect: createMysqlDialect({ isMariaDb }),
    manager: pool,
    library,
    run: (statement, params, runOptions) => runOnPool(pool, send, statement, params, runOptions),
    acquire: async () => toDriverConnection(await connect(pool), pool, send),
    close: () =>
      new Promise((resolve, reject) => pool.end((error) => (error ? reject(error) : resolve()))),
  }
}

/** Same values as with the other databases: JSON as text, which decoders read; numbers never rounded; times in UTC. */
const FIXED = {
  supportBigNumbers: true,
  bigNumberStrings: false,
  jsonStrings: true,
  timezone: 'Z',
  charset: 'utf8mb4',
} satisfies PoolOptions

async function readFlavour(pool: Pool): Promise<boolean> {
  const [row] = await query<{ version: string }[]>(pool, 'select version() as version').catch(
    (error: unknown) => {
      pool.end(() => undefined)
      throw error
    },
  )
  return /mariadb/iu.test(row?.version ?? '')
}

function query<Answer>(pool: Pool, sql: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    pool.query(sql, (error, answer) => (error ? reject(error) : resolve(answer as Answer)))
  })
}

function connect(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)))
  })
}

type Sender = (
  client: Pool | PoolConnection,
  statement: Statement,
  params: readonly unknown[],
) => Promise<Result>

function createSender(isPrepared: boolean): Sender {
  return (client, statement, params) =>
    new Promise((resolve, reject) => {
      const done = (error: Error | null, answer: unknown) =>
        error ? reject(error) : resolve(toResult(answer))
      const values = params.map(toBindable)
      const asPrepared = isPrepared && statement.name !== undefined && values.length <= MAX_PLACES
      if (asPrepared) client.execute(statement.sql, values, done)
      else client.query(statement.sql, values, done)
    })
}

/** `mysql2` sends nothing at all when a value is `undefined`. */
function toBindable(value: unknown): string | number | bigint | Buffer | Date | null {
  if (value === undefined) return null
  return typeof value === 'boolean' ? Number(value) : (value as string)
}

/** What can be cancelled needs to know its connection. */
async function runOnPool(
  pool: Pool,
  send: Sender,
  statement: Statement,
  params: readonly unknown[],
  options: RunOptions | undefined,
): Promise<Result> {
  if (!isLimited(options)) return send(pool, statement, params)
  const connection = await connect(pool)
  try {
    return await sendLimited(pool, connection, send, statement, params, options)
  } finally {
    connection.release()
  }
}

function isLimited(options: RunOptions | undefined): options is RunOptions {
  return options?.timeoutMs !== undefined || options?.signal !== undefined
}

function sendLimited(
  pool: Pool,
  connection: PoolConnection,
  send: Sender,
  statement: Statement,
  params: readonly unknown[],
  options: RunOptions,
): Promise<Result> {
  throwIfAborted(options)
  const running = send(connection, statement, params)
  return withDeadline(running, options, () => query(pool, `kill query ${connection.threadId}`))
}

function toDriverConnection(
  connection: PoolConnection,
  pool: Pool,
  send: Sender,
): DriverConnection {
  return {
    client: connection,
    run: async (statement, params, options) =>
      isLimited(options)
        ? sendLimited(pool, connection, send, statement, params, options)
        : send(connection, statement, params),
    release: (isBroken = false) => {
      if (isBroken) connection.destroy()
      else connection.release()
    },
  }
}

function toResult(answer: unknown): Result {
  if (Array.isArray(answer)) return { rows: answer as Row[], affected: answer.length, raw: answer }
  const { affectedRows, insertId } = answer as ResultSetHeader
  return { rows: [], affected: affectedRows, insertId, raw: answer }
}
