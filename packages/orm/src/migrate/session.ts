import type { Connection } from '../datastore/connection.ts'
import type { Datastore } from '../datastore/datastore.ts'
import type { Row } from '../datastore/driver.ts'
import type { Dialect } from '../dialect/dialect.ts'
import { type Fragment, sql } from '../dialect/fragment.ts'
import { MigrationFailedError, MigrationLockedError } from './errors.ts'

/** The connection of one migration. */
export interface Session {
  readonly datastore: Datastore
  readonly dialect: Dialect
  readonly rows: (query: Fragment) => Promise<Row[]>
  /** One after the other. @throws {MigrationFailedError} when the database refuses one */
  readonly change: (...statements: readonly Fragment[]) => Promise<void>
}

/** One process changes the tables at a time; the others find nothing to do after it. How long they wait on MySQL. */
const LOCK_TIMEOUT_S = 120
/** Name of the lock in MySQL; a number that stands for it in PostgreSQL. */
const LOCK_NAME = 'halyard-migrate'
const LOCK_NUMBER = 7_161_803_254

/** Calls `during` with a connection for it alone: in a transaction where that covers changes of tables. */
export function inMigration<Value>(
  datastore: Datastore,
  log: (statement: string) => void,
  during: (session: Session) => Promise<Value>,
): Promise<Value> {
  return datastore.lease(async (connection) => {
    const session = createSession(datastore, connection, log)
    switch (datastore.dialect.name) {
      case 'sqlite':
        return withoutForeignKeys(session, () =>
          datastore.transact((db) => during(createSession(datastore, db, log)), {}, connection),
        )
      case 'postgresql':
        return datastore.transact(
          async (db) => {
            const inside = createSession(datastore, db, log)
            await inside.rows(sql`select pg_advisory_xact_lock(${LOCK_NUMBER})`)
            return during(inside)
          },
          {},
          connection,
        )
      default:
        return withNamedLock(session, () => during(session))
    }
  })
}

function createSession(
  datastore: Datastore,
  connection: Connection,
  log: (statement: string) => void,
): Session {
  const { dialect } = datastore
  const run = async (fragment: Fragment, givesRows: boolean): Promise<Row[]> => {
    const { sql: text, params } = dialect.compile(fragment)
    const statement = { sql: text, kind: 'write' as const, givesRows }
    const { rows } = await datastore.run(statement, params, { connection, footprint: 'migrate' })
    return rows
  }
  const changeOne = async (statement: Fragment): Promise<void> => {
    const text = dialect.compile(statement).sql
    log(text)
    try {
      await run(statement, false)
    } catch (error) {
      throw new MigrationFailedError(datastore.name, text, dialect.traits.transactionalDdl, error)
    }
  }
  return {
    datastore,
    dialect,
    rows: (query) => run(query, true),
    change: async (...statements) => {
      // oxlint-disable-next-line no-await-in-loop
      for (const statement of statements) await changeOne(statement)
    },
  }
}

/**
 * A table that is made anew is dropped in between, which must not touch the rows that refer to it; nor may views that
 * read it keep the new one from getting its name.
 */
async function withoutForeignKeys<Value>(
  session: Session,
  during: () => Promise<Value>,
): Promise<Value> {
  await session.rows(sql`pragma foreign_keys = off`)
  await session.rows(sql`pragma legacy_alter_table = on`)
  try {
    return await during()
  } finally {
    await session.rows(sql`pragma legacy_alter_table = off`)
    await session.rows(sql`pragma foreign_keys = on`)
  }
}

async function withNamedLock<Value>(
  session: Session,
  during: () => Promise<Value>,
): Promise<Value> {
  const [row] = await session.rows(sql`select get_lock(${LOCK_NAME}, ${LOCK_TIMEOUT_S}) as got`)
  if (Number(row?.['got']) !== 1)
    throw new MigrationLockedError(session.datastore.name, LOCK_TIMEOUT_S)
  try {
    return await during()
  } finally {
    await session.rows(sql`select release_lock(${LOCK_NAME})`)
  }
}
