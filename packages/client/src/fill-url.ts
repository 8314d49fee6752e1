import { RequestUsageError } from './errors.ts'

/** `:id`, `:id?` and `:id(\\d+)`, with the slash before it. */
const PLACEHOLDER = /\/?:([A-Za-z_]\w*)(?:\([^)]*\))?(\?(?=\/|$))?/g

/** A query string begins at the first `?` that does not make a placeholder optional. */
const QUERY = /\?(?!\/|$)/

/** A URL whose placeholders are filled, and the parameters that none of them took. */
interface FilledUrl {
  readonly url: string
  /** What was given itself when nothing was taken; nothing when nothing is left. */
  readonly rest: unknown
}

/**
 * Puts parameters into the placeholders of a URL, percent-encoded: `('/user/:id', { id: 3, limit: 15 })` gives `/user/3`
 * and leaves `{ limit: 15 }`. A placeholder without a value stays as it is, as in Sails; an optional one goes.
 * @throws {RequestUsageError} for a value that is empty or no text, number or boolean.
 */
export function fillUrl(url: string, params: unknown): FilledUrl {
  // Nearly all URLs have none, and cost no more than this.
  if (!url.includes(':')) return { url, rest: params }
  const left = toEntries(params)
  const given = left.size
  const end = url.search(QUERY)
  const path = end === -1 ? url : url.slice(0, end)
  const filled = path.replace(PLACEHOLDER, (found: string, name: string, optional = '') => {
    const value = left.get(name)
    if (value === undefined || value === null) return optional === '' ? found : ''
    left.delete(name)
    return (found.startsWith('/') ? '/' : '') + encode(name, value)
  })
  return { url: (filled || '/') + url.slice(path.length), rest: toRest(params, left, given) }
}

function toRest(params: unknown, left: ReadonlyMap<string, unknown>, given: number): unknown {
  if (left.size === given) return params
  return left.size === 0 ? undefined : Object.fromEntries(left)
}

/** A list has no names. */
function toEntries(params: unknown): Map<string, unknown> {
  const isDictionary = typeof params === 'object' && params !== null && !Array.isArray(params)
  return new Map(isDictionary ? Object.entries(params) : [])
}

function encode(name: string, value: unknown): string {
  const isText = typeof value === 'string' || typeof value === 'number'
  if (value === '' || !(isText || typeof value === 'boolean' || typeof value === 'bigint')) {
    throw new RequestUsageError(`params.${name}`, 'a text that is not empty, or a number', value)
  }
  return encodeURIComponent(String(value))
}
