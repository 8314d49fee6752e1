import { sql, table } from '../dialect/fragment.ts'
import type { Session } from './session.ts'
import type { ColumnState, IndexState, TableState } from './table-state.ts'

/** Tables of SQLite by the names that were asked for; those that are not there are left out. */
export async function readSqliteTables(
  session: Session,
  names: readonly string[],
): Promise<Map<string, TableState>> {
  const states = new Map<string, TableState>()
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop
    const state = await readTable(session, name)
    if (state !== undefined) states.set(name, state)
  }
  return states
}

/** `name` is a table of the main database, or `database.table` of an attached one. */
export function splitName(name: string): { readonly schema: string; readonly plain: string } {
  const [first = '', second] = name.split('.')
  return second === undefined ? { schema: 'main', plain: first } : { schema: first, plain: second }
}

async function readTable(session: Session, name: string): Promise<TableState | undefined> {
  const { schema, plain } = splitName(name)
  const [entry] = await session.rows(
    sql`select type, sql from ${table(`${schema}.sqlite_master`)}
      where type in ('table', 'view') and name = ${plain} collate nocase`,
  )
  if (entry === undefined) return undefined
  const columns = await session.rows(sql`select * from pragma_table_xinfo(${plain}, ${schema})`)
  const key = columns
    .filter(({ pk }) => Number(pk) > 0)
    .sort((a, b) => Number(a['pk']) - Number(b['pk']))
  const isCounting = key.length === 1 && /^integer$/iu.test(String(key[0]?.['type']))
  return {
    isView: entry['type'] === 'view',
    columns: new Map(
      columns.map((row) => [String(row['name']).toLowerCase(), toColumn(row, isCounting)]),
    ),
    primaryKey: key.map((row) => String(row['name'])),
    indexes: await readIndexes(session, name),
    source: String(entry['sql']),
  }
}

function toColumn(row: Record<string, unknown>, isCounting: boolean): ColumnState {
  const isKey = Number(row['pk']) > 0
  const fallback = row['dflt_value']
  return {
    name: String(row['name']),
    type: String(row['type']).toLowerCase(),
    notNull: Number(row['notnull']) === 1 || isKey,
    ...(typeof fallback === 'string' && { defaultSql: fallback }),
    isGenerated: (isKey && isCounting) || Number(row['hidden']) > 0,
  }
}

async function readIndexes(session: Session, name: string): Promise<IndexState[]> {
  const { schema, plain } = splitName(name)
  const rows = await session.rows(sql`
    select l.name as name, l."unique" as only, l.partial as partial, i.name as col
    from pragma_index_list(${plain}, ${schema}) as l, pragma_index_info(l.name, ${schema}) as i order by l.seq, i.seqno`)
  return [...new Set(rows.map((row) => String(row['name'])))].map((index) => {
    const own = rows.filter((row) => row['name'] === index)
    return {
      name: index,
      columns: own.map(({ col }) => (typeof col === 'string' ? col : '')),
      unique: Number(own[0]?.['only']) === 1,
      isPartial: Number(own[0]?.['partial']) === 1,
    }
  })
}
