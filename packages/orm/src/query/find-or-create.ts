import type { CriteriaClauses } from '../criteria/parse-criteria.ts'
import type { Row } from '../datastore/driver.ts'
import { AdapterError } from '../errors.ts'
import { atomically } from './atomically.ts'
import { insert, prepareRecord } from './create.ts'
import { findOne } from './find.ts'
import { runCallbacks } from './lifecycle.ts'
import { type Meta, toContext } from './meta.ts'
import type { Runtime } from './runtime.ts'

export interface FoundOrCreated {
  readonly record: Row
  readonly wasCreated: boolean
}

/**
 * The record that matches, or a new one. When somebody else creates it at the same moment, a unique attribute of the
 * model decides, and theirs is the result.
 * @throws {UsageError} `E_INVALID_NEW_RECORD`, also when a record is found.
 */
export async function findOrCreate(
  runtime: Runtime,
  clauses: CriteriaClauses,
  values: unknown,
  meta: Meta,
): Promise<FoundOrCreated> {
  runtime.values.newRecord(values, Date.now())
  const found = await findOne(runtime, clauses, new Map(), meta)
  if (found !== undefined) return { record: found, wasCreated: false }
  try {
    return { record: await createRecord(runtime, values, meta), wasCreated: true }
  } catch (error) {
    if (!(error instanceof AdapterError) || error.code !== 'E_UNIQUE') throw error
    const theirs = await findOne(runtime, clauses, new Map(), meta)
    if (theirs === undefined) throw error
    return { record: theirs, wasCreated: false }
  }
}

/** In a savepoint: on PostgreSQL a refused insert would end the transaction that the caller is in. */
async function createRecord(runtime: Runtime, values: unknown, meta: Meta): Promise<Row> {
  const context = toContext(runtime, 'findOrCreate', meta)
  const record = await prepareRecord(runtime, values, meta)
  const store = async (inside: typeof context) => {
    const [stored] = await insert(runtime, inside, [record], meta, true)
    return stored as Row
  }
  const isInside = context.connection?.isTransaction === true
  const stored = await (isInside ? atomically(runtime, context, store) : store(context))
  await runCallbacks(runtime, 'afterCreate', meta, stored)
  return stored
}
