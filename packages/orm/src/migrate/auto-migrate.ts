import type { Orm } from '../create-orm.ts'
import { sql, table } from '../dialect/fragment.ts'
import type { DefinitionLog } from '../schema/model-definition.ts'
import { type TableChanges, compareTable } from './compare-table.ts'
import { MigrationRefusedError } from './errors.ts'
import { findProblems } from './find-problems.ts'
import { readMysqlTables } from './read-mysql.ts'
import { readPostgresqlTables } from './read-postgresql.ts'
import { readSqliteTables } from './read-sqlite.ts'
import { type Session, inMigration } from './session.ts'
import type { TableState } from './table-state.ts'
import { type WantedTable, toWantedTable } from './wanted-table.ts'
import { addForeignKeys, alterTable, createTable, dropTable } from './write-table.ts'

/**
 * What happens to the tables of the models: `safe` nothing, `drop` they are made anew and empty, `alter` they follow
 * the models and keep their records.
 */
export type MigrationStrategy = 'alter' | 'drop' | 'safe'

export interface AutoMigrateOptions {
  /** Told of every statement, by `debug`. @default nothing is logged */
  readonly log?: DefinitionLog
}

/**
 * Brings the tables of all models into step with their definitions: in one transaction for each datastore, where the
 * database has that for tables (MySQL has not). Columns, indexes and tables that no model wants stay, and so do views
 * and the tables of models with `migrate: 'safe'`. With `inMemoryOnly` a database begins empty: its
 * tables are made whatever the strategy is.
 *
 * @throws {MigrationRefusedError} when records do not allow a change of `alter`; nothing was changed in that datastore.
 * @throws {MigrationFailedError} when the database refuses a statement.
 * @see Sails concepts: models and ORM, model settings, `migrate`
 */
export async function autoMigrate(
  orm: Pick<Orm, 'schemas' | 'datastores'>,
  strategy: MigrationStrategy,
  { log }: AutoMigrateOptions = {},
): Promise<void> {
  for (const datastore of orm.datastores.values()) {
    const steps = datastore.config.inMemoryOnly ? 'drop' : strategy
    if (steps === 'safe') continue
    const tables = [...orm.schemas.values()]
      .filter((model) => model.datastore === datastore.name && model.migrate !== 'safe')
      .map((model) => toWantedTable(model, datastore, orm.schemas))
    const tell = (statement: string) =>
      log?.debug(`Migration of \`${datastore.name}\`: ${statement}`)
    if (tables.length > 0)
      // oxlint-disable-next-line no-await-in-loop
      await inMigration(datastore, tell, (session) => migrate(session, tables, steps))
  }
}

async function migrate(
  session: Session,
  tables: readonly WantedTable[],
  strategy: 'alter' | 'drop',
): Promise<void> {
  const found = await readTables(session, tables)
  const own = tables.filter(({ name }) => !found.get(name)?.isView)
  if (strategy === 'drop') await dropAndCreate(session, own)
  else await alter(session, own, found)
}

function readTables(
  session: Session,
  tables: readonly WantedTable[],
): Promise<Map<string, TableState>> {
  const names = tables.map(({ name }) => name)
  if (session.dialect.name === 'postgresql') return readPostgresqlTables(session, names)
  return session.dialect.name === 'mysql'
    ? readMysqlTables(session, names)
    : readSqliteTables(session, names)
}

async function dropAndCreate(session: Session, tables: readonly WantedTable[]): Promise<void> {
  if (session.dialect.name === 'mysql') await session.change(sql`set foreign_key_checks = 0`)
  try {
    // oxlint-disable-next-line no-await-in-loop
    for (const { name } of tables) await dropTable(session, name)
  } finally {
    if (session.dialect.name === 'mysql') await session.change(sql`set foreign_key_checks = 1`)
  }
  await createTables(session, tables)
}

async function createTables(session: Session, tables: readonly WantedTable[]): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop
  for (const wanted of tables) await createTable(session, wanted)
  // oxlint-disable-next-line no-await-in-loop
  for (const wanted of tables) await addForeignKeys(session, wanted)
}

/** All checks of all tables come before the first change. */
async function alter(
  session: Session,
  tables: readonly WantedTable[],
  found: ReadonlyMap<string, TableState>,
): Promise<void> {
  const { datastore, dialect } = session
  const missing = tables.filter(({ name }) => !found.has(name))
  const changes = tables.flatMap((wanted) => {
    const state = found.get(wanted.name)
    return state === undefined ? [] : [compareTable(dialect.name, wanted, state)]
  })
  const problems = []
  // oxlint-disable-next-line no-await-in-loop
  for (const change of changes) problems.push(...(await findProblems(session, change)))
  if (problems.length > 0) throw new MigrationRefusedError(datastore.name, problems)
  await createTables(session, missing)
  // oxlint-disable-next-line no-await-in-loop
  for (const change of changes) await alterOrReplace(session, change)
  await advanceSequences(session, changes)
}

/** Another key means another table; it is empty, or it would have been refused. */
async function alterOrReplace(session: Session, changes: TableChanges): Promise<void> {
  if (!changes.hasOtherKey) return alterTable(session, changes)
  await dropTable(session, changes.table.name)
  await createTables(session, [changes.table])
}

/** Behind the last key: rows may have come in by another way than through the models. */
async function advanceSequences(
  { datastore, rows }: Session,
  changes: readonly TableChanges[],
): Promise<void> {
  const { dialect } = datastore
  if (dialect.advanceKeys === undefined) return
  for (const { table: wanted } of changes) {
    const key = wanted.columns.find(
      ({ attribute }) => attribute.isPrimaryKey && attribute.autoIncrement,
    )
    if (key === undefined) continue
    const last = sql`(select max(${sql.id(key.name)}) from ${table(wanted.name)})`
    // oxlint-disable-next-line no-await-in-loop
    await rows(dialect.advanceKeys(wanted.name, key.name, last))
  }
}
