import { parseCookie } from 'cookie'

import type { CookieSignatures } from './cookie-signatures.ts'
import { type RequestState, requestState } from './request-state.ts'
import type { Request, RequestMembers } from './request.ts'

/** Before the value of a signed cookie. */
const SIGNED_PREFIX = 's:'

/** Before the value of a cookie that is JSON. */
const JSON_PREFIX = 'j:'

/** Cookies of every request, parsed on first read. */
export const requestCookies: Pick<RequestMembers, 'cookies' | 'signedCookies'> & ThisType<Request> =
  {
    get cookies() {
      const state = requestState(this)
      return state.cookies ?? readCookies(this, state).cookies
    },
    set cookies(cookies) {
      requestState(this).cookies = cookies
    },

    get signedCookies() {
      const state = requestState(this)
      return state.signedCookies ?? readCookies(this, state).signedCookies
    },
    set signedCookies(signedCookies) {
      requestState(this).signedCookies = signedCookies
    },
  }

interface ParsedCookies {
  /** Without prototype. */
  cookies: Record<string, unknown>
  signedCookies: Record<string, unknown>
}

function readCookies(req: Request, state: RequestState): ParsedCookies {
  const parsed = parseCookies(req.headers.cookie ?? '', state.runtime.signatures)
  state.cookies ??= parsed.cookies
  state.signedCookies ??= parsed.signedCookies
  return parsed
}

/** Takes a Cookie header apart; signed cookies stay among the others in an app that has no secret. */
function parseCookies(header: string, signatures: CookieSignatures): ParsedCookies {
  const cookies: Record<string, unknown> = Object.create(null)
  const signedCookies: Record<string, unknown> = Object.create(null)
  for (const [name, text = ''] of Object.entries(parseCookie(header))) {
    if (signatures.canCheck && text.startsWith(SIGNED_PREFIX)) {
      const value = signatures.unsign(text.slice(SIGNED_PREFIX.length))
      signedCookies[name] = value === false ? false : readJson(value)
    } else {
      cookies[name] = readJson(text)
    }
  }
  return { cookies, signedCookies }
}

function readJson(text: string): unknown {
  if (!text.startsWith(JSON_PREFIX)) return text
  try {
    const value: unknown = JSON.parse(text.slice(JSON_PREFIX.length))
    return value
  } catch {
    return text
  }
}
