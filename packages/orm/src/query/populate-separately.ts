import { type Condition, allOf } from '../criteria/criteria.ts'
import type { Row } from '../datastore/driver.ts'
import type { CollectionAttribute, ColumnAttribute } from '../schema/model-schema.ts'
import { childrenIn } from './children-in.ts'
import { columnOf, keyOf } from './statements/model-columns.ts'
import { type NestedQuery, type SelectQuery, plainSelect } from './statements/select-query.ts'
import type { Storage } from './statements/storage.ts'

/** Reads the records of a query, with what is nested in them. */
export type ReadQuery = (select: SelectQuery) => Promise<Row[]>

/**
 * Populates what lies in other datastores, for all records at once: one statement for each association, and one more
 * where the links lie in a junction. What the criteria say about each parent is done here.
 */
export async function populateSeparately(
  select: SelectQuery,
  records: Row[],
  read: ReadQuery,
): Promise<void> {
  if (hasSeparate(select)) await populateAll(select, records, read)
}

/** Whether anything lies in another datastore. */
export function hasSeparate({ nested, separate }: SelectQuery): boolean {
  return separate.length > 0 || nested.some(({ query }) => hasSeparate(query))
}

async function populateAll(select: SelectQuery, records: Row[], read: ReadQuery): Promise<void> {
  if (records.length === 0) return
  const { nested, separate, storage } = select
  await Promise.all([
    ...separate.map((child) => populateOne(storage, child, records, read)),
    ...nested.map(async ({ attribute, query }) => {
      const children = childrenIn(records, attribute.name)
      await populateSeparately(query, children, read)
    }),
  ])
}

function populateOne(
  parent: Storage,
  nested: NestedQuery,
  records: Row[],
  read: ReadQuery,
): Promise<void> {
  const { attribute } = nested
  if (attribute.kind === 'column') return populateReference(attribute, nested, records, read)
  return populateCollection(parent, attribute, nested, records, read)
}

async function populateReference(
  attribute: ColumnAttribute,
  { query }: NestedQuery,
  records: Row[],
  read: ReadQuery,
): Promise<void> {
  const key = keyOf(query.storage.model)
  const children = await readWhere(query, key, distinct(records, attribute.name), read)
  const byKey = new Map(children.map((child) => [String(child[key.name]), child]))
  for (const record of records) {
    const child = byKey.get(String(record[attribute.name]))
    record[attribute.name] = child === undefined ? null : { ...child }
  }
}

async function populateCollection(
  parent: Storage,
  attribute: CollectionAttribute,
  nested: NestedQuery,
  records: Row[],
  read: ReadQuery,
): Promise<void> {
  const key = keyOf(parent.model).name
  const parentKeys = distinct(records, key)
  const childrenOf =
    attribute.storage.kind === 'child'
      ? await readOwned(nested.query, attribute.storage.foreignKey, parentKeys, read)
      : await readLinked(attribute, nested, parentKeys, read)
  const { limit, skip } = nested.query.criteria
  const end = limit === undefined ? undefined : skip + limit
  for (const record of records) {
    record[attribute.name] = (childrenOf.get(String(record[key])) ?? []).slice(skip, end)
  }
}

/** Children by the key of the parent that they name. */
async function readOwned(
  query: SelectQuery,
  foreignKey: string,
  parentKeys: readonly unknown[],
  read: ReadQuery,
): Promise<Map<string, Row[]>> {
  const reference = columnOf(query.storage.model, foreignKey)
  const children = await readWhere(query, reference, parentKeys, read)
  const byParent = new Map<string, Row[]>()
  for (const child of children) add(byParent, keyIn(child[foreignKey], query), child)
  return byParent
}

/** The reference itself may have been populated. */
function keyIn(reference: unknown, { storage }: SelectQuery): unknown {
  if (typeof reference !== 'object' || reference === null) return reference
  return (reference as Row)[storage.model.primaryKey]
}

/** Children by the keys of the parents that a junction links them to. */
async function readLinked(
  attribute: CollectionAttribute,
  { query, junction }: NestedQuery,
  parentKeys: readonly unknown[],
  read: ReadQuery,
): Promise<Map<string, Row[]>> {
  const { storage } = attribute
  if (storage.kind === 'child' || junction === undefined)
    throw new TypeError('There is no junction.')
  const links = await readWhere(
    plainSelect(junction),
    columnOf(junction.model, storage.parentKey),
    parentKeys,
    read,
  )
  const key = keyOf(query.storage.model)
  const children = await readWhere(query, key, distinct(links, storage.childKey), read)
  const parentsOf = new Map<string, Set<string>>()
  for (const link of links) {
    const child = String(link[storage.childKey])
    parentsOf.set(child, (parentsOf.get(child) ?? new Set()).add(String(link[storage.parentKey])))
  }
  const byParent = new Map<string, Row[]>()
  for (const child of children) {
    // Each parent has a record of its own, as if it had been populated alone.
    for (const parent of parentsOf.get(String(child[key.name])) ?? [])
      add(byParent, parent, { ...child })
  }
  return byParent
}

/** The query's records for which the attribute has one of these values, without its limit: that is for each parent. */
async function readWhere(
  query: SelectQuery,
  attribute: ColumnAttribute,
  values: readonly unknown[],
  read: ReadQuery,
): Promise<Row[]> {
  if (values.length === 0) return []
  const link: Condition = { kind: 'in', attribute, not: false, values }
  const { where, sort, select } = query.criteria
  const ordered =
    sort.length > 0 ? sort : [{ attribute: keyOf(query.storage.model), direction: 'ASC' as const }]
  const criteria = {
    where: allOf([where, link]),
    sort: ordered,
    skip: 0,
    ...(select && { select }),
  }
  return read({ ...query, criteria })
}

function distinct(records: readonly Row[], name: string): unknown[] {
  return [...new Set(records.map((record) => record[name]))].filter(
    (value) => value !== null && value !== undefined,
  )
}

function add(map: Map<string, Row[]>, key: unknown, child: Row): void {
  const list = map.get(String(key))
  if (list === undefined) map.set(String(key), [child])
  else list.push(child)
}
