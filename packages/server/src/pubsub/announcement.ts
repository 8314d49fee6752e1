import type { Model, ModelRecord, RecordId } from '../hook/model.ts'
import { classRoom, recordRoom } from './model-rooms.ts'
import type { RecordView } from './record-view.ts'

/** Something that happened to a record, for those who subscribed to it. */
export type Announcement =
  | {
      readonly verb: 'created'
      readonly model: Model
      readonly id: RecordId
      readonly record: ModelRecord
    }
  | {
      readonly verb: 'updated'
      readonly model: Model
      readonly id: RecordId
      /** The attributes that changed, with the values that are stored now. */
      readonly data: ModelRecord
      /** The record as it was; not for a change that another record caused. */
      readonly previous?: ModelRecord
    }
  | {
      readonly verb: 'destroyed'
      readonly model: Model
      readonly id: RecordId
      readonly previous: ModelRecord
    }
  | {
      readonly verb: 'addedTo' | 'removedFrom'
      readonly model: Model
      readonly id: RecordId
      /** The plural association. */
      readonly attribute: string
      readonly ids: readonly RecordId[]
    }

/** The room of those who hear it. */
export function audienceOf({ verb, model, id }: Announcement): string {
  return verb === 'created' ? classRoom(model.identity) : recordRoom(model.identity, id)
}

/**
 * The message of an announcement, as clients get it.
 * @param single Without the list of ids, as Sails sends one message for each of them.
 */
export function toMessage(
  announcement: Announcement,
  view: RecordView,
  single: boolean,
): ModelRecord {
  const { verb, model, id } = announcement
  if (verb === 'created') return { verb, id, data: view(model, announcement.record) }
  if (verb === 'destroyed') return { verb, id, previous: view(model, announcement.previous) }
  if (verb === 'updated') {
    const { data, previous } = announcement
    const message = { verb, id, data: view(model, data) }
    return previous === undefined ? message : { ...message, previous: view(model, previous) }
  }
  return toLinkMessage(announcement, single)
}

type LinkAnnouncement = Extract<Announcement, { verb: 'addedTo' | 'removedFrom' }>

function toLinkMessage(announcement: LinkAnnouncement, single: boolean): ModelRecord {
  const { verb, id, attribute, ids } = announcement
  const [one, all] = verb === 'addedTo' ? ['addedId', 'addedIds'] : ['removedId', 'removedIds']
  const message = { id, verb, attribute, ...(single ? {} : { [all]: ids }) }
  return ids.length === 1 ? { ...message, [one]: ids[0] } : message
}

/**
 * One announcement for all ids of an association of a record, at the place of the first, where Sails has one for each.
 */
export function mergeLinks(announcements: readonly Announcement[]): Announcement[] {
  const merged: Announcement[] = []
  for (const announcement of announcements) {
    const index = merged.findIndex((known) => isSameLink(known, announcement))
    const known = merged[index]
    if (known === undefined || !isLink(known) || !isLink(announcement)) merged.push(announcement)
    else merged[index] = { ...known, ids: [...known.ids, ...announcement.ids] }
  }
  return merged
}

function isLink(announcement: Announcement): announcement is LinkAnnouncement {
  return announcement.verb === 'addedTo' || announcement.verb === 'removedFrom'
}

function isSameLink(first: Announcement, second: Announcement): boolean {
  if (!isLink(first) || !isLink(second)) return false
  const isSameRecord = first.model === second.model && first.id === second.id
  return isSameRecord && first.verb === second.verb && first.attribute === second.attribute
}
