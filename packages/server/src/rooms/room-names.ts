import { BadRoomError } from './errors.ts'

/**
 * What names of model rooms begin with. Apps cannot put a socket into one by `sails.sockets.join()`, because the
 * name often comes from a client: subscriptions are made by `Model.subscribe()`, which asks the policies first.
 */
export const MODEL_ROOM_PREFIX = 'sails_model_'

/** One name of a room. @throws {BadRoomError} when it is no string or an empty one. */
export function parseRoom(method: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw new BadRoomError(method, value, 'The name of a room is a string that is not empty.')
}

/** One name or an array of names. @throws {BadRoomError} when one of them cannot be the name of a room. */
export function parseRooms(method: string, value: unknown): string[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value]
  return names.map((name) => parseRoom(method, name))
}

/**
 * Names of rooms that sockets are to be put into.
 * @throws {BadRoomError} when one of them cannot be a room or is one of a model.
 */
export function parseRoomsToJoin(method: string, value: unknown): string[] {
  const names = parseRooms(method, value)
  const modelRoom = names.find((name) => name.startsWith(MODEL_ROOM_PREFIX))
  if (modelRoom === undefined) return names
  throw new BadRoomError(
    method,
    modelRoom,
    `Rooms that begin with "${MODEL_ROOM_PREFIX}" belong to models: use Model.subscribe() to join them.`,
  )
}
