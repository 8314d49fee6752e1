import { DEFAULT_EVENT_NAME, RESERVED_EVENT_NAMES } from '@halyard/protocol'

import { ReservedEventError } from './errors.ts'
import { toSocketId } from './socket-argument.ts'

/** What is sent, and who does not get it. */
export interface Message {
  readonly eventName: string
  readonly data: unknown
  /** Id of the socket that is left out. */
  readonly omittedId: string | undefined
  /** Whether something was given to be left out that is neither a socket nor a request. */
  readonly omitsNobody: boolean
}

/**
 * Sorts the arguments behind the room: `[eventName], data, [socketToOmit]`. A text in the first place is the name of
 * the event, so a text alone is an event without data.
 * @throws {ReservedEventError} when the event has a name of Socket.IO's own.
 */
export function parseMessage(method: string, values: readonly unknown[]): Message {
  const [first] = values
  const isNamed = typeof first === 'string'
  const [data, toOmit] = isNamed ? values.slice(1) : values
  const eventName = isNamed ? first : DEFAULT_EVENT_NAME
  if (RESERVED_EVENT_NAMES.has(eventName)) throw new ReservedEventError(method, eventName)

  const omittedId = typeof toOmit === 'string' ? toOmit : toSocketId(toOmit)
  return {
    eventName,
    data,
    omittedId,
    omitsNobody:
      omittedId === undefined && toOmit !== undefined && toOmit !== null && !isRequest(toOmit),
  }
}

/** Apps pass theirs along, whatever door it came through; one that came over HTTP has no socket to leave out. */
function isRequest(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'isSocket' in value
}

/** Data of an event without a name. A text is taken for a name. */
export type UnnamedData = object | null | undefined | number | boolean
