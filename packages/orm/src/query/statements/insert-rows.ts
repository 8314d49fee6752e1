import type { Row } from '../../datastore/driver.ts'
import { Slot, sql } from '../../dialect/fragment.ts'
import type { ColumnAttribute } from '../../schema/model-schema.ts'
import { compileInsert } from './compile-write.ts'
import { keyOf } from './model-columns.ts'
import { type PreparedQuery, prepareQuery } from './prepared-query.ts'
import type { QueryContext } from './query-context.ts'
import { readByKeys } from './read-by-keys.ts'
import { type RowReader, createRowReader } from './read-rows.ts'
import { findOrPrepare, runQuery } from './run-query.ts'
import { plainSelect } from './select-query.ts'
import { encode } from './shape.ts'
import type { Storage } from './storage.ts'

/** Most rows of one statement. */
const MAX_ROWS = 1_000
/** Up to so many rows, and for multiples of it, the statement is kept. Others are made for one use. */
const REGULAR_ROWS = 10

export interface InsertOptions {
  readonly givesRows: boolean
  /** Leave out rows that break a unique constraint, in place of failing. @default false */
  readonly ignoreDuplicates?: boolean
}

export interface PreparedWrite {
  readonly query: PreparedQuery
  readonly read: RowReader
}

/**
 * Inserts rows, as few statements as the database allows. Attributes that a row does not have are left to the database.
 * @returns the rows as they were stored, in the same order, when `givesRows`; else none.
 */
export async function insertRows(
  storage: Storage,
  context: QueryContext,
  rows: readonly Row[],
  options: InsertOptions,
): Promise<Row[]> {
  const stored: Row[] = []
  for (const chunk of toChunks(storage, rows)) {
    // In order, on one connection.
    // oxlint-disable-next-line no-await-in-loop
    const part = await insertChunk(storage, context, columnsOf(storage, chunk), chunk, options)
    // Not push(...part): so many arguments can exhaust the stack.
    for (const row of part) stored.push(row)
  }
  await advanceKeys(storage, context, rows)
  return stored
}

/** After rows with keys of their own, where the database gives keys too. */
async function advanceKeys(
  storage: Storage,
  context: QueryContext,
  rows: readonly Row[],
): Promise<void> {
  const { dialect, model } = storage
  const key = keyOf(model)
  if (dialect.advanceKeys === undefined || !key.autoIncrement) return
  const lastKey = rows.reduce((last, row) => Math.max(last, Number(row[key.name] ?? 0)), 0)
  if (lastKey === 0) return
  const query = findOrPrepare(storage, 'advance', () => prepareAdvance(storage))
  await runQuery(storage, context, query, [lastKey])
}

function prepareAdvance(storage: Storage): PreparedQuery {
  const { dialect, model } = storage
  const fragment = dialect.advanceKeys?.(
    model.tableName,
    keyOf(model).columnName,
    sql`${new Slot(0)}`,
  )
  if (fragment === undefined) throw new TypeError('The database goes on by itself.')
  return prepareQuery(storage, fragment, { kind: 'write', givesRows: true })
}

/** How many rows one statement takes. */
export function rowsPerStatement({ dialect, model }: Storage): number {
  return Math.max(
    1,
    Math.min(MAX_ROWS, Math.floor(dialect.traits.maxParameters / model.columns.length)),
  )
}

function columnsOf({ model }: Storage, rows: readonly Row[]): ColumnAttribute[] {
  return model.columns.filter(({ name }) => rows[0]?.[name] !== undefined)
}

/** Rows of one statement have the same attributes: some have a key, others get one from the database. */
function toChunks(storage: Storage, rows: readonly Row[]): Row[][] {
  const size = rowsPerStatement(storage)
  const optional = storage.model.columns.filter(
    (attribute) => attribute.isPrimaryKey || attribute.autoIncrement,
  )
  const missing = (row: Row) => optional.filter(({ name }) => row[name] === undefined).length
  const chunks: Row[][] = []
  for (const row of rows) {
    const last = chunks.at(-1)
    const isSame = last?.[0] !== undefined && missing(last[0]) === missing(row)
    if (last !== undefined && isSame && last.length < size) last.push(row)
    else chunks.push([row])
  }
  return chunks
}

async function insertChunk(
  storage: Storage,
  context: QueryContext,
  columns: readonly ColumnAttribute[],
  rows: readonly Row[],
  options: InsertOptions,
): Promise<Row[]> {
  const { insert } = storage.dialect.traits.returning
  const givesRows = options.givesRows && insert
  const { query, read } = prepareInsert(storage, columns, rows.length, { ...options, givesRows })
  const result = await runQuery(storage, context, query, toValues(storage, columns, rows))
  if (!options.givesRows) return []
  return insert ? read(result.rows) : readInserted(storage, context, rows, result.insertId ?? 0)
}

function prepareInsert(
  storage: Storage,
  columns: readonly ColumnAttribute[],
  rowCount: number,
  options: InsertOptions,
): PreparedWrite {
  const { givesRows } = options
  const prepare = () => ({
    query: prepareQuery(storage, compileInsert(storage, columns, rowCount, options), {
      kind: 'write',
      givesRows,
    }),
    read: createRowReader(plainSelect(storage)),
  })
  if (rowCount > REGULAR_ROWS && rowCount % REGULAR_ROWS !== 0) return prepare()
  const names =
    columns.length === storage.model.columns.length
      ? '*'
      : columns.map(({ name }) => name).join(',')
  return findOrPrepare(
    storage,
    `insert${givesRows ? '>' : ''}${options.ignoreDuplicates ? '~' : ''}:${rowCount}:${names}`,
    prepare,
  )
}

function toValues(
  storage: Storage,
  columns: readonly ColumnAttribute[],
  rows: readonly Row[],
): unknown[] {
  const values: unknown[] = []
  for (const row of rows) {
    for (const attribute of columns)
      values.push(encode(storage, attribute, row[attribute.name] ?? null))
  }
  return values
}

/** MySQL gives the first key that it made; the others of the statement follow it. */
async function readInserted(
  storage: Storage,
  context: QueryContext,
  rows: readonly Row[],
  firstKey: number,
): Promise<Row[]> {
  const key = keyOf(storage.model)
  const keys = rows.map((row, index) => row[key.name] ?? firstKey + index)
  return readByKeys(storage, context, keys)
}
