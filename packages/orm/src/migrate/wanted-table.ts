import { createHash } from 'node:crypto'

import type { Datastore } from '../datastore/datastore.ts'
import type { Dialect } from '../dialect/dialect.ts'
import type { ColumnAttribute, ModelSchema, ModelSchemas } from '../schema/model-schema.ts'

/** A table as its model wants it. */
export interface WantedTable {
  readonly model: ModelSchema
  readonly name: string
  readonly columns: readonly WantedColumn[]
  readonly indexes: readonly WantedIndex[]
  readonly foreignKeys: readonly WantedForeignKey[]
}

export interface WantedColumn {
  readonly attribute: ColumnAttribute
  readonly name: string
  /** As it is written in `create table`, with what makes a key count up. */
  readonly type: string
  readonly notNull: boolean
}

export interface WantedIndex {
  readonly name: string
  readonly columns: readonly string[]
  readonly unique: boolean
}

export interface WantedForeignKey {
  readonly column: string
  readonly table: string
  readonly key: string
  /** Rows of a junction are nothing without the records that they link. */
  readonly cascade: boolean
}

/** Longest name that PostgreSQL keeps; the other databases take longer ones. */
const MAX_NAME_LENGTH = 63

export function toWantedTable(
  model: ModelSchema,
  { dialect, config }: Datastore,
  schemas: ModelSchemas,
): WantedTable {
  const columns = model.columns.map((attribute) => ({
    attribute,
    name: attribute.columnName,
    type: attribute.columnType ?? typeOf(dialect, attribute),
    notNull: attribute.required || attribute.isPrimaryKey,
  }))
  const foreignKeys = config['foreignKeys'] === true ? foreignKeysOf(model, schemas) : []
  return { model, name: model.tableName, columns, indexes: indexesOf(model), foreignKeys }
}

function typeOf({ types }: Dialect, attribute: ColumnAttribute): string {
  const { type, timestamp, autoIncrement, encrypt } = attribute
  if (encrypt) return types.string
  if (autoIncrement) return types.autoIncrement
  if (timestamp !== undefined) return timestampTypeOf(types, type)
  if (type === 'string') return isIndexed(attribute) ? types.keyString : types.string
  return type === 'number' ? numberTypeOf(types, attribute) : types[type]
}

function timestampTypeOf(types: Dialect['types'], type: ColumnAttribute['type']): string {
  if (type === 'number') return types.timestampNumber
  return type === 'ref' ? types.timestampRef : types.timestampString
}

/** Only keys and references, and what says that it takes integers: any other number may be a fraction. */
function numberTypeOf(types: Dialect['types'], attribute: ColumnAttribute): string {
  const isKey = attribute.isPrimaryKey || attribute.references !== undefined
  const isInteger = attribute.rules.some(({ name }) => name === 'isInteger')
  return isKey || isInteger ? types.integer : types.number
}

/** Whether an index of ours has the column. */
export function isIndexed({ isPrimaryKey, unique, references }: ColumnAttribute): boolean {
  return isPrimaryKey || unique || references !== undefined
}

function indexesOf(model: ModelSchema): WantedIndex[] {
  const pair = model.junction?.keys.map((key) => columnNameOf(model, key))
  const single = model.columns.filter(
    (attribute) =>
      !attribute.isPrimaryKey && isIndexed(attribute) && attribute.columnName !== pair?.[0],
  )
  return [
    ...(pair === undefined ? [] : [toIndex(model.tableName, pair, true)]),
    ...single.map(({ columnName, unique }) => toIndex(model.tableName, [columnName], unique)),
  ]
}

function columnNameOf({ attributes }: ModelSchema, name: string): string {
  const attribute = attributes.get(name)
  return attribute?.kind === 'column' ? attribute.columnName : name
}

function toIndex(table: string, columns: readonly string[], unique: boolean): WantedIndex {
  return { name: indexName(table, columns, unique), columns, unique }
}

/** `user_email_unique`. An index with this name is ours, and goes when the model does not want it any more. */
export function indexName(table: string, columns: readonly string[], unique: boolean): string {
  const name = [...table.split('.'), ...columns, unique ? 'unique' : 'index'].join('_')
  if (Buffer.byteLength(name) <= MAX_NAME_LENGTH) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16)
  return `halyard_${digest}_${unique ? 'unique' : 'index'}`
}

/** Only within one database. */
function foreignKeysOf(model: ModelSchema, schemas: ModelSchemas): WantedForeignKey[] {
  return model.columns.flatMap(({ columnName, references }) => {
    const target = references === undefined ? undefined : schemas.get(references)
    if (target === undefined || target.datastore !== model.datastore) return []
    const key = columnNameOf(target, target.primaryKey)
    return [
      { column: columnName, table: target.tableName, key, cascade: model.junction !== undefined },
    ]
  })
}
