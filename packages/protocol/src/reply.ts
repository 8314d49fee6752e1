import { isPlainObject } from './request-payload.ts'

/** What a server acknowledges a request with. */
export interface Reply {
  /** HTTP status. A server with `sockets.sendStatusCode: false` leaves it out; clients then assume 200. */
  statusCode?: number
  /** Headers that the app set, without `set-cookie`. Left out with `sockets.sendResponseHeaders: false`. */
  headers?: Record<string, string | string[]>
  /** Absent when the response had no body. */
  body?: unknown
}

/** Code of the answer to a message that cannot become a request. */
export const PARSE_ERROR_CODE = 'SAILS:HOOK:SOCKETS:PARSE_VIRTUAL_REQ'

/**
 * Answer to a message that cannot become a request. Sails sends the bare error, without `body`; halyard sends a
 * {@link Reply} that carries `code` and `status` beside it for readers that look there.
 */
export interface ParseErrorReply {
  code: typeof PARSE_ERROR_CODE
  status: number
  message?: string
  body?: unknown
  headers?: Record<string, string>
  statusCode?: number
}

/** Whether an acknowledgement is an answer of the pipeline. The empty dictionary is one: no body, status 200. */
export function isReply(value: unknown): value is Reply {
  return isPlainObject(value) && !isParseErrorReply(value)
}

/** Whether an acknowledgement says that the server could not read the request. */
export function isParseErrorReply(value: unknown): value is ParseErrorReply {
  return isPlainObject(value) && value['code'] === PARSE_ERROR_CODE && value['status'] === 400
}
