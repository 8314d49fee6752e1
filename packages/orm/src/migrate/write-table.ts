import type { DialectName } from '../dialect/dialect.ts'
import { type Fragment, joinWith, sql, table } from '../dialect/fragment.ts'
import { baseValueOf } from './base-value.ts'
import { type Family, familyOf } from './column-family.ts'
import type { TableChanges } from './compare-table.ts'
import { splitName } from './read-sqlite.ts'
import { needsRebuild, rebuildTable } from './rebuild-sqlite.ts'
import type { Session } from './session.ts'
import type { ColumnState } from './table-state.ts'
import type { WantedColumn, WantedForeignKey, WantedIndex, WantedTable } from './wanted-table.ts'

/** Makes a table with its indexes. Foreign keys come when all tables are there, except in SQLite. */
export async function createTable(
  { dialect, change }: Session,
  wanted: WantedTable,
): Promise<void> {
  const columns = wanted.columns.map(
    (column) => sql`${sql.id(column.name)} ${sql.raw(definitionOf(column))}`,
  )
  const foreignKeys = dialect.name === 'sqlite' ? wanted.foreignKeys.map(foreignKeyClause) : []
  const list = joinWith([...columns, ...foreignKeys], sql`, `)
  // Tables of MySQL servers of older days would be in other character sets by default.
  const options = dialect.name === 'mysql' ? sql` character set utf8mb4` : sql``
  await change(sql`create table ${table(wanted.name)} (${list})${options}`)
  await change(...wanted.indexes.map((index) => createIndex(dialect.name, wanted, index)))
}

function definitionOf({ type, notNull, attribute }: WantedColumn): string {
  return attribute.isPrimaryKey
    ? `${type} primary key not null`
    : `${type}${notNull ? ' not null' : ''}`
}

function foreignKeyClause({ column, table: target, key, cascade }: WantedForeignKey): Fragment {
  const onDelete = cascade ? sql` on delete cascade` : sql``
  return sql`foreign key (${sql.id(column)}) references ${table(target)} (${sql.id(key)})${onDelete}`
}

export async function addForeignKeys(
  { dialect, change }: Session,
  wanted: WantedTable,
): Promise<void> {
  if (dialect.name === 'sqlite') return
  await change(
    ...wanted.foreignKeys.map(
      (foreignKey) => sql`alter table ${table(wanted.name)} add ${foreignKeyClause(foreignKey)}`,
    ),
  )
}

/** Brings a table that is there into step with its model. What would lose something was refused before. */
export async function alterTable(session: Session, changes: TableChanges): Promise<void> {
  const { change, dialect } = session
  const { table: wanted } = changes
  if (dialect.name === 'sqlite' && needsRebuild(changes)) await rebuildTable(session, changes)
  else await change(...columnChanges(dialect.name, changes))
  await fillColumns(session, changes)
  await change(
    ...changes.newIndexes.map((index) => createIndex(dialect.name, wanted, index)),
    ...changes.oldIndexes.map((name) => dropIndex(dialect.name, wanted.name, name)),
  )
}

function columnChanges(dialect: DialectName, changes: TableChanges): Fragment[] {
  const { table: wanted, relaxed, retyped, added } = changes
  // A column that becomes another type gets its nullability with it on MySQL.
  const required = changes.required.filter(
    ({ from }) => dialect !== 'mysql' || !retyped.some((one) => one.from === from),
  )
  const alter = sql`alter table ${table(wanted.name)}`
  return [
    ...relaxed.map((column) => sql`${alter} ${setNull(dialect, column, true)}`),
    ...retyped.map(({ column, from }) => sql`${alter} ${setType(dialect, column, from)}`),
    ...added.map(
      (column) => sql`${alter} add column ${sql.id(column.name)} ${sql.raw(definitionOf(column))}`,
    ),
    ...required.map(({ from }) => sql`${alter} ${setNull(dialect, from, false)}`),
  ]
}

function setNull(dialect: DialectName, column: ColumnState, isAllowed: boolean): Fragment {
  const name = sql.id(column.name)
  if (dialect === 'postgresql')
    return sql`alter column ${name} ${sql.raw(isAllowed ? 'drop' : 'set')} not null`
  const nullable = isAllowed ? 'null' : 'not null'
  return sql`modify column ${name} ${sql.raw([column.type, nullable, ...extrasOf(column)].join(' '))}`
}

function extrasOf({ defaultSql, commentSql }: ColumnState): string[] {
  return [
    ...(defaultSql === undefined ? [] : [`default ${defaultSql}`]),
    ...(commentSql === undefined ? [] : [`comment ${commentSql}`]),
  ]
}

function setType(dialect: DialectName, column: WantedColumn, from: ColumnState): Fragment {
  const name = sql.id(from.name)
  if (dialect === 'mysql') {
    const nullable = column.notNull ? ' not null' : ' null'
    return sql`modify column ${name} ${sql.raw(`${column.type}${nullable}`)}`
  }
  const type = sql.raw(serialTypes[column.type.toLowerCase()] ?? column.type)
  const families = [familyOf(dialect, from.type), familyOf(dialect, column.type)] as const
  const fallback =
    from.defaultSql === undefined || from.isGenerated
      ? sql``
      : sql`alter column ${name} drop default, `
  return sql`${fallback}alter column ${name} type ${type} using ${converted(name, type, ...families)}`
}

/** These are types in `create table` only. */
const serialTypes: Readonly<Record<string, string>> = { bigserial: 'bigint', serial: 'integer' }

/** The value that reads the same afterwards. */
function converted(column: Fragment, type: Fragment, from: Family, to: Family): Fragment {
  if (from === 'text' && to === 'json') return sql`to_jsonb(${column})::${type}`
  if (from === 'json' && to === 'text') return sql`(to_jsonb(${column}) #>> '{}')::${type}`
  if (from === 'boolean' && to === 'integer') return sql`${column}::int::${type}`
  if (from === 'integer' && to === 'boolean') return sql`(${column} = 1)`
  // By way of text also between numbers: 0.1 in 32 bits is then 0.1 in 64.
  return sql`${column}::text::${type}`
}

/** What records get for attributes that they did not have. */
async function fillColumns(
  { dialect, change }: Session,
  { table: wanted, added }: TableChanges,
): Promise<void> {
  for (const { name, attribute } of added) {
    const value = baseValueOf(attribute)
    if (value === null || value === undefined || attribute.autoIncrement) continue
    const encode = attribute.encrypt ? undefined : dialect.encoder(attribute)
    const encoded = encode === undefined ? value : encode(value)
    // oxlint-disable-next-line no-await-in-loop
    await change(sql`update ${table(wanted.name)} set ${sql.id(name)} = ${encoded}`)
  }
}

function createIndex(
  dialect: DialectName,
  { name: tableName }: WantedTable,
  { name, columns, unique }: WantedIndex,
): Fragment {
  const { schema, plain } = splitName(tableName)
  const isSqlite = dialect === 'sqlite'
  // SQLite names the database of the index, the others that of the table.
  const index = isSqlite ? sql.id(schema, name) : sql.id(name)
  const on = isSqlite ? sql.id(plain) : table(tableName)
  const list = joinWith(
    columns.map((column) => sql.id(column)),
    sql`, `,
  )
  return sql`create ${sql.raw(unique ? 'unique ' : '')}index ${index} on ${on} (${list})`
}

function dropIndex(dialect: DialectName, tableName: string, name: string): Fragment {
  if (dialect === 'mysql') return sql`drop index ${sql.id(name)} on ${table(tableName)}`
  const place =
    dialect === 'sqlite' ? [splitName(tableName).schema] : tableName.split('.').slice(0, -1)
  return sql`drop index ${sql.id(...place, name)}`
}

export async function dropTable({ dialect, change }: Session, name: string): Promise<void> {
  const cascade = dialect.name === 'postgresql' ? sql` cascade` : sql``
  await change(sql`drop table if exists ${table(name)}${cascade}`)
}
