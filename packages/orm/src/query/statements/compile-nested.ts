import { type Fragment, column, sql, table } from '../../dialect/fragment.ts'
import type { CollectionAttribute, ModelSchema } from '../../schema/model-schema.ts'
import { type Compilation, compileWhere } from './compile-where.ts'
import { columnOf, keyOf } from './model-columns.ts'
import { plainColumns } from './record-columns.ts'
import type { NestedQuery, SelectQuery } from './select-query.ts'
import { sortFragments } from './sort-fragments.ts'
import type { Storage } from './storage.ts'

/**
 * The records of an association as a subquery that gives JSON: a list of rows for a collection, one row or null for a
 * reference. A row is a list of its columns, then of what is populated in it.
 */
export function compileNested(
  compilation: Compilation,
  parent: Storage,
  parentAlias: string,
  nested: NestedQuery,
): Fragment {
  const { attribute, query } = nested
  const alias = compilation.alias()
  const { storage, criteria } = query
  // Before the items: slots are given out in the order in which the shape collects the values.
  const where = compileWhere(compilation, storage, alias, criteria.where)
  const page = pageFragments(compilation, query)
  const items = compileItems(compilation, query, alias)
  const from = sql`${table(storage.model.tableName)} as ${sql.id(alias)}`
  const link = compileLink(compilation, parent.model, parentAlias, nested, alias)
  const filter = criteria.where.kind === 'everything' ? link : sql`${link} and ${where}`
  if (attribute.kind === 'column') {
    return sql`(select ${storage.dialect.jsonArray(items)} from ${from} where ${filter})`
  }
  const orderBy = sortFragments(storage, alias, sortOrKey(query))
  return storage.dialect.jsonRows({ items, from, where: filter, orderBy, ...page })
}

function compileItems(compilation: Compilation, query: SelectQuery, alias: string): Fragment[] {
  const { storage, nested } = query
  const { dialect } = storage
  const columns = plainColumns(query).map((attribute) =>
    dialect.jsonColumn(column(alias, attribute.columnName), attribute),
  )
  const populated = nested.map((child) =>
    dialect.jsonItem(compileNested(compilation, storage, alias, child)),
  )
  return [...columns, ...populated]
}

/** Without a sort the records of a collection come in the order of their keys. */
function sortOrKey({ storage, criteria }: SelectQuery): SelectQuery['criteria']['sort'] {
  if (criteria.sort.length > 0) return criteria.sort
  return [{ attribute: keyOf(storage.model), direction: 'ASC' }]
}

function pageFragments(
  compilation: Compilation,
  { storage, criteria }: SelectQuery,
): { limit?: Fragment; skip?: Fragment } {
  const isBound = storage.dialect.traits.bindsNestedLimits
  const toFragment = (number: number) => (isBound ? compilation.slot() : sql.lit(number))
  const limit = criteria.limit === undefined ? {} : { limit: toFragment(criteria.limit) }
  return criteria.skip > 0 ? { ...limit, skip: toFragment(criteria.skip) } : limit
}

/** What ties the other records to the one that they are populated in. */
function compileLink(
  compilation: Compilation,
  parent: ModelSchema,
  parentAlias: string,
  { attribute, query, junction }: NestedQuery,
  alias: string,
): Fragment {
  const child = query.storage.model
  const childKey = column(alias, keyOf(child).columnName)
  if (attribute.kind === 'column')
    return sql`${childKey} = ${column(parentAlias, attribute.columnName)}`
  const parentKey = column(parentAlias, keyOf(parent).columnName)
  if (attribute.storage.kind === 'child') {
    return sql`${column(alias, columnOf(child, attribute.storage.foreignKey).columnName)} = ${parentKey}`
  }
  const links = compileLinks(compilation, attribute, junction as Storage, parentKey)
  return sql`${childKey} in ${links}`
}

/** The keys of the children that a junction links to a parent. In a list, a link that is stored twice counts once. */
function compileLinks(
  compilation: Compilation,
  attribute: CollectionAttribute,
  { model }: Storage,
  parentKey: Fragment,
): Fragment {
  const { storage } = attribute
  if (storage.kind === 'child') throw new TypeError('A collection without a junction has no links.')
  const alias = compilation.alias()
  const own = column(alias, columnOf(model, storage.parentKey).columnName)
  const other = column(alias, columnOf(model, storage.childKey).columnName)
  return sql`(select ${other} from ${table(model.tableName)} as ${sql.id(alias)} where ${own} = ${parentKey})`
}
