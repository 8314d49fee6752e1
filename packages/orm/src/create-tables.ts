import type { Datastore } from './datastore/datastore.ts'
import type { Dialect } from './dialect/dialect.ts'
import { type Fragment, joinWith, sql, table } from './dialect/fragment.ts'
import type { ColumnAttribute, ModelSchema } from './schema/model-schema.ts'

/** Drops and makes the tables of models: what tests need until migrations are there. */
export async function createTables(
  datastore: Datastore,
  models: Iterable<ModelSchema>,
): Promise<void> {
  for (const model of models) {
    if (model.datastore !== datastore.name) continue
    const name = table(model.tableName)
    const columns = model.columns.map((attribute) => toColumn(datastore.dialect, attribute))
    const pair = model.junction?.keys.map((key) => sql.id(columnNameOf(model, key)))
    const unique = pair === undefined ? [] : [sql`unique (${joinWith(pair, sql`, `)})`]
    const list = joinWith([...columns, ...unique], sql`, `)
    for (const command of [
      sql`drop table if exists ${name}`,
      sql`create table ${name} (${list})`,
    ]) {
      const statement = {
        ...datastore.dialect.compile(command),
        kind: 'write' as const,
        givesRows: false,
      }
      // oxlint-disable-next-line no-await-in-loop
      await datastore.run(statement, [])
    }
  }
}

function columnNameOf({ attributes }: ModelSchema, key: string): string {
  const attribute = attributes.get(key)
  return attribute?.kind === 'column' ? attribute.columnName : key
}

function toColumn(dialect: Dialect, attribute: ColumnAttribute): Fragment {
  const key = attribute.isPrimaryKey ? ' primary key' : attribute.unique ? ' unique' : ''
  const type = sql.raw(`${attribute.columnType ?? typeOf(dialect, attribute)}${key}`)
  return sql`${sql.id(attribute.columnName)} ${type}`
}

function typeOf({ types }: Dialect, attribute: ColumnAttribute): string {
  const { type, timestamp, isPrimaryKey, unique, references } = attribute
  if (attribute.encrypt) return types.string
  if (attribute.autoIncrement) return types.autoIncrement
  if (timestamp !== undefined) {
    return type === 'number'
      ? types.timestampNumber
      : type === 'ref'
        ? types.timestampRef
        : types.timestampString
  }
  const isKey = isPrimaryKey || unique || references !== undefined
  if (type === 'string') return isKey ? types.keyString : types.string
  if (type === 'number')
    return isKey || attribute.rules.some(({ name }) => name === 'isInteger')
      ? types.integer
      : types.number
  return types[type]
}
