import { type Verb, isPlainObject } from '@halyard/protocol'

import type { VirtualRequestInit } from '../../request/create-message-classes.ts'
import { checkPlainData } from './check-plain-data.ts'
import type { ConnectionState } from './connection-state.ts'
import { BadVirtualRequestError } from './errors.ts'
import { mergePayloadData } from './merge-payload-data.ts'
import { parseRequestHeaders } from './parse-request-headers.ts'

/** Longest URL that a socket may ask for, in characters. */
const MAX_URL_LENGTH = 8_192

/** HTTP method of each verb. */
const METHODS: Readonly<Record<Verb, string>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  options: 'OPTIONS',
  head: 'HEAD',
}

/**
 * Turns what a socket sent into a request that the pipeline can run. The event's name says the verb; cookie, origin
 * and host come from the handshake.
 *
 * @param maxDepth How many objects and arrays of the data may lie in each other.
 * @throws {BadVirtualRequestError} when the payload is no dictionary, or its `url` or `headers` cannot be used
 * @throws {UnsafeDataError} when the data is nested too deep or has prototype keys
 */
export function parseVirtualRequest(
  connection: ConnectionState,
  verb: Verb,
  payload: unknown,
  maxDepth: number,
): VirtualRequestInit {
  if (!isPlainObject(payload)) {
    throw new BadVirtualRequestError(
      'The first argument of a request must be a dictionary with `url`, and `headers` and `data` where needed.',
    )
  }
  const { url, headers, params, data } = payload
  checkUrl(url)
  checkPlainData(params, maxDepth)
  checkPlainData(data, maxDepth)
  return {
    method: METHODS[verb],
    url,
    headers: parseRequestHeaders(headers, connection),
    body: mergePayloadData(verb, params, data),
    connection,
  }
}

function checkUrl(url: unknown): asserts url is string {
  if (typeof url !== 'string' || url === '') {
    throw new BadVirtualRequestError('`url` must be a string that is not empty, such as "/user/7".')
  }
  if (url.length > MAX_URL_LENGTH) {
    throw new BadVirtualRequestError(
      `\`url\` is longer than ${MAX_URL_LENGTH} characters. Put data into the body.`,
    )
  }
}
