import type { Row } from '../datastore/driver.ts'
import { type Fragment, joinWith, sql } from '../dialect/fragment.ts'
import type { Session } from './session.ts'
import type { TableState } from './table-state.ts'

/** Tables of MySQL and MariaDB by the names that were asked for; those that are not there are left out. */
export async function readMysqlTables(
  session: Session,
  names: readonly string[],
): Promise<Map<string, TableState>> {
  const list = joinWith(names.map(toPlace), sql`, `)
  const columns = await session.rows(sql`
    select c.table_schema as db, c.table_name as tbl, database() as current, t.table_type as kind, c.column_name as name,
      ${typeSql()} as type, case when c.column_comment <> '' then quote(c.column_comment) end as note, c.is_nullable as nullable, c.extra as extra, c.column_key as role, ${defaultSql()} as fallback
    from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where (c.table_schema, c.table_name) in (${list}) order by c.ordinal_position`)
  const parts = await session.rows(sql`
    select table_schema as db, table_name as tbl, database() as current, index_name as name, non_unique as repeats,
      case when sub_part is null then column_name end as col
    from information_schema.statistics where (table_schema, table_name) in (${list}) order by index_name, seq_in_index`)
  return new Map(
    names.flatMap((name) => {
      const own = columns.filter((row) => isOf(row, name))
      const state = toState(
        own,
        parts.filter((row) => isOf(row, name)),
      )
      return own.length === 0 ? [] : [[name, state] as const]
    }),
  )
}

/** With its collation: a column that is modified would get that of its table. */
function typeSql(): Fragment {
  return sql`case when c.collation_name is null then c.column_type
    else concat(c.column_type, ' character set ', c.character_set_name, ' collate ', c.collation_name) end`
}

/** MariaDB gives SQL; MySQL gives the value, and SQL only for what is computed. */
function defaultSql(): Fragment {
  return sql`case when c.column_default is null then null
    when version() like '%mariadb%' then c.column_default
    when c.extra like '%DEFAULT_GENERATED%' then concat('(', c.column_default, ')')
    else quote(c.column_default) end`
}

function toPlace(name: string): Fragment {
  const [first = '', second] = name.split('.')
  return second === undefined ? sql`(database(), ${first})` : sql`(${first}, ${second})`
}

/** Some servers keep the names of tables in lower case. */
function isOf({ db, tbl, current }: Row, name: string): boolean {
  const parts = name.split('.')
  const schema = parts.length > 1 ? parts[0] : current
  const table = parts.at(-1) ?? name
  return db === schema && String(tbl).toLowerCase() === table.toLowerCase()
}

function toState(columns: readonly Row[], parts: readonly Row[]): TableState {
  const names = [...new Set(parts.map(({ name }) => String(name)))]
  const indexes = names.map((name) => toIndex(name, parts))
  return {
    isView: columns[0]?.['kind'] !== undefined && columns[0]['kind'] !== 'BASE TABLE',
    columns: new Map(columns.map((row) => [String(row['name']).toLowerCase(), toColumn(row)])),
    primaryKey: indexes.find(({ name }) => name === 'PRIMARY')?.columns ?? [],
    indexes,
  }
}

function toIndex(name: string, parts: readonly Row[]) {
  const own = parts.filter((row) => row['name'] === name)
  const columns = own.map(({ col }) => (typeof col === 'string' ? col : ''))
  return { name, columns, unique: Number(own[0]?.['repeats']) === 0, isPartial: false }
}

function toColumn(row: Row) {
  const fallback = row['fallback'] as string | null
  const comment = row['note'] as string | null
  return {
    name: String(row['name']),
    type: String(row['type']).toLowerCase(),
    notNull: row['nullable'] === 'NO',
    ...(fallback !== null && fallback !== 'NULL' && { defaultSql: fallback }),
    ...(comment !== null && { commentSql: comment }),
    isGenerated: /auto_increment|virtual|stored|persistent/iu.test(String(row['extra'])),
  }
}
