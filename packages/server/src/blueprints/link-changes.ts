import {
  type Association,
  type Model,
  type ModelRecord,
  type RecordId,
  mirrorOf,
  otherIdentity,
} from '../hook/model.ts'
import type { Announcement } from '../pubsub/announcement.ts'
import { type BlueprintCall, idOf } from './blueprint-call.ts'

/** What is told about linked records, before and after the message about the record itself. */
export interface LinkAnnouncements {
  readonly before: readonly Announcement[]
  readonly after: readonly Announcement[]
}

/** One end of an association, seen from the record that an action works on. */
export interface Link {
  readonly association: Association
  /** The model at the other end. */
  readonly other: Model
  /** The association of the other model that points back; without it nobody there is told. */
  readonly mirror: Association | undefined
}

/** The associations of the call's model. */
export function linksOf({ model, context }: BlueprintCall): Link[] {
  return model.associations.flatMap((association) => {
    const other = context.models[otherIdentity(association)]
    if (other === undefined) return []
    return [{ association, other, mirror: mirrorOf(model, association, context.models) }]
  })
}

/** The key in a singular association's value: it may be populated. */
export function linkedId({ other }: Link, value: unknown): RecordId | undefined {
  const id =
    typeof value === 'object' && value !== null ? Reflect.get(value, other.primaryKey) : value
  return typeof id === 'string' || typeof id === 'number' ? id : undefined
}

/**
 * Reads what links of a new record mean to others, before it is written.
 * @returns the announcements, once the record has a key
 */
export async function linksOfNewRecord(
  call: BlueprintCall,
  values: ModelRecord,
  connection: unknown,
): Promise<(id: RecordId) => LinkAnnouncements> {
  const named = linksOf(call).filter(({ association }) => isNamed(values[association.alias]))
  const children = await Promise.all(
    named.map((link) => readChildren(link, values[link.association.alias], connection)),
  )
  return (id) => {
    const before: Announcement[] = []
    const after: Announcement[] = []
    for (const [index, link] of named.entries()) {
      if (link.association.type === 'model') {
        before.push(...tellParent(link, 'addedTo', values[link.association.alias], id))
        continue
      }
      for (const child of children[index] ?? []) {
        before.push(...tellAddedChild(link, child, id))
        after.push(...tellRobbedParent(call, link, child, id))
      }
    }
    return { before, after }
  }
}

/** What an update means to linked records, by comparing with the record before it. */
export async function linksOfUpdate(
  call: BlueprintCall,
  previous: ModelRecord,
  values: ModelRecord,
  connection: unknown,
): Promise<LinkAnnouncements> {
  const id = idOf(call.model, previous)
  const before: Announcement[] = []
  for (const link of linksOf(call)) {
    const { alias, type } = link.association
    if (!(alias in values) || values[alias] === undefined) continue
    if (type === 'model') before.push(...tellParents(link, previous[alias], values[alias], id))
    else {
      // oxlint-disable-next-line no-await-in-loop -- one connection, one query at a time
      const change = await readMemberChange(call, link, id, toIds(values[alias]), connection)
      before.push(...tellMembers(call, link, id, change))
    }
  }
  return { before, after: [] }
}

/** What the end of a record means to those that it was linked with. */
export async function linksOfDestroyed(
  call: BlueprintCall,
  previous: ModelRecord,
  connection: unknown,
): Promise<Announcement[]> {
  const id = idOf(call.model, previous)
  const announcements: Announcement[] = []
  for (const link of linksOf(call)) {
    if (link.mirror === undefined) continue
    if (link.association.type === 'model') {
      announcements.push(...tellParent(link, 'removedFrom', previous[link.association.alias], id))
      continue
    }
    // oxlint-disable-next-line no-await-in-loop -- one connection, one query at a time
    const members = await readMembers(call, link, id, undefined, connection)
    announcements.push(...members.flatMap((child) => tellRemovedChild(link, child, id)))
  }
  return announcements
}

/** How the members of a plural association change. */
export interface MemberChange {
  /** Records that come in, as they were before. */
  readonly added: readonly ModelRecord[]
  /** Records that go out. */
  readonly removed: readonly ModelRecord[]
}

/** What becomes of the members when they are to be exactly those. */
export async function readMemberChange(
  call: BlueprintCall,
  link: Link,
  parentId: RecordId,
  ids: readonly RecordId[],
  connection: unknown,
): Promise<MemberChange> {
  const { other } = link
  const wanted = await readChildren(link, ids, connection)
  const members = await readMembers(call, link, parentId, undefined, connection)
  return { added: without(other, wanted, members), removed: without(other, members, wanted) }
}

/** Records of the first list that are not in the second one. */
export function without(
  model: Model,
  records: readonly ModelRecord[],
  others: readonly ModelRecord[],
): ModelRecord[] {
  const ids = new Set(others.map((record) => idOf(model, record)))
  return records.filter((record) => !ids.has(idOf(model, record)))
}

/**
 * Reads members of a plural association.
 * @param ids Only these; `undefined` for all.
 */
export async function readMembers(
  { model }: BlueprintCall,
  { association, other }: Link,
  parentId: RecordId,
  ids: readonly RecordId[] | undefined,
  connection: unknown,
): Promise<ModelRecord[]> {
  const which = ids === undefined ? true : { where: { [other.primaryKey]: [...ids] } }
  const parent = await model
    .findOne({ where: { [model.primaryKey]: parentId } }, { [association.alias]: which })
    .usingConnection(connection)
  const members = parent?.[association.alias]
  return Array.isArray(members) ? (members as ModelRecord[]) : []
}

/** Reads the records of a plural association's value that exist. */
export async function readChildren(
  { other }: Link,
  value: unknown,
  connection: unknown,
): Promise<ModelRecord[]> {
  const ids = toIds(value)
  if (ids.length === 0) return []
  return other.find({ where: { [other.primaryKey]: ids } }).usingConnection(connection)
}

/** Tells both ends, and parents that a member was taken from, member by member. */
export function tellMembers(
  call: BlueprintCall,
  link: Link,
  parentId: RecordId,
  { added, removed }: MemberChange,
): Announcement[] {
  const { model } = call
  const { other, association } = link
  const own = (verb: 'addedTo' | 'removedFrom', child: ModelRecord): Announcement => ({
    verb,
    model,
    id: parentId,
    attribute: association.alias,
    ids: [idOf(other, child)],
  })
  return [
    ...added.flatMap((child) => [
      own('addedTo', child),
      ...tellAddedChild(link, child, parentId),
      ...tellRobbedParent(call, link, child, parentId),
    ]),
    ...removed.flatMap((child) => [
      own('removedFrom', child),
      ...tellRemovedChild(link, child, parentId),
    ]),
  ]
}

function tellAddedChild(link: Link, child: ModelRecord, parentId: RecordId): Announcement[] {
  return tellChild(link, child, 'addedTo', parentId, parentId)
}

function tellRemovedChild(link: Link, child: ModelRecord, parentId: RecordId): Announcement[] {
  return tellChild(link, child, 'removedFrom', parentId, null)
}

/** The other end has the parent as one of many, or as its only one. */
function tellChild(
  { other, mirror }: Link,
  child: ModelRecord,
  verb: 'addedTo' | 'removedFrom',
  parentId: RecordId,
  reference: RecordId | null,
): Announcement[] {
  if (mirror === undefined) return []
  const id = idOf(other, child)
  if (mirror.type === 'collection') {
    return [{ verb, model: other, id, attribute: mirror.alias, ids: [parentId] }]
  }
  return [{ verb: 'updated', model: other, id, data: { [mirror.alias]: reference } }]
}

/** A child has one parent: the one that it had until now loses it. */
function tellRobbedParent(
  { model }: BlueprintCall,
  { association, other, mirror }: Link,
  child: ModelRecord,
  parentId: RecordId,
): Announcement[] {
  if (mirror?.type !== 'model') return []
  const robbed = child[mirror.alias]
  const isOther = (typeof robbed === 'string' || typeof robbed === 'number') && robbed !== parentId
  if (!isOther) return []
  const ids = [idOf(other, child)]
  return [{ verb: 'removedFrom', model, id: robbed, attribute: association.alias, ids }]
}

/** A singular association that changes: the old one loses the record, the new one gets it. */
function tellParents(link: Link, before: unknown, after: unknown, id: RecordId): Announcement[] {
  if (String(linkedId(link, before)) === String(linkedId(link, after))) return []
  return [...tellParent(link, 'removedFrom', before, id), ...tellParent(link, 'addedTo', after, id)]
}

function tellParent(
  link: Link,
  verb: 'addedTo' | 'removedFrom',
  value: unknown,
  id: RecordId,
): Announcement[] {
  const parentId = linkedId(link, value)
  if (link.mirror?.type !== 'collection' || parentId === undefined) return []
  return [{ verb, model: link.other, id: parentId, attribute: link.mirror.alias, ids: [id] }]
}

function isNamed(value: unknown): boolean {
  return value !== undefined && value !== null
}

function toIds(value: unknown): RecordId[] {
  const list: readonly unknown[] = [value].flat()
  return list.filter((id): id is RecordId => typeof id === 'string' || typeof id === 'number')
}
