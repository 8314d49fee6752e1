import { COOKIE_PATH, type SessionCookieClaim } from '@halyard/protocol'

import { SessionCookieError } from './errors.ts'
import type { Settings } from './options.ts'
import { pageOrigin, parseAddress } from './platform.ts'

/** Milliseconds for the request; the server gives the offer no longer life. */
const CLAIM_TIMEOUT_MS = 30_000

/** Whether this client fetches the cookies that its server offers: in pages and workers, unless switched off. */
export function keepsSessionCookie({ sessionCookie, ...settings }: Settings): boolean {
  const origin = pageOrigin()
  if (sessionCookie === false || origin === undefined) return false
  // An app that wants no cookie from another origin's server wants none later either.
  return settings.useCORSRouteToGetCookie !== false || parseAddress(settings.url).origin === origin
}

/**
 * Fetches the cookie that the server has offered a socket. The address is ours to know, never the offer's to say: it
 * would take the token, and the browser's cookies, anywhere.
 *
 * @throws {SessionCookieError} when the server refuses, or cannot be reached in time
 */
export async function claimSessionCookie(url: string, claim: SessionCookieClaim): Promise<void> {
  const response = await post(new URL(COOKIE_PATH, parseAddress(url)), claim)
  if (!response.ok) throw new SessionCookieError(`with status ${response.status}`)
}

async function post(address: URL, claim: SessionCookieClaim): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(claim),
      credentials: 'include',
      // The page may be left as soon as its login is answered.
      keepalive: true,
      signal: AbortSignal.timeout(CLAIM_TIMEOUT_MS),
    })
  } catch (cause) {
    throw new SessionCookieError('not at all', cause)
  }
}
