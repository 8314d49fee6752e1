import type { ModelRecord } from '../hook/model.ts'
import { type BlueprintCall, announce, idOf, subscribe, together, view } from './blueprint-call.ts'
import { linkedId, linksOf, linksOfUpdate } from './link-changes.ts'
import { criteriaOfThis, findThis } from './this-record.ts'

/** `PATCH /user/:id`: changes a record. @see Sails reference: blueprint API, update */
export async function update(call: BlueprintCall): Promise<unknown> {
  const { model, options, context } = call
  const values = options.valuesToSet ?? {}

  const done = await together(model, async (connection) => {
    const previous = await findThis(call, connection)
    if (previous === undefined) return undefined
    const links = await linksOfUpdate(call, previous, values, connection)
    const [stored] =
      (await model
        .update(criteriaOfThis(call), { ...values })
        .meta({ ...options.meta, fetch: true })
        .usingConnection(connection)) ?? []
    const record = (await findThis(call, connection)) ?? stored ?? previous
    return { previous, record, stored: stored ?? record, links }
  })

  if (done === undefined) return undefined
  const { previous, record, stored, links } = done
  const id = idOf(model, record)
  if (context.pubsub !== undefined) subscribe(call, context.pubsub, model, [record])
  const data = changedValues(call, previous, stored, values)
  const own = data === undefined ? [] : [{ verb: 'updated', model, id, data, previous } as const]
  announce(call, [...links.before, ...own, ...links.after])
  return view(call, record)
}

/** What is stored now of that which was sent and has changed, with the key and `updatedAt`; `undefined` for nothing. */
function changedValues(
  call: BlueprintCall,
  previous: ModelRecord,
  stored: ModelRecord,
  sent: ModelRecord,
): ModelRecord | undefined {
  const { attributes, primaryKey } = call.model
  const links = new Map(linksOf(call).map((link) => [link.association.alias, link]))
  const before = (name: string): unknown => {
    const link = links.get(name)
    return link === undefined ? previous[name] : (linkedId(link, previous[name]) ?? null)
  }
  const names = Object.keys(sent).filter((name) => name in attributes)
  const changed = names.filter(
    (name) =>
      links.get(name)?.association.type !== 'collection' && !isSame(before(name), stored[name]),
  )
  const hasMembers = names.some((name) => links.get(name)?.association.type === 'collection')
  if (changed.length === 0 && !hasMembers) return undefined
  const stamps = Object.keys(attributes).filter(
    (name) => attributes[name]?.['autoUpdatedAt'] === true,
  )
  const shown = [...changed, primaryKey, ...stamps]
  return Object.fromEntries(shown.map((name) => [name, stored[name]]))
}

function isSame(first: unknown, second: unknown): boolean {
  return first === second || JSON.stringify(first) === JSON.stringify(second)
}
