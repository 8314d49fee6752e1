import type { CriteriaClauses } from '../criteria/parse-criteria.ts'
import { type FoundOrCreated, findOrCreate } from './find-or-create.ts'
import type { Meta } from './meta.ts'
import type { Runtime } from './runtime.ts'
import { updateOne } from './update.ts'

/**
 * Changes the record that matches, or creates one with these values.
 * @throws {UsageError} `E_INVALID_NEW_RECORD`, `E_TOO_MANY_RECORDS`
 */
export async function upsert(
  runtime: Runtime,
  clauses: CriteriaClauses,
  values: unknown,
  meta: Meta,
): Promise<FoundOrCreated> {
  // Checked before anything is changed: it may have to be created.
  runtime.values.newRecord(values, Date.now())
  const updated = await updateOne(runtime, clauses, values, meta)
  if (updated !== undefined) return { record: updated, wasCreated: false }
  const { record, wasCreated } = await findOrCreate(runtime, clauses, values, meta)
  if (wasCreated) return { record, wasCreated }
  // Somebody else created it in between.
  return { record: (await updateOne(runtime, clauses, values, meta)) ?? record, wasCreated: false }
}
