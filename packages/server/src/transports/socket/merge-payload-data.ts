import { isPlainObject } from '@halyard/protocol'

import { BadVirtualRequestError } from './errors.ts'

/** Longest text that is spread into a dictionary of its characters, as Sails does with a text under `data`. */
const MAX_SPREAD_TEXT = 1_000

/**
 * The body of a virtual request: `params` overlaid by `data`. An array under `data` stays one for verbs with a body;
 * every other array, and a text, becomes a dictionary keyed by index; other values count as nothing.
 *
 * @see Sails reference: io.socket.request, `data`
 */
export function mergePayloadData(verb: string, params: unknown, data: unknown): unknown {
  if (Array.isArray(data) && hasBody(verb)) return data
  if (params === undefined && isPlainObject(data)) return data
  return { ...toDictionary(params), ...toDictionary(data) }
}

function hasBody(verb: string): boolean {
  return verb === 'post' || verb === 'put' || verb === 'patch'
}

function toDictionary(value: unknown): object {
  if (typeof value === 'object' && value !== null) return { ...value }
  if (typeof value !== 'string') return {}
  if (value.length <= MAX_SPREAD_TEXT) return Object.fromEntries(value.split('').entries())
  throw new BadVirtualRequestError('`data` is a text. Send a dictionary or an array.')
}
