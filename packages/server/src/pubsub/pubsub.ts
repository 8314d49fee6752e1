import type { HookHost } from '../hook/hook-host.ts'
import type { Model, RecordId } from '../hook/model.ts'
import type { Request } from '../request/request.ts'
import type { Membership } from '../rooms/membership.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { type Announcement, audienceOf, mergeLinks, toMessage } from './announcement.ts'
import { classRoom, recordRoom } from './model-rooms.ts'
import type { RecordView } from './record-view.ts'

/** How subscriptions are kept and messages are sent. */
export interface PubsubSettings {
  /** Most rooms of records that one socket is in. */
  readonly maxSubscriptions: number
  /** One message for each linked id. */
  readonly singleIdMessages: boolean
  /** What clients see of a record. */
  readonly view: RecordView
}

/** Subscriptions to records and models, and what those who have them are told. */
export interface Pubsub {
  /** Changes told so far, by code of this process. */
  readonly changes: number
  /** What clients see of a record. */
  readonly view: RecordView
  /** Puts the socket of a request into the rooms of records. @returns whether it has one */
  subscribe(req: Request, model: Model, ids: readonly RecordId[]): boolean
  unsubscribe(req: Request, model: Model, ids: readonly RecordId[]): boolean
  /** Has the socket of a request told of new records. */
  watch(req: Request, model: Model): void
  /** Sends data to those who subscribed to one of the records, once to each. */
  publish(model: Model, ids: readonly RecordId[], data: unknown, sender: unknown): void
  /**
   * Tells what happened, in that order, and keeps the rooms in step: those who hear of a new record are subscribed to it,
   * and nobody stays in the room of one that is gone.
   * @param sender Request whose socket is not told.
   */
  announce(announcements: readonly Announcement[], sender: Request | undefined): void
}

/** Makes it for one app; the sockets are opened when they are needed. */
export function createPubsub(host: HookHost, settings: PubsubSettings): Pubsub {
  const { view, maxSubscriptions, singleIdMessages } = settings
  let changes = 0
  const send = (rooms: string[], event: string, data: unknown, sender: unknown): void => {
    changes += 1
    void roomsOf(host).broadcast(rooms, event, data, toSocketRequest(sender))
  }
  return {
    get changes() {
      return changes
    },
    view,

    subscribe(req, model, ids) {
      if (req.isSocket !== true) return false
      const free = maxSubscriptions - req.socket.rooms.size
      if (ids.length > free) {
        host.log.warn(
          `A socket has ${maxSubscriptions} subscriptions (config.pubsub.maxSubscriptions), ` +
            `and ${ids.length - Math.max(free, 0)} to ${model.globalId} were not added.`,
        )
      }
      const rooms = ids.slice(0, Math.max(free, 0)).map((id) => recordRoom(model.identity, id))
      if (rooms.length > 0) void req.socket.join(rooms)
      return true
    },

    unsubscribe(req, model, ids) {
      if (req.isSocket !== true) return false
      for (const id of ids) void req.socket.leave(recordRoom(model.identity, id))
      return true
    },

    watch(req, model) {
      if (req.isSocket === true) void req.socket.join(classRoom(model.identity))
    },

    publish(model, ids, data, sender) {
      const rooms = ids.map((id) => recordRoom(model.identity, id))
      if (rooms.length > 0) send(rooms, model.identity, data ?? null, sender)
    },

    announce(announcements, sender) {
      const told = singleIdMessages ? announcements : mergeLinks(announcements)
      for (const announcement of told) {
        const message = toMessage(announcement, view, singleIdMessages)
        send([audienceOf(announcement)], announcement.model.identity, message, sender)
        moveMembers(host, announcement)
      }
    },
  }
}

function moveMembers(host: HookHost, { verb, model, id }: Announcement): void {
  const room = recordRoom(model.identity, id)
  const change =
    verb === 'created'
      ? ({ kind: 'join', source: classRoom(model.identity), rooms: [room] } as const)
      : ({ kind: 'leave', source: room, rooms: [room] } as const)
  if (verb !== 'created' && verb !== 'destroyed') return
  membershipOf(host)
    .change('publish', change)
    .catch((error: unknown) => {
      host.log.warn('Not every process has confirmed a change of subscriptions:', error)
    })
}

/** A request over HTTP has no socket to leave out. */
function toSocketRequest(sender: unknown): Request | undefined {
  const isOfSocket = typeof sender === 'object' && sender !== null && 'isSocket' in sender
  return isOfSocket && sender.isSocket === true ? (sender as Request) : undefined
}

function roomsOf(host: HookHost): Rooms {
  return Reflect.get(host, 'sockets') as Rooms
}

function membershipOf(host: HookHost): Membership {
  return host.hooks['sockets']?.['membership'] as Membership
}
