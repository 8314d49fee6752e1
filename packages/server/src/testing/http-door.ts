import type { SailsApp } from '../app/sails.ts'
import { type TestReply, type UntypedTestRequest, withoutWireHeaders } from './test-reply.ts'

/** Verbs whose data travels in the query string. */
const WITHOUT_BODY = new Set(['GET', 'HEAD'])

/**
 * Asks a lifted app over real HTTP. Keeps cookies from one request to the next, as a browser does; redirects are not
 * followed.
 */
export function createHttpRequest(app: SailsApp): UntypedTestRequest {
  const cookies = new Map<string, string>()
  return async (method, url, data, headers) => {
    const verb = method.toUpperCase()
    const isInUrl = WITHOUT_BODY.has(verb)
    const response = await fetch(`${urlOf(app)}${isInUrl ? withQuery(url, data) : url}`, {
      method: verb,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(cookies.size > 0 ? { cookie: [...cookies.values()].join('; ') } : {}),
        ...(isInUrl || data === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: isInUrl || data === undefined ? null : JSON.stringify(data),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair)
    }
    return toReply(response)
  }
}

/** Where a lifted app listens. */
export function urlOf(app: SailsApp): string {
  const address = app.httpServer?.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return `http://127.0.0.1:${port}`
}

function withQuery(url: string, data: unknown): string {
  if (typeof data !== 'object' || data === null) return url
  const pairs = toPairs(data).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  )
  if (pairs.length === 0) return url
  return `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`
}

/** `{ a: { b: [1] } }` is `a[b][0]=1`. */
function toPairs(data: object, prefix = ''): [string, string][] {
  return Object.entries(data).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const name = prefix === '' ? key : `${prefix}[${key}]`
    if (typeof value === 'object' && value !== null) return toPairs(value, name)
    return value === undefined ? [] : [[name, `${value as string | number | boolean | null}`]]
  })
}

async function toReply(response: Response): Promise<TestReply> {
  const text = await response.text()
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
  return {
    statusCode: response.status,
    headers: withoutWireHeaders(toHeaders(response.headers)),
    body: text === '' ? undefined : isJson ? (JSON.parse(text) as unknown) : text,
  }
}

/** Cookies are a list, as through the other doors. */
function toHeaders(headers: Headers): Record<string, unknown> {
  const cookies = headers.getSetCookie()
  const others = Object.fromEntries(headers)
  return cookies.length === 0 ? others : { ...others, 'set-cookie': cookies }
}
