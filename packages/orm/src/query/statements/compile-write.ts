import type { Condition } from '../../criteria/criteria.ts'
import { type Fragment, joinWith, sql, table } from '../../dialect/fragment.ts'
import type { ColumnAttribute, ModelSchema } from '../../schema/model-schema.ts'
import { Compilation, compileWhere } from './compile-where.ts'
import { keyOf } from './model-columns.ts'
import type { Storage } from './storage.ts'

/** `insert into … values (…), (…)`; the slots are row after row. */
export function compileInsert(
  storage: Storage,
  columns: readonly ColumnAttribute[],
  rowCount: number,
  { givesRows, ignoreDuplicates = false }: { givesRows: boolean; ignoreDuplicates?: boolean },
): Fragment {
  const compilation = new Compilation(false)
  const row = () =>
    sql`(${joinWith(
      columns.map(() => compilation.slot()),
      sql`, `,
    )})`
  const into = table(storage.model.tableName)
  const returning = givesRows ? returningRows(storage.model) : sql``
  const rest = sql`${ignoreDuplicates ? orIgnore(storage) : sql``}${returning}`
  if (columns.length === 0) return sql`insert into ${into} ${noValues(storage)}${rest}`
  const names = columns.map(({ columnName }) => sql.id(columnName))
  const rows = Array.from({ length: rowCount }, row)
  return sql`insert into ${into} (${joinWith(names, sql`, `)}) values ${joinWith(rows, sql`, `)}${rest}`
}

/** MySQL's `insert ignore` would ignore other errors as well. */
function orIgnore({ dialect, model }: Storage): Fragment {
  if (dialect.name !== 'mysql') return sql` on conflict do nothing`
  const key = sql.id(keyOf(model).columnName)
  return sql` on duplicate key update ${key} = ${key}`
}

function noValues({ dialect }: Storage): Fragment {
  return dialect.name === 'mysql' ? sql`() values ()` : sql`default values`
}

/** `update … set … where …`; the slots are what is added, the new values, then those of the condition. */
export function compileUpdate(
  storage: Storage,
  columns: readonly ColumnAttribute[],
  where: Condition,
  options: UpdateOptions,
): Fragment {
  const { givesRows, caseInsensitive, added = [] } = options
  const compilation = new Compilation(caseInsensitive)
  const { model } = storage
  const sums = added.map(({ columnName }) => {
    const name = sql.id(columnName)
    return sql`${name} = coalesce(${name}, 0) + ${compilation.slot()}`
  })
  const set = columns.map(({ columnName }) => sql`${sql.id(columnName)} = ${compilation.slot()}`)
  const filter = compileFilter(compilation, storage, where)
  const returning = givesRows ? returningRows(model) : sql``
  const changes = joinWith([...sums, ...set], sql`, `)
  return sql`update ${table(model.tableName)} set ${changes}${filter}${returning}`
}

export interface UpdateOptions {
  readonly givesRows: boolean
  readonly caseInsensitive: boolean
  /** Columns that are added to. */
  readonly added?: readonly ColumnAttribute[]
}

export function compileDelete(
  storage: Storage,
  where: Condition,
  givesRows: boolean,
  caseInsensitive = false,
): Fragment {
  const { model } = storage
  const filter = compileFilter(new Compilation(caseInsensitive), storage, where)
  const returning = givesRows ? returningRows(model) : sql``
  return sql`delete from ${table(model.tableName)}${filter}${returning}`
}

/** `count(*)`, `sum(…)` and the like of the rows that match. */
export function compileAggregate(
  storage: Storage,
  expression: Fragment,
  where: Condition,
  caseInsensitive: boolean,
): Fragment {
  const { model } = storage
  const filter = compileFilter(new Compilation(caseInsensitive), storage, where)
  return sql`select ${expression} as ${sql.id('result')} from ${table(model.tableName)}${filter}`
}

/** MariaDB knows no alias in `delete`, so that the table goes by its own name. */
function compileFilter(compilation: Compilation, storage: Storage, where: Condition): Fragment {
  if (where.kind === 'everything') return sql``
  const name = storage.model.tableName.split('.').at(-1) ?? storage.model.tableName
  return sql` where ${compileWhere(compilation, storage, name, where)}`
}

function returningRows({ columns }: ModelSchema): Fragment {
  const names = columns.map(({ name, columnName }) =>
    name === columnName ? sql.id(name) : sql`${sql.id(columnName)} as ${sql.id(name)}`,
  )
  return sql` returning ${joinWith(names, sql`, `)}`
}
