import { type BlueprintCall, readAndSubscribe, view } from './blueprint-call.ts'
import { findAll } from './this-record.ts'

/** `GET /user`: a list of records. @see Sails reference: blueprint API, find where */
export async function find(call: BlueprintCall): Promise<unknown> {
  const records = await readAndSubscribe(call, () => findAll(call), true)

  return records.map((record) => view(call, record))
}
