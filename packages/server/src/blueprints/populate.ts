import { type ModelRecord, otherIdentity } from '../hook/model.ts'
import { type BlueprintCall, readAndSubscribe, view } from './blueprint-call.ts'
import { findThis } from './this-record.ts'

/** `GET /user/:parentid/pets`: what one record is linked with. @see Sails reference: blueprint API, populate where */
export async function populate(call: BlueprintCall): Promise<unknown> {
  const { model, options, context } = call
  const read = async () => {
    const parent = await findThis(call).meta({ ...call.options.meta })
    return parent === undefined ? [] : [parent]
  }

  const [parent] = await readAndSubscribe(call, read, false)

  const association = model.associations.find(({ alias }) => alias === options.alias)
  const linked = parent?.[options.alias ?? '']
  if (association === undefined || linked === undefined || linked === null) return undefined
  const other = context.models[otherIdentity(association)]
  const show = (record: ModelRecord): unknown => view(call, record, other)
  return Array.isArray(linked) ? linked.map(show) : show(linked as ModelRecord)
}
