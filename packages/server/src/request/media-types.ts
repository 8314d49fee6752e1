import { contentType, lookup } from 'mime-types'
import Negotiator from 'negotiator'

/**
 * The first of some types (`json`, `text/html`) that an Accept header prefers, as it was given; `false` for none.
 * Without a header the first one.
 */
export function chooseMediaType(
  accept: string | undefined,
  types: readonly string[],
): string | false {
  const [first] = types
  if (first === undefined) return false
  if (accept === undefined) return first
  const fullTypes = types.map((type) => (type.includes('/') ? type : lookup(type) || ''))
  const known = fullTypes.filter((type) => type !== '')
  const [best] = new Negotiator({ headers: { accept } }).mediaTypes(known)
  return best === undefined ? false : (types[fullTypes.indexOf(best)] ?? false)
}

/** Whole Content-Type of an extension or type: `json` is `application/json; charset=utf-8`. */
export function fullContentType(type: string): string {
  return contentType(type) || (type.includes('/') ? type : 'application/octet-stream')
}

/** A Content-Type with its charset set to UTF-8, which is what texts are sent in. */
export function withUtf8(type: string): string {
  return /;\s*charset=/i.test(type)
    ? type.replace(/(;\s*charset=)[^;]*/i, '$1utf-8')
    : `${type}; charset=utf-8`
}

/** Whether bytes of that Content-Type are text. */
export function isTextual(type: string): boolean {
  return /^text\/|[/+](?:json|xml|javascript)\b|;\s*charset=/i.test(type)
}

/** Whether that Content-Type is JSON. */
export function isJson(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(type)
}
