import { extname } from 'node:path'

import type contentDisposition from 'content-disposition'
import encodeUrl from 'encodeurl'
import { append as appendToVary } from 'vary'

import { loadLater } from '../load-later.ts'
import { fullContentType } from './media-types.ts'
import { responseState } from './response-state.ts'
import type { Response, ResponseMembers } from './response.ts'
import { writeCookie } from './write-cookie.ts'

const disposition = loadLater((require): typeof contentDisposition =>
  require('content-disposition'),
)

type Names =
  | 'set'
  | 'header'
  | 'get'
  | 'append'
  | 'vary'
  | 'type'
  | 'location'
  | 'links'
  | 'attachment'
  | 'cookie'
  | 'clearCookie'

/** Members of every response that set headers. @see Sails reference: res */
export const responseHeaders: Pick<ResponseMembers, Names> & ThisType<Response> = {
  set(nameOrHeaders: string | Record<string, unknown>, value?: unknown) {
    return setHeaders(this, nameOrHeaders, value)
  },
  header(nameOrHeaders: string | Record<string, unknown>, value?: unknown) {
    return setHeaders(this, nameOrHeaders, value)
  },

  get(name) {
    return this.getHeader(name)
  },

  append(name, value) {
    const before = this.getHeader(name)
    if (before === undefined) return this.set(name, value)
    return this.set(name, [before, value].flat().map(String))
  },

  vary(field) {
    const header = appendToVary(String(this.getHeader('Vary') ?? ''), field)
    return header === '' ? this : this.set('Vary', header)
  },

  type(type) {
    const full = fullContentType(type)
    return this.set('Content-Type', withCharset(full, this.charset))
  },

  location(url) {
    const target = url === 'back' ? (this.req.get('referer') ?? '/') : url
    return this.set('Location', encodeUrl(target))
  },

  links(links) {
    const before = this.getHeader('Link')
    const added = Object.entries(links).map(([rel, url]) => `<${url}>; rel="${rel}"`)
    return this.set(
      'Link',
      [...(before === undefined ? [] : [String(before)]), ...added].join(', '),
    )
  },

  attachment(filename) {
    const extension = extname(filename ?? '')
    if (extension !== '') this.type(extension)
    return this.set('Content-Disposition', disposition()(filename))
  },

  cookie(name, value, options) {
    const { signatures } = responseState(this).runtime
    return this.append('Set-Cookie', writeCookie(name, value, options ?? {}, signatures))
  },

  clearCookie(name, options) {
    const { maxAge: _, ...kept } = options ?? {}
    return this.cookie(name, '', { ...kept, expires: new Date(1), signed: false })
  },
}

function setHeaders(
  res: Response,
  nameOrHeaders: string | Record<string, unknown>,
  value: unknown,
): Response {
  if (typeof nameOrHeaders === 'string') return setOne(res, nameOrHeaders, value)
  for (const [name, entry] of Object.entries(nameOrHeaders)) setOne(res, name, entry)
  return res
}

function setOne(res: Response, name: string, value: unknown): Response {
  if (Array.isArray(value)) return res.setHeader(name, value.map(String))
  const text = String(value)
  const isType = name.length === 12 && name.toLowerCase() === 'content-type'
  return res.setHeader(name, isType && text.includes('/') ? fullContentType(text) : text)
}

function withCharset(type: string, charset: string | undefined): string {
  if (charset === undefined) return type
  return `${type.replace(/;\s*charset=[^;]*/i, '')}; charset=${charset}`
}
