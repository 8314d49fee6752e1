import fresh from 'fresh'
import type Negotiator from 'negotiator'
import parseRange from 'range-parser'
import type * as TypeIs from 'type-is'

import { loadLater } from '../load-later.ts'
import { chooseMediaType } from './media-types.ts'
import { requestState } from './request-state.ts'
import type { Request, RequestMembers } from './request.ts'

const negotiator = loadLater((require): typeof Negotiator => require('negotiator'))
const typeIs = loadLater((require): typeof TypeIs => require('type-is'))

type Names =
  | 'get'
  | 'header'
  | 'xhr'
  | 'wantsJSON'
  | 'explicitlyAcceptsHTML'
  | 'fresh'
  | 'stale'
  | 'accepts'
  | 'acceptsCharsets'
  | 'acceptsEncodings'
  | 'acceptsLanguages'
  | 'is'
  | 'range'

/** Members of every request that read its headers. */
export const requestHeaders: Pick<RequestMembers, Names> & ThisType<Request> = {
  get(name) {
    return readHeader(this, name)
  },
  header(name) {
    return readHeader(this, name)
  },

  get xhr() {
    return this.headers['x-requested-with']?.toString().toLowerCase() === 'xmlhttprequest'
  },
  get wantsJSON() {
    return requestState(this).wantsJSON ?? wantsJson(this)
  },
  set wantsJSON(wants) {
    requestState(this).wantsJSON = wants
  },
  get explicitlyAcceptsHTML() {
    return this.headers.accept?.includes('html') ?? false
  },

  get fresh() {
    return isFresh(this)
  },
  get stale() {
    return !isFresh(this)
  },

  accepts(...types) {
    const asked = types.flat()
    return asked.length === 0
      ? negotiate(this).mediaTypes()
      : chooseMediaType(this.headers.accept, asked)
  },
  acceptsCharsets(...charsets) {
    return choose(charsets.flat(), (asked) => negotiate(this).charsets(asked))
  },
  acceptsEncodings(...encodings) {
    return choose(encodings.flat(), (asked) => negotiate(this).encodings(asked))
  },
  acceptsLanguages(...languages) {
    return choose(languages.flat(), (asked) => negotiate(this).languages(asked))
  },

  is(...types) {
    if (!hasBody(this)) return null
    const type = this.headers['content-type']
    return type === undefined ? false : typeIs().is(type, types.flat())
  },

  range(size, options) {
    const { range } = this.headers
    return range === undefined ? undefined : parseRange(size, range, options)
  },
}

function negotiate(req: Request): Negotiator {
  const NegotiatorClass = negotiator()
  return new NegotiatorClass(req)
}

function readHeader(req: Request, name: string): string | undefined {
  const lowerCase = name.toLowerCase()
  const { headers } = req
  const value =
    lowerCase === 'referer' || lowerCase === 'referrer'
      ? (headers['referrer'] ?? headers.referer)
      : headers[lowerCase]
  return Array.isArray(value) ? value.join(', ') : value
}

/** @see Sails reference: req.wantsJSON */
function wantsJson(req: Request): boolean {
  if (req.transport !== 'http' || req.xhr) return true
  const { accept } = req.headers
  if (accept === undefined || !accept.includes('html')) return true
  const type = req.headers['content-type']
  return (
    (type !== undefined && typeIs().is(type, ['json']) !== false) ||
    req.options['wantsJSON'] === true
  )
}

function isFresh(req: Request): boolean {
  const { res } = requestState(req)
  if (res === undefined || (req.method !== 'GET' && req.method !== 'HEAD')) return false
  if ((res.statusCode < 200 || res.statusCode > 299) && res.statusCode !== 304) return false
  return fresh(req.headers, {
    etag: res.get('etag')?.toString(),
    'last-modified': res.get('last-modified')?.toString(),
  })
}

function choose(
  asked: string[],
  accepted: (asked: string[] | undefined) => string[],
): string | string[] | false {
  return asked.length === 0 ? accepted(undefined) : (accepted(asked)[0] ?? false)
}

/** A virtual request always carries data; over HTTP its headers tell. */
function hasBody(req: Request): boolean {
  if (req.transport !== 'http') return true
  const length = req.headers['content-length']
  return req.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}
