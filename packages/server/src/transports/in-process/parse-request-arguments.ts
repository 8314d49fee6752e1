import { isPlainObject } from '@halyard/protocol'

import { showValue } from '../../errors.ts'
import { type InProcessReply, RequestUsageError } from './errors.ts'

/** A request as its caller describes it. @see Sails reference: sails.request */
export interface InProcessRequestOptions {
  /** Path and query string; may carry the verb: `'POST /user'`. */
  url: string
  /** @default the verb in `url`, else `'GET'` */
  method?: string
  /** Numbers and booleans are turned into text; `undefined` ones are left out. */
  headers?: Record<string, unknown>
  data?: unknown
  /** Older name of `data`. */
  params?: unknown
}

/** Node-style callback. `body` is that of the reply. */
export type InProcessCallback = (error: unknown, reply?: InProcessReply, body?: unknown) => void

/** One request in process: checked, the method in upper case, header names in lower case. */
export interface ParsedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly data: unknown
}

const ADDRESS = /^\s*(?:([a-z]+)\s+)?(\S.*?)\s*$/i

/**
 * Reads the forms of `sails.request()`: an address or options, then data.
 * @throws {RequestUsageError} when there is no URL to ask for
 */
export function parseRequestArguments(target: unknown, data: unknown): ParsedRequest {
  const options = typeof target === 'string' ? { url: target } : target
  if (!isPlainObject(options)) {
    throw new RequestUsageError(`its first argument is ${showValue(target)}, which says no URL.`)
  }
  const { url, method, headers, params } = options
  const address = ADDRESS.exec(typeof url === 'string' ? url : '')
  const [, verb, path] = address ?? []
  if (path === undefined) {
    throw new RequestUsageError(`\`url\` is ${showValue(url)}, which is no path.`)
  }
  if (method !== undefined && typeof method !== 'string') {
    throw new RequestUsageError(`\`method\` is ${showValue(method)}, which is no text.`)
  }
  return {
    method: (verb ?? method ?? 'get').toUpperCase(),
    url: path.startsWith('/') ? path : `/${path}`,
    headers: toHeaders(headers),
    data: data ?? options['data'] ?? params,
  }
}

function toHeaders(headers: unknown): Record<string, string> {
  if (headers === undefined || headers === null) return {}
  if (!isPlainObject(headers)) {
    throw new RequestUsageError(`\`headers\` is ${showValue(headers)}, which is no dictionary.`)
  }
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [name.toLowerCase(), toText(name, value)]),
  )
}

/** A list is one header with several values, as Node hands `set-cookie` out. */
function toText(name: string, value: unknown): string {
  if (Array.isArray(value) && value.length > 0) {
    return value
      .map((one: unknown) => toText(name, one))
      .join(name.toLowerCase() === 'cookie' ? '; ' : ', ')
  }
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value)
  throw new RequestUsageError(`the header "${name}" is ${showValue(value)}, which is no text.`)
}
