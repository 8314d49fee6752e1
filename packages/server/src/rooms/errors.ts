import { HalyardError } from '../errors.ts'

/** A call got something as socket that is none: `null`, a request over HTTP, a dictionary. */
export class NotASocketError extends HalyardError {
  override readonly name = 'NotASocketError'

  constructor(method: string, found: unknown) {
    super(
      'E_NOT_A_SOCKET',
      `sails.sockets.${method}() needs a socket, but got ${describe(found)}. Pass the id of a socket, ` +
        'a request with `req.isSocket`, a Socket.IO socket, or an array of these. ' +
        'A request that came over HTTP has no socket: ask `req.isSocket` first.',
    )
  }
}

/** A call got something as name of a room that cannot be one. */
export class BadRoomError extends HalyardError {
  override readonly name = 'BadRoomError'

  constructor(method: string, found: unknown, reason: string) {
    super('E_BAD_ROOM', `sails.sockets.${method}() got ${describe(found)} as a room. ${reason}`)
  }
}

/** An event was to be sent under a name that Socket.IO keeps for itself. */
export class ReservedEventError extends HalyardError {
  override readonly name = 'ReservedEventError'

  constructor(method: string, eventName: string) {
    super(
      'E_RESERVED_EVENT',
      `sails.sockets.${method}() cannot send an event named "${eventName}", because clients use that name ` +
        'for the connection itself. Choose another one.',
    )
  }
}

/** No socket of that id is connected to this process. */
export class NoSuchSocketError extends HalyardError {
  override readonly name = 'NoSuchSocketError'
  readonly status = 404

  constructor(id: string) {
    super(
      'E_NO_SUCH_SOCKET',
      `No socket with the id "${id}" is connected to this process. It may have gone, or it may be connected to ` +
        'another process: join(), leave() and broadcast() reach those, get() does not.',
    )
  }
}

/** Not every process said in time that it has changed its members of a room. */
export class UnconfirmedRoomChangeError extends HalyardError {
  override readonly name = 'UnconfirmedRoomChangeError'

  constructor(method: string, timeoutMs: number, cause: unknown) {
    super(
      'E_ROOM_CHANGE_UNCONFIRMED',
      `sails.sockets.${method}() was carried out in this process, but the others did not all confirm it within ` +
        `${timeoutMs} ms. They carry it out when Redis delivers it. Check that Redis can be reached; ` +
        '`sockets.roomAckTimeoutMs` sets how long to wait.',
      { cause },
    )
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty string' : `"${value}"`
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return 'an array'
  return 'url' in value ? 'a request without socket' : 'an object'
}
