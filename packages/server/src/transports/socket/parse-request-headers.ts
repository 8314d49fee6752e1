import { isPlainObject } from '@halyard/protocol'

import { BadVirtualRequestError } from './errors.ts'

/** Most headers of one request. */
const MAX_HEADERS = 100
/** Most characters of all names and values together. */
const MAX_HEADERS_LENGTH = 16_384
/** Headers that belong to the connection: what a request says of them is dropped. */
const HEADERS_OF_THE_HANDSHAKE: ReadonlySet<string> = new Set(['origin', 'host', 'nosession'])

/** Headers that the handshake gives to every request of its socket; absent ones are `undefined`. */
export interface HandshakeHeaders {
  readonly cookie: string | undefined
  readonly origin: string | undefined
  readonly host: string | undefined
  readonly nosession: string | undefined
}

/**
 * Headers of a request, names in lower case, with those of the handshake put over them. A cookie of the request counts
 * only when the handshake had none.
 * @throws {BadVirtualRequestError} when they are no flat dictionary of strings, or too many, or too long
 */
export function parseRequestHeaders(
  headers: unknown,
  handshake: HandshakeHeaders,
): Record<string, string> {
  const parsed: Record<string, string> = {}
  if (headers !== undefined && headers !== null) copyHeaders(headers, parsed)
  // A page cannot choose these per request: it could then pass any origin or host rule.
  if (handshake.cookie !== undefined) parsed['cookie'] = handshake.cookie
  if (handshake.origin !== undefined) parsed['origin'] = handshake.origin
  if (handshake.host !== undefined) parsed['host'] = handshake.host
  if (handshake.nosession !== undefined) parsed['nosession'] = handshake.nosession
  return parsed
}

function copyHeaders(headers: unknown, parsed: Record<string, string>): void {
  if (!isPlainObject(headers)) {
    throw new BadVirtualRequestError('`headers` must be a dictionary of strings.')
  }
  let count = 0
  let length = 0
  for (const name in headers) {
    const value = headers[name]
    checkHeader(name, value)
    length += name.length + value.length
    if (++count > MAX_HEADERS || length > MAX_HEADERS_LENGTH) throw tooManyHeaders()
    const key = name.toLowerCase()
    if (!HEADERS_OF_THE_HANDSHAKE.has(key)) parsed[key] = value
  }
}

function checkHeader(name: string, value: unknown): asserts value is string {
  if (name === '' || name === '__proto__') {
    throw new BadVirtualRequestError(
      `\`headers\` has the name "${name}", which no header can have.`,
    )
  }
  if (typeof value !== 'string') {
    throw new BadVirtualRequestError(
      `The header "${name.slice(0, 100)}" must be a string, but is ${value === null ? 'null' : typeof value}.`,
    )
  }
}

function tooManyHeaders(): BadVirtualRequestError {
  return new BadVirtualRequestError(
    `A request can have ${MAX_HEADERS} headers of ${MAX_HEADERS_LENGTH} characters together. Put data into the body.`,
  )
}
