import type { DialectName } from '../dialect/dialect.ts'
import type { Connection } from './connection.ts'
import type { Statement } from './driver.ts'
import { TransactionTimeoutError } from './errors.ts'

export type Isolation = 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable'

export interface TransactionOptions {
  /** @default the database's own; SQLite has only `serializable` */
  readonly isolation?: Isolation
  /** Refuses writes. @default false */
  readonly readOnly?: boolean
  /** Milliseconds after which it is rolled back. @default none */
  readonly timeoutMs?: number
}

/** Begins, runs and commits; rolls back when anything fails. */
export async function inTransaction<Value>(
  dialect: DialectName,
  connection: Connection,
  run: () => Promise<Value>,
  options: TransactionOptions,
): Promise<Value> {
  await runCommands(connection, beginCommands(dialect, options))
  try {
    const value = await run()
    await connection.command('commit')
    return value
  } catch (error) {
    await connection.rollBack('rollback')
    throw error
  } finally {
    await runCommands(connection, cleanUpCommands(dialect, options))
  }
}

/** Savepoints of one name are a stack: the last one is meant. */
const SAVEPOINT: Statement = { sql: 'savepoint halyard', kind: 'write', givesRows: false }

/** The same within a transaction. */
export async function inSavepoint<Value>(
  outer: Connection,
  connection: Connection,
  run: () => Promise<Value>,
): Promise<Value> {
  await outer.run(SAVEPOINT, [])
  try {
    const value = await run()
    await connection.command('release savepoint halyard')
    return value
  } catch (error) {
    await connection.rollBack('rollback to savepoint halyard', 'release savepoint halyard')
    throw error
  }
}

/** @throws {TransactionTimeoutError} */
export async function withinTime<Value>(
  running: Promise<Value>,
  datastore: string,
  timeoutMs: number,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TransactionTimeoutError(datastore, timeoutMs)), timeoutMs)
  })
  try {
    return await Promise.race([running, expiry])
  } finally {
    clearTimeout(timer)
  }
}

async function runCommands(connection: Connection, commands: readonly string[]): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop
  for (const command of commands) await connection.command(command)
}

function beginCommands(
  dialect: DialectName,
  { isolation, readOnly = false }: TransactionOptions,
): string[] {
  if (dialect === 'sqlite') {
    // At once: a reader that wants to write later can be refused when another process has written.
    return readOnly ? ['pragma query_only = on', 'begin'] : ['begin immediate']
  }
  const mode = readOnly ? ' read only' : ''
  if (dialect === 'postgresql') {
    return [`begin${isolation ? ` isolation level ${isolation}` : ''}${mode}`]
  }
  const start = `start transaction${mode}`
  return isolation ? [`set transaction isolation level ${isolation}`, start] : [start]
}

function cleanUpCommands(dialect: DialectName, options: TransactionOptions): readonly string[] {
  return dialect === 'sqlite' && options.readOnly ? ['pragma query_only = off'] : []
}
