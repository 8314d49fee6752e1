import { mkdirSync } from 'node:fs'
import path from 'node:path'

import { type SqliteLibrary, loadLibrary } from './load-library.ts'

/** What `libsql` and `node:sqlite` have in common: the part of better-sqlite3's interface that we use. */
export interface SqliteDatabase {
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
  close(): void
}

/**
 * Only `all` and `run`, and never both on one statement: `libsql` binds nothing when `get` follows `all`.
 */
export interface SqliteStatement {
  all(params: readonly unknown[]): Record<string, unknown>[]
  run(params: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint }
}

export interface SqliteOptions {
  /** Path of the database, or `:memory:`. */
  readonly file: string
  readonly library: SqliteLibrary
  readonly datastore: string
  /** Milliseconds to wait for another process that writes. */
  readonly busyTimeoutMs: number
}

/** How every connection is set: readers do not wait for writers, `like` tells upper from lower case as elsewhere. */
const PRAGMAS = [
  'journal_mode = wal',
  'synchronous = normal',
  'foreign_keys = on',
  'case_sensitive_like = on',
]

/** Opens a database, and makes its folder. */
export async function openSqlite(options: SqliteOptions): Promise<SqliteDatabase> {
  const { file, library, datastore, busyTimeoutMs } = options
  if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true })
  const db =
    library === 'node:sqlite'
      ? openNodeSqlite(await loadLibrary('node:sqlite', datastore), file)
      : openLibsql(await loadLibrary('libsql', datastore), file)
  for (const pragma of [`busy_timeout = ${busyTimeoutMs}`, ...PRAGMAS])
    db.prepare(`pragma ${pragma}`).all([])
  return db
}

interface LibsqlModule {
  default: new (file: string) => SqliteDatabase
}

function openLibsql(module: unknown, file: string): SqliteDatabase {
  const { default: Database } = module as LibsqlModule
  return new Database(file)
}

interface NodeSqliteModule {
  DatabaseSync: new (file: string) => {
    exec(sql: string): void
    prepare(sql: string): { all(...params: unknown[]): unknown[]; run(...params: unknown[]): never }
    close(): void
  }
}

/** `node:sqlite` takes parameters one by one. */
function openNodeSqlite(module: unknown, file: string): SqliteDatabase {
  const { DatabaseSync } = module as NodeSqliteModule
  const db = new DatabaseSync(file)
  return {
    exec: (sql) => db.exec(sql),
    close: () => db.close(),
    prepare: (sql) => {
      const statement = db.prepare(sql)
      return {
        all: (params) => statement.all(...params) as Record<string, unknown>[],
        run: (params) => statement.run(...params),
      }
    },
  }
}
