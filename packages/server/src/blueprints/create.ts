import type { ModelRecord } from '../hook/model.ts'
import { type BlueprintCall, announce, idOf, subscribe, together, view } from './blueprint-call.ts'
import { linksOfNewRecord } from './link-changes.ts'

/** `POST /user`: a new record. @see Sails reference: blueprint API, create */
export async function create(call: BlueprintCall): Promise<unknown> {
  const { model, options, context } = call
  const values = options.newRecord ?? {}

  const { record, links } = await together(model, async (connection) => {
    const links = await linksOfNewRecord(call, values, connection)
    const created = await model
      .create({ ...values })
      .meta({ ...options.meta, fetch: true })
      .usingConnection(connection)
    return { record: await populated(call, created ?? {}, connection), links }
  })

  const id = idOf(model, record)
  if (context.pubsub !== undefined) subscribe(call, context.pubsub, model, [record])
  const { before, after } = links(id)
  announce(call, [...before, { verb: 'created', model, id, record }, ...after])
  return view(call, record)
}

/** The record with its associations, as clients get it. */
async function populated(
  { model, options }: BlueprintCall,
  created: ModelRecord,
  connection: unknown,
): Promise<ModelRecord> {
  if (Object.keys(options.populates ?? {}).length === 0) return created
  const where = { [model.primaryKey]: created[model.primaryKey] }
  const found = await model.findOne({ where }, options.populates).usingConnection(connection)
  return found ?? created
}
