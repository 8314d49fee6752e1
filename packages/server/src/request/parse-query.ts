import type * as Qs from 'qs'

import { loadLater } from '../load-later.ts'
import { parsePlainQuery } from './parse-plain-query.ts'

const qs = loadLater((require): typeof Qs => require('qs'))

/** Levels of brackets that make objects; deeper ones stay text in the last key. */
const MAX_DEPTH = 5

/** Most parameters that are read; the rest is ignored. */
const MAX_PARAMETERS = 1_000

/** Largest index, and most entries, of an array. */
const MAX_ARRAY_LENGTH = 100

/**
 * Parses a URL's query string: nested (`a[b]=1`), lists (`a=1&a=2`, `a[]=1`). Names of `Object.prototype` are
 * dropped, so that `query.hasOwnProperty` is never a client's text.
 */
export function parseQuery(url: string): Record<string, unknown> {
  const start = url.indexOf('?')
  const fragment = url.indexOf('#')
  const end = fragment === -1 ? url.length : fragment
  if (start === -1 || start > end) return {}
  const text = url.slice(start + 1, end)
  return parsePlainQuery(text) ?? parseAnyQuery(text)
}

function parseAnyQuery(text: string): Record<string, unknown> {
  return qs().parse(text, {
    depth: MAX_DEPTH,
    parameterLimit: MAX_PARAMETERS,
    arrayLimit: MAX_ARRAY_LENGTH,
    allowPrototypes: false,
  })
}
