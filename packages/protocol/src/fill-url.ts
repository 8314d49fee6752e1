/** `:id`, `:id?` and `:id(\\d+)`, with the slash before it. */
const PLACEHOLDER = /\/?:([A-Za-z_]\w*)(?:\([^)]*\))?(\?(?=\/|$))?/g

/** A query string begins at the first `?` that does not make a placeholder optional. */
const QUERY = /\?(?!\/|$)/

/** A URL whose placeholders are filled, and the parameters that none of them took. */
export interface FilledUrl {
  readonly url: string
  /** What was given itself when nothing was taken; nothing when nothing is left. */
  readonly rest: unknown
  /** Name of a parameter that no path can hold: it is empty, or no text, number or boolean. */
  readonly unfit: string | undefined
}

/**
 * Puts parameters into the placeholders of a URL, percent-encoded: `('/user/:id', { id: 3, limit: 15 })` gives `/user/3`
 * and leaves `{ limit: 15 }`. A placeholder without a value stays as it is, as in Sails; an optional one goes.
 */
export function fillUrl(url: string, params: unknown): FilledUrl {
  // Nearly all URLs have none, and cost no more than this.
  if (!url.includes(':')) return { url, rest: params, unfit: undefined }
  const left = toEntries(params)
  const given = left.size
  const end = url.search(QUERY)
  const path = end === -1 ? url : url.slice(0, end)
  let unfit: string | undefined
  const filled = path.replace(PLACEHOLDER, (found: string, name: string, optional = '') => {
    const value = left.get(name)
    if (value === undefined || value === null) return optional === '' ? found : ''
    if (!isFit(value)) {
      unfit = name
      return found
    }
    left.delete(name)
    return (found.startsWith('/') ? '/' : '') + encodeURIComponent(String(value))
  })
  const rest = toRest(params, left, given)
  return { url: (filled || '/') + url.slice(path.length), rest, unfit }
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

function isFit(value: unknown): value is string | number | boolean | bigint {
  return value !== '' && ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
}
