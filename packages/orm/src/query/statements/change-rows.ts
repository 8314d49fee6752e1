import type { Condition } from '../../criteria/criteria.ts'
import type { Row } from '../../datastore/driver.ts'
import type { Fragment } from '../../dialect/fragment.ts'
import type { ColumnAttribute } from '../../schema/model-schema.ts'
import { compileDelete, compileUpdate } from './compile-write.ts'
import type { PreparedWrite } from './insert-rows.ts'
import { prepareQuery } from './prepared-query.ts'
import type { QueryContext } from './query-context.ts'
import { createRowReader } from './read-rows.ts'
import { findOrPrepare, runQuery } from './run-query.ts'
import { plainSelect } from './select-query.ts'
import { Shape, encode } from './shape.ts'
import type { Storage } from './storage.ts'

export interface ChangeOptions {
  readonly givesRows: boolean
  readonly caseInsensitive: boolean
}

/** What a change has touched: how many rows, and the rows themselves when they were asked for. */
export interface Changed {
  readonly count: number
  readonly rows: Row[]
}

/** `update` in one statement. */
export async function updateRows(
  storage: Storage,
  context: QueryContext,
  where: Condition,
  changes: Row,
  options: ChangeOptions,
): Promise<Changed> {
  const columns = storage.model.columns.filter(({ name }) => changes[name] !== undefined)
  if (columns.length === 0) return { count: 0, rows: [] }
  const shape = new Shape()
  shape.key = `update${flags(options)}:${columns.map(({ name }) => name).join(',')}:`
  for (const attribute of columns)
    shape.values.push(encode(storage, attribute, changes[attribute.name]))
  shape.condition(storage, where)
  return runChange(storage, context, shape, options, () =>
    compileUpdate(storage, columns, where, options),
  )
}

/** `update … set a = a + …` in one statement, with further values to set. */
export async function incrementRows(
  storage: Storage,
  context: QueryContext,
  where: Condition,
  amounts: ReadonlyMap<ColumnAttribute, number>,
  changes: Row,
  caseInsensitive: boolean,
): Promise<void> {
  const added = [...amounts.keys()]
  const columns = storage.model.columns.filter(
    (column) => changes[column.name] !== undefined && !amounts.has(column),
  )
  const shape = new Shape()
  const names = (list: readonly ColumnAttribute[]) => list.map(({ name }) => name).join(',')
  const options = { givesRows: false, caseInsensitive }
  shape.key = `increment${flags(options)}:${names(added)};${names(columns)}:`
  shape.values.push(...amounts.values())
  for (const attribute of columns)
    shape.values.push(encode(storage, attribute, changes[attribute.name]))
  shape.condition(storage, where)
  await runChange(storage, context, shape, options, () =>
    compileUpdate(storage, columns, where, { ...options, added }),
  )
}

/** `delete` in one statement. */
export async function deleteRows(
  storage: Storage,
  context: QueryContext,
  where: Condition,
  options: ChangeOptions,
): Promise<Changed> {
  const shape = new Shape()
  shape.key = `delete${flags(options)}:`
  shape.condition(storage, where)
  return runChange(storage, context, shape, options, () =>
    compileDelete(storage, where, options.givesRows, options.caseInsensitive),
  )
}

function flags({ givesRows, caseInsensitive }: ChangeOptions): string {
  return `${givesRows ? '>' : ''}${caseInsensitive ? '/i' : ''}`
}

async function runChange(
  storage: Storage,
  context: QueryContext,
  shape: Shape,
  { givesRows }: ChangeOptions,
  compile: () => Fragment,
): Promise<Changed> {
  const { query, read } = findOrPrepare<PreparedWrite>(storage, shape.key, () => ({
    query: prepareQuery(storage, compile(), { kind: 'write', givesRows }),
    read: createRowReader(plainSelect(storage)),
  }))
  const { rows, affected } = await runQuery(storage, context, query, shape.values)
  return { count: affected, rows: read(rows) }
}
