import type { Row } from '../datastore/driver.ts'
import { sql } from '../dialect/fragment.ts'
import type { Session } from './session.ts'
import type { TableState } from './table-state.ts'

/** Tables of PostgreSQL by the names that were asked for; those that are not there are left out. */
export async function readPostgresqlTables(
  session: Session,
  names: readonly string[],
): Promise<Map<string, TableState>> {
  const quoted = names.map(quote)
  const columns = await session.rows(sql`
    select t.n, c.relkind in ('v', 'm') as view, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull as required, pg_get_expr(d.adbin, d.adrelid) as fallback, a.attidentity <> '' or a.attgenerated <> '' as generated
    from unnest(${quoted}::text[]) with ordinality as t(name, n)
    join pg_class c on c.oid = to_regclass(t.name)
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum order by t.n, a.attnum`)
  const indexes = await session.rows(sql`
    select t.n, i.relname as name, x.indisunique as "unique", x.indisprimary as key, x.indpred is not null as partial,
      array(select coalesce(a.attname, '')::text from unnest(x.indkey::int2[]) with ordinality as k(number, place)
        left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number
        where k.place <= x.indnkeyatts order by k.place) as columns
    from unnest(${quoted}::text[]) with ordinality as t(name, n)
    join pg_index x on x.indrelid = to_regclass(t.name) and x.indisvalid
    join pg_class i on i.oid = x.indexrelid`)
  return new Map(
    names.flatMap((name, index) => {
      const own = columns.filter(({ n }) => Number(n) === index + 1)
      const state = toState(
        own,
        indexes.filter(({ n }) => Number(n) === index + 1),
      )
      return own.length === 0 ? [] : [[name, state] as const]
    }),
  )
}

/** `"schema"."table"`, for `to_regclass`. */
function quote(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
}

function toState(columns: readonly Row[], indexes: readonly Row[]): TableState {
  const key = indexes.find((row) => row['key'])
  return {
    isView: columns[0]?.['view'] === true,
    columns: new Map(columns.map((row) => [String(row['name']), toColumn(row)])),
    primaryKey: (key?.['columns'] ?? []) as string[],
    indexes: indexes.map((row) => ({
      name: String(row['name']),
      columns: row['columns'] as string[],
      unique: row['unique'] === true,
      isPartial: row['partial'] === true,
    })),
  }
}

function toColumn(row: Row) {
  const fallback = row['fallback'] as string | null
  return {
    name: String(row['name']),
    type: String(row['type']).toLowerCase(),
    notNull: row['required'] === true,
    ...(fallback !== null && { defaultSql: fallback }),
    isGenerated: row['generated'] === true || fallback?.startsWith('nextval(') === true,
  }
}
