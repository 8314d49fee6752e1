import { type Fragment, joinWith, sql } from '../dialect/fragment.ts'
import { familyOf } from './column-family.ts'
import type { TableChanges } from './compare-table.ts'
import { splitName } from './read-sqlite.ts'
import type { Session } from './session.ts'
import type { ColumnState, TableState } from './table-state.ts'

/** SQLite can add a column that may be null, and nothing else. */
export function needsRebuild({ added, retyped, required, relaxed }: TableChanges): boolean {
  const isHard = [retyped, required, relaxed].some(({ length }) => length > 0)
  return isHard || added.some(({ notNull }) => notNull)
}

/** What a table may have that cannot be read back as parts. */
const UNREADABLE = /\b(check|collate|generated|strict|without\s+rowid|deferrable|on\s+conflict)\b/iu

/** What would be lost, if anything. */
export function cannotRebuild(state: TableState): string | undefined {
  return UNREADABLE.exec(withoutNames(state))?.[1]?.toUpperCase()
}

/** Its text without names and values, which may be words of SQL. */
function withoutNames({ source = '' }: TableState): string {
  return source.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]/gu, '')
}

/**
 * The way that SQLite's manual gives: a new table, the rows, the old one away, the new one in its place; then what the
 * old one had besides. In the transaction of the migration, with foreign keys switched off.
 * @see https://www.sqlite.org/lang_altertable.html, 7
 */
export async function rebuildTable(session: Session, changes: TableChanges): Promise<void> {
  const { schema, plain } = splitName(changes.table.name)
  const temporary = `halyard_new_${plain}`
  const extras = await readExtras(session, schema, plain)
  const columns = partsOf(changes)
  const foreignKeys = await readForeignKeys(session, schema, plain)
  const list = joinWith(
    [...columns.map(({ sql: text }) => text), ...uniquesOf(changes), ...foreignKeys],
    sql`, `,
  )
  const kept = columns.filter(({ from }) => from !== undefined)
  const names = joinWith(
    kept.map(({ name }) => sql.id(name)),
    sql`, `,
  )
  const values = joinWith(
    kept.map(({ from, type }) => copyOf(from, type)),
    sql`, `,
  )
  await session.change(sql`create table ${sql.id(schema, temporary)} (${list})`)
  await session.change(
    sql`insert into ${sql.id(schema, temporary)} (${names}) select ${values} from ${sql.id(schema, plain)}`,
  )
  await session.change(sql`drop table ${sql.id(schema, plain)}`)
  await session.change(sql`alter table ${sql.id(schema, temporary)} rename to ${sql.id(plain)}`)
  await session.change(...extras.map((extra) => sql.raw(extra)))
}

interface Part {
  readonly name: string
  readonly type: string
  readonly sql: Fragment
  /** None for a new column. */
  readonly from?: ColumnState
}

function partsOf({ table, state, added, retyped, required, relaxed }: TableChanges): Part[] {
  const isCounting = /\bautoincrement\b/iu.test(withoutNames(state))
  const old = [...state.columns.values()].map((from) => {
    const type = retyped.find((one) => one.from === from)?.column.type ?? from.type
    const isRequired = required.some((one) => one.from === from)
    const notNull = isRequired || (from.notNull && !relaxed.includes(from))
    return { from, ...toPart(from.name, type, notNull, state.primaryKey, { ...from, isCounting }) }
  })
  const keys = table.columns
    .filter(({ attribute }) => attribute.isPrimaryKey)
    .map(({ name }) => name)
  return [...old, ...added.map(({ name, type, notNull }) => toPart(name, type, notNull, keys))]
}

function toPart(
  name: string,
  type: string,
  notNull: boolean,
  primaryKey: readonly string[],
  {
    defaultSql,
    isCounting = false,
  }: { readonly defaultSql?: string; readonly isCounting?: boolean } = {},
): Part {
  const key = primaryKey.includes(name) ? ` primary key${isCounting ? ' autoincrement' : ''}` : ''
  const fallback = defaultSql === undefined ? '' : ` default ${defaultSql}`
  const rest = sql.raw(`${type}${key}${notNull ? ' not null' : ''}${fallback}`)
  return { name, type, sql: sql`${sql.id(name)} ${rest}` }
}

/** Those that are written in the table itself have no text of their own. */
function uniquesOf({ state }: TableChanges): Fragment[] {
  return state.indexes
    .filter(
      ({ name, columns }) =>
        name.startsWith('sqlite_autoindex_') && columns.join() !== state.primaryKey.join(),
    )
    .map(
      ({ columns }) =>
        sql`unique (${joinWith(
          columns.map((column) => sql.id(column)),
          sql`, `,
        )})`,
    )
}

/** `5.0` in a column of numbers is the text `5`. */
function copyOf(from: ColumnState | undefined, type: string): Fragment {
  if (from === undefined) return sql`null`
  const column = sql.id(from.name)
  if (familyOf('sqlite', type) !== 'text' || familyOf('sqlite', from.type) === 'text') return column
  return sql`case when typeof(${column}) = 'real' and ${column} = cast(${column} as integer)
    then cast(cast(${column} as integer) as text) else ${column} end`
}

async function readExtras({ rows }: Session, schema: string, plain: string): Promise<string[]> {
  const found = await rows(
    sql`select sql from ${sql.id(schema, 'sqlite_master')}
      where type in ('index', 'trigger') and tbl_name = ${plain} collate nocase and sql is not null`,
  )
  return found.map((row) => String(row['sql']))
}

async function readForeignKeys(
  { rows }: Session,
  schema: string,
  plain: string,
): Promise<Fragment[]> {
  const found = await rows(
    sql`select * from pragma_foreign_key_list(${plain}, ${schema}) order by id, seq`,
  )
  const ids = [...new Set(found.map(({ id }) => id))]
  return ids.map((id) => {
    const own = found.filter((row) => row['id'] === id)
    const list = (key: string) =>
      joinWith(
        own.map((row) => sql.id(String(row[key]))),
        sql`, `,
      )
    const target = own.every(({ to }) => typeof to === 'string') ? sql` (${list('to')})` : sql``
    const actions = `on update ${String(own[0]?.['on_update'])} on delete ${String(own[0]?.['on_delete'])}`
    return sql`foreign key (${list('from')}) references ${sql.id(String(own[0]?.['table']))}${target} ${sql.raw(actions)}`
  })
}
