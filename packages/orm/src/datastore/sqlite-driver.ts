import { createSqliteDialect } from '../dialect/sqlite-dialect.ts'
import type { Driver, DriverConnection, Result, RunOptions, Statement } from './driver.ts'
import { Lock } from './lock.ts'
import {
  type SqliteDatabase,
  type SqliteOptions,
  type SqliteStatement,
  openSqlite,
} from './open-sqlite.ts'
import { throwIfAborted } from './query-deadline.ts'

/**
 * SQLite in this process. One connection writes, and a transaction has it alone; while one is open, others read
 * through a second connection, which sees what was committed. A database in memory has only the first.
 */
export async function createSqliteDriver(options: SqliteOptions): Promise<Driver> {
  const writer = new SqliteConnection(await openSqlite(options))
  const openReader = once(async () => new SqliteConnection(await openSqlite(options)))
  const lock = new Lock()
  const canReadBeside = options.file !== ':memory:'
  let reader: SqliteConnection | undefined

  async function run(
    statement: Statement,
    params: readonly unknown[],
    runOptions?: RunOptions,
  ): Promise<Result> {
    throwIfAborted(runOptions)
    if (!lock.isHeld) return writer.run(statement, params)
    if (statement.kind === 'read' && canReadBeside) {
      reader ??= await openReader()
      return reader.run(statement, params)
    }
    await lock.acquire()
    try {
      return writer.run(statement, params)
    } finally {
      lock.release()
    }
  }

  return {
    dialect: createSqliteDialect(),
    manager: writer.db,
    library: options.library,
    run,
    acquire: async () => {
      await lock.acquire()
      return toDriverConnection(writer, lock)
    },
    close: async () => {
      await lock.acquire()
      writer.db.close()
      reader?.db.close()
    },
  }
}

function toDriverConnection(writer: SqliteConnection, lock: Lock): DriverConnection {
  return {
    client: writer.db,
    run: async (statement, params, options) => {
      throwIfAborted(options)
      return writer.run(statement, params)
    },
    release: () => {
      lock.release()
    },
  }
}

class SqliteConnection {
  readonly db: SqliteDatabase
  readonly #prepared = new WeakMap<Statement, SqliteStatement>()

  constructor(db: SqliteDatabase) {
    this.db = db
  }

  run(statement: Statement, params: readonly unknown[]): Result {
    const prepared = this.#prepare(statement)
    const values = toBindable(params)
    if (statement.givesRows) {
      const rows = prepared.all(values)
      return { rows, affected: rows.length, raw: rows }
    }
    const raw = prepared.run(values)
    return { rows: [], affected: Number(raw.changes), insertId: Number(raw.lastInsertRowid), raw }
  }

  #prepare(statement: Statement): SqliteStatement {
    const known = this.#prepared.get(statement)
    if (known !== undefined) return known
    const prepared = this.db.prepare(statement.sql)
    if (statement.name !== undefined) this.#prepared.set(statement, prepared)
    return prepared
  }
}

/** `libsql` ends the process when it is given anything else than these. */
function toBindable(params: readonly unknown[]): readonly unknown[] {
  return params.every(isBindable) ? params : params.map(toBindableValue)
}

function isBindable(value: unknown): boolean {
  if (typeof value === 'object') return value === null || Buffer.isBuffer(value)
  return typeof value === 'string' || typeof value === 'number'
}

function toBindableValue(value: unknown): unknown {
  switch (typeof value) {
    case 'boolean':
      return Number(value)
    case 'undefined':
      return null
    case 'string':
    case 'number':
    case 'bigint':
      return value
    case 'object':
      return toBindableObject(value)
    default:
      throw new TypeError(`SQLite cannot store a ${typeof value}.`)
  }
}

function toBindableObject(value: object | null): unknown {
  if (value === null) return null
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value)
  return JSON.stringify(value)
}

/** Runs `open` for the first caller only. */
function once<Value>(open: () => Promise<Value>): () => Promise<Value> {
  let opening: Promise<Value> | undefined
  return () => (opening ??= open())
}
