import { isSessionCookieClaim } from '@halyard/protocol'

import type { HookHost } from '../hook/hook-host.ts'
import { pageGateOf } from '../hook/page-gate.ts'
import type { Handler } from '../request/handler.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import { SessionCookieRefusedError } from './errors.ts'
import { sessionOf } from './request-members.ts'
import type { SessionContext } from './session-context.ts'

/** Seconds for which browsers remember a preflight. */
const PREFLIGHT_SECONDS = '600'

/**
 * Sets the cookie that a socket was offered. All that is wrong with a claim gives the same 403.
 * @see CookieExchange for who may have it
 */
export function createClaimEndpoint(host: HookHost, context: SessionContext): Handler {
  return async (req, res, next) => {
    if (req.transport !== 'http') return next()
    res.set('Cache-Control', 'no-store')
    const origin = trustedOrigin(host, req)
    if (origin === undefined || !isSessionCookieClaim(req.body))
      throw new SessionCookieRefusedError()
    allowOrigin(res, origin)
    const sessionId = context.sidCookie.read(req.headers.cookie)
    const claimed = await context.exchange.claim(req.body, { origin, sessionId })
    const isSet = claimed !== undefined && sessionOf(req, context)?.adopt(claimed) === true
    if (!isSet) throw new SessionCookieRefusedError()
    return res.status(204).end()
  }
}

/** Lets trusted pages of other origins claim; for others it is a route like any. */
export function createClaimPreflight(host: HookHost): Handler {
  return (req, res, next) => {
    const origin = trustedOrigin(host, req)
    if (origin === undefined || req.headers['access-control-request-method'] !== 'POST') {
      return next()
    }
    allowOrigin(res, origin)
    res.set({
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'content-type',
      'Access-Control-Max-Age': PREFLIGHT_SECONDS,
    })
    return res.status(204).end()
  }
}

/** Origin of a request over HTTP, when its page is trusted with the sockets' sessions. */
function trustedOrigin(host: HookHost, req: Request): string | undefined {
  const { origin } = req.headers
  if (origin === undefined || req.isSocket || req.transport !== 'http') return undefined
  return pageGateOf(host)?.letsPage(req) === true ? origin : undefined
}

function allowOrigin(res: Response, origin: string): void {
  res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' })
  res.vary('Origin')
}
