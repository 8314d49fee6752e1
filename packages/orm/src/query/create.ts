import type { Row } from '../datastore/driver.ts'
import { atomically } from './atomically.ts'
import { replaceCollection } from './collections.ts'
import { finishPlain } from './finish-records.ts'
import { hasCallbacks, runCallbacks } from './lifecycle.ts'
import { type Meta, toContext } from './meta.ts'
import type { Runtime } from './runtime.ts'
import { insertRows, rowsPerStatement } from './statements/insert-rows.ts'
import type { QueryContext } from './statements/query-context.ts'

/**
 * Creates one record.
 * @throws {UsageError} `E_INVALID_NEW_RECORD`
 */
export async function create(
  runtime: Runtime,
  values: unknown,
  meta: Meta,
): Promise<Row | undefined> {
  const context = toContext(runtime, 'create', meta)
  const record = await prepareRecord(runtime, values, meta)
  const fetch = meta.fetch ?? runtime.model.fetchOn.create
  const [stored] = await insert(runtime, context, [record], meta, fetch)
  // A record with members of collections was read to link them: it is given without `fetch` too, as Waterline does.
  if (stored !== undefined && fetch) await runCallbacks(runtime, 'afterCreate', meta, stored)
  return stored
}

/** The record as it will be stored, after the model's callbacks have had their say: what they changed is checked. */
export async function prepareRecord(runtime: Runtime, values: unknown, meta: Meta): Promise<Row> {
  const now = Date.now()
  const record = runtime.values.newRecord(values, now)
  if (!hasCallbacks(runtime, 'beforeCreate', meta)) return record
  await runCallbacks(runtime, 'beforeCreate', meta, record)
  return runtime.values.newRecord(record, now)
}

/**
 * Creates several records, all or none of them.
 * @throws {UsageError} `E_INVALID_NEW_RECORDS`
 */
export async function createEach(
  runtime: Runtime,
  list: unknown,
  meta: Meta,
): Promise<Row[] | undefined> {
  const context = toContext(runtime, 'createEach', meta)
  const now = Date.now()
  let records = runtime.values.newRecords(list, now)
  if (hasCallbacks(runtime, 'beforeCreate', meta)) {
    await Promise.all(records.map((record) => runCallbacks(runtime, 'beforeCreate', meta, record)))
    records = runtime.values.newRecords(records, now)
  }
  const fetch = meta.fetch ?? runtime.model.fetchOn.createEach
  if (records.length === 0) return fetch ? [] : undefined
  const stored = await insert(runtime, context, records, meta, fetch)
  if (!fetch) return undefined
  if (hasCallbacks(runtime, 'afterCreate', meta)) {
    await Promise.all(stored.map((record) => runCallbacks(runtime, 'afterCreate', meta, record)))
  }
  return stored
}

/** Stores records that have been checked, with the links of their collections; gives them if they are wanted. */
export async function insert(
  runtime: Runtime,
  context: QueryContext,
  records: Row[],
  meta: Meta,
  fetch: boolean,
): Promise<Row[]> {
  const { storage, encryption } = runtime
  const collections = takeCollections(runtime, records)
  for (const record of records) encryption.encrypt(record, meta.encryptWith)
  const isOne =
    records.length <= rowsPerStatement(storage) &&
    (storage.dialect.traits.returning.insert || !fetch)
  if (collections.length === 0 && isOne && haveSameKeys(runtime, records)) {
    return finishPlain(
      runtime,
      await insertRows(storage, context, records, { givesRows: fetch }),
      meta.decrypt === true,
    )
  }
  return atomically(runtime, context, async (inside) => {
    const givesRows = fetch || collections.length > 0
    const stored = await insertRows(storage, inside, records, { givesRows })
    await link(runtime, inside, stored, collections)
    return finishPlain(runtime, stored, meta.decrypt === true)
  })
}

function haveSameKeys({ model }: Runtime, records: readonly Row[]): boolean {
  const isGiven = records[0]?.[model.primaryKey] !== undefined
  return records.every((record) => (record[model.primaryKey] !== undefined) === isGiven)
}

interface NewLinks {
  /** Which of the records. */
  readonly index: number
  readonly attrName: string
  readonly ids: unknown
}

/** Takes the plural associations out of records: they are no columns. */
function takeCollections({ model }: Runtime, records: readonly Row[]): NewLinks[] {
  const names = [...model.attributes.values()]
    .filter(({ kind }) => kind === 'collection')
    .map(({ name }) => name)
  return records.flatMap((record, index) =>
    names.flatMap((attrName) => {
      const ids = record[attrName]
      delete record[attrName]
      return ids === undefined ? [] : [{ index, attrName, ids }]
    }),
  )
}

async function link(
  runtime: Runtime,
  context: QueryContext,
  stored: readonly Row[],
  collections: readonly NewLinks[],
): Promise<void> {
  for (const { index, attrName, ids } of collections) {
    const key = stored[index]?.[runtime.model.primaryKey]
    // One after the other, on one connection.
    // oxlint-disable-next-line no-await-in-loop
    await replaceCollection(runtime, context, [key], attrName, ids)
  }
}
