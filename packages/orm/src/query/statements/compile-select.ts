import type { Criteria } from '../../criteria/criteria.ts'
import { type Fragment, column, joinWith, sql, table } from '../../dialect/fragment.ts'
import type { ColumnAttribute } from '../../schema/model-schema.ts'
import { compileNested } from './compile-nested.ts'
import { Compilation, compileWhere } from './compile-where.ts'
import { plainColumns } from './record-columns.ts'
import type { SelectQuery } from './select-query.ts'
import { Shape } from './shape.ts'
import { sortFragments } from './sort-fragments.ts'
import type { Storage } from './storage.ts'

/** What the statement of a query is found by, and its values. Walks as `compileSelect` does. */
export function shapeOfSelect(query: SelectQuery): Shape {
  const shape = new Shape()
  shape.key = `select${query.caseInsensitive ? '/i' : ''}${query.forUpdate ? '/u' : ''}:`
  addToShape(shape, query, true)
  return shape
}

function addToShape(shape: Shape, query: SelectQuery, isTop: boolean): void {
  const { storage, criteria, nested, separate, empty } = query
  shape.selection(criteria)
  shape.condition(storage, criteria.where)
  shape.sort(criteria)
  shape.page(criteria, isTop || storage.dialect.traits.bindsNestedLimits)
  for (const { attribute, query: child } of nested) {
    shape.key += `{${attribute.name}:`
    addToShape(shape, child, false)
    shape.key += '}'
  }
  for (const { attribute } of separate) shape.key += `<${attribute.name}>`
  for (const { name } of empty) shape.key += `{${name}!}`
}

/** The query as one statement, populated records and all. */
export function compileSelect(query: SelectQuery): Fragment {
  const { storage, criteria, nested } = query
  const compilation = new Compilation(query.caseInsensitive)
  const alias = compilation.alias()
  const rows = compileRows(compilation, storage, alias, criteria)
  const columns = plainColumns(query).map((attribute) => selected(alias, attribute))
  const populated = nested.map(
    (child) =>
      sql`${compileNested(compilation, storage, alias, child)} as ${sql.id(child.attribute.name)}`,
  )
  const list = joinWith([...columns, ...populated], sql`, `)
  const lock = query.forUpdate && storage.dialect.traits.rowLocks ? sql` for update` : sql``
  if (nested.length === 0) return sql`select ${list} from ${rows.from}${rows.rest}${lock}`
  const isCut = criteria.limit !== undefined || criteria.skip > 0
  if (!isCut) return sql`select ${list} from ${rows.from}${rows.rest}`
  // First the rows, then what belongs to them: databases may do it in the other order, for every row that matches.
  const own = sql`(select ${sql.id(alias)}.* from ${rows.from}${rows.rest}) as ${sql.id(alias)}`
  return sql`select ${list} from ${own}${orderBy(storage, alias, criteria)}`
}

function compileRows(
  compilation: Compilation,
  storage: Storage,
  alias: string,
  criteria: Criteria,
): { from: Fragment; rest: Fragment } {
  const where = compileWhere(compilation, storage, alias, criteria.where)
  const filter = criteria.where.kind === 'everything' ? sql`` : sql` where ${where}`
  const limit = criteria.limit === undefined ? undefined : compilation.slot()
  const skip = criteria.skip > 0 ? compilation.slot() : undefined
  return {
    from: sql`${table(storage.model.tableName)} as ${sql.id(alias)}`,
    rest: sql`${filter}${orderBy(storage, alias, criteria)}${storage.dialect.limit(limit, skip)}`,
  }
}

function orderBy(storage: Storage, alias: string, { sort }: Criteria): Fragment {
  if (sort.length === 0) return sql``
  return sql` order by ${joinWith(sortFragments(storage, alias, sort), sql`, `)}`
}

function selected(alias: string, attribute: ColumnAttribute): Fragment {
  const name = column(alias, attribute.columnName)
  return attribute.name === attribute.columnName ? name : sql`${name} as ${sql.id(attribute.name)}`
}
