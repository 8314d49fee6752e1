import type { Log } from '../hook/log.ts'
import type { Model } from '../hook/model.ts'
import type { Request } from '../request/request.ts'
import { recordRoom } from './model-rooms.ts'
import type { Pubsub } from './pubsub.ts'
import { readIds } from './record-ids.ts'

/** What resourceful pubsub adds to models. @see Sails reference: websockets, resourceful pubsub */
export interface PubsubMethods {
  /**
   * Has the socket of a request told what is published about records. Does nothing for a request that came over HTTP.
   * @param ids A list of ids or of records, or one of them.
   * @throws {NoRecordIdError} `E_USAGE` when the list holds `null` or `undefined`
   */
  subscribe(req: Request, ids: unknown): void
  /** Takes the subscriptions back. @throws as {@link subscribe} */
  unsubscribe(req: Request, ids: unknown): void
  /**
   * Sends an event named like the model to every socket that subscribed to one of the records, once to each.
   * @param data Any JSON value; the ids are not added to it.
   * @param req Request whose socket is left out.
   * @throws as {@link subscribe}
   */
  publish(ids: unknown, data?: unknown, req?: Request): void
  /** Name of the room of a record; `undefined` for what can be no id. */
  getRoomName(id: unknown): string | undefined
}

/** Adds the methods to one model. */
export function addModelMethods(model: Model, pubsub: Pubsub, log: Log): void {
  const methods: PubsubMethods = {
    subscribe(req, ids) {
      if (!pubsub.subscribe(req, model, readIds(model, 'subscribe', ids, log))) {
        warnOfHttp('subscribe')
      }
    },
    unsubscribe(req, ids) {
      if (!pubsub.unsubscribe(req, model, readIds(model, 'unsubscribe', ids, log))) {
        warnOfHttp('unsubscribe')
      }
    },
    publish(ids, data, req) {
      pubsub.publish(model, readIds(model, 'publish', ids, log), data, req)
    },
    getRoomName(id) {
      const [read] = readIds(model, 'getRoomName', [id], log)
      return read === undefined ? undefined : recordRoom(model.identity, read)
    },
  }
  const warnOfHttp = (method: string): void => {
    log.warn(
      `${model.globalId}.${method}() was called for a request that came over HTTP, which cannot be told anything later. ` +
        'Ask `if (req.isSocket)` first.',
    )
  }
  Object.assign(model, methods)
}
