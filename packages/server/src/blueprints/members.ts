import type { ModelRecord, RecordId } from '../hook/model.ts'
import { type BlueprintCall, announce, idOf, subscribe, together, view } from './blueprint-call.ts'
import {
  type Link,
  type MemberChange,
  linksOf,
  readChildren,
  readMemberChange,
  readMembers,
  tellMembers,
  without,
} from './link-changes.ts'
import { findThis } from './this-record.ts'

/** What is done to the members of a plural association. */
export type MemberAction = 'add' | 'remove' | 'replace'

/** What changes, and the records that the client named. */
interface Plan extends MemberChange {
  readonly named: readonly ModelRecord[]
}

/**
 * Changes the members of a record's plural association, and tells both ends. Nothing is written, and nobody told, when
 * nothing changes.
 * @returns the parent; `undefined` when it, or a single child, is not there
 */
export async function changeMembers(call: BlueprintCall, action: MemberAction): Promise<unknown> {
  const { model, options, context } = call
  const link = linksOf(call).find(({ association }) => association.alias === options.alias)
  if (link === undefined) return undefined

  const done = await together(model, async (connection) => {
    const parent = await findThis(call, connection, {})
    if (parent === undefined) return undefined
    const plan = await makePlan(call, link, action, idOf(model, parent), connection)
    if (plan === undefined) return undefined
    await write(call, action, idOf(model, parent), plan, connection)
    return { parent: (await findThis(call, connection)) ?? parent, plan }
  })

  if (done === undefined) return undefined
  const { parent, plan } = done
  if (context.pubsub !== undefined && action !== 'remove') {
    subscribe(call, context.pubsub, model, [parent])
    subscribe(call, context.pubsub, link.other, plan.named)
  }
  announce(call, tellMembers(call, link, idOf(model, parent), plan))
  return view(call, parent)
}

async function makePlan(
  call: BlueprintCall,
  link: Link,
  action: MemberAction,
  parentId: RecordId,
  connection: unknown,
): Promise<Plan | undefined> {
  const ids = call.options.associatedIds ?? []
  const named = await readChildren(link, ids, connection)
  if (action === 'replace') {
    return { named, ...(await readMemberChange(call, link, parentId, ids, connection)) }
  }
  if (named.length === 0) return undefined
  const members = await readMembers(call, link, parentId, ids, connection)
  return action === 'add'
    ? { named, added: without(link.other, named, members), removed: [] }
    : { named, added: [], removed: members }
}

async function write(
  { model, options }: BlueprintCall,
  action: MemberAction,
  parentId: RecordId,
  { added, removed }: Plan,
  connection: unknown,
): Promise<void> {
  if (added.length === 0 && removed.length === 0) return
  const { alias = '', associatedIds = [] } = options
  const query =
    action === 'add'
      ? model.addToCollection(parentId, alias, [...associatedIds])
      : action === 'remove'
        ? model.removeFromCollection(parentId, alias, [...associatedIds])
        : model.replaceCollection(parentId, alias, [...associatedIds])
  await query.usingConnection(connection)
}
