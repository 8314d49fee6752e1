import type * as MimeTypes from 'mime-types'
import type Negotiator from 'negotiator'

import { loadLater } from '../load-later.ts'

const mimeTypes = loadLater((require): typeof MimeTypes => require('mime-types'))
const negotiator = loadLater((require): typeof Negotiator => require('negotiator'))

/** Types that do not need the table of all there are. */
const COMMON_TYPES: ReadonlyMap<string, string> = new Map([
  ['txt', 'text/plain; charset=utf-8'],
  ['text', 'text/plain; charset=utf-8'],
  ['html', 'text/html; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['text/plain', 'text/plain; charset=utf-8'],
  ['text/html', 'text/html; charset=utf-8'],
  ['application/json', 'application/json; charset=utf-8'],
  ['application/javascript', 'application/javascript; charset=utf-8'],
])

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
  const fullTypes = types.map((type) =>
    type.includes('/') ? type : mimeTypes().lookup(type) || '',
  )
  const known = fullTypes.filter((type) => type !== '')
  const NegotiatorClass = negotiator()
  const [best] = new NegotiatorClass({ headers: { accept } }).mediaTypes(known)
  return best === undefined ? false : (types[fullTypes.indexOf(best)] ?? false)
}

/** Whole Content-Type of an extension or type: `json` is `application/json; charset=utf-8`. */
export function fullContentType(type: string): string {
  const common = COMMON_TYPES.get(type)
  if (common !== undefined) return common
  return mimeTypes().contentType(type) || (type.includes('/') ? type : 'application/octet-stream')
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
