import { type BlueprintCall, readAndSubscribe, view } from './blueprint-call.ts'
import { findThis } from './this-record.ts'

/** `GET /user/:id`: one record. @see Sails reference: blueprint API, find one */
export async function findOne(call: BlueprintCall): Promise<unknown> {
  const read = async () => {
    const record = await findThis(call).meta({ ...call.options.meta })
    return record === undefined ? [] : [record]
  }

  const [record] = await readAndSubscribe(call, read, false)

  return record && view(call, record)
}
