import type { Request } from '../request/request.ts'
import type { Step } from '../request/step.ts'
import type { CsrfSettings } from './csrf-settings.ts'
import type { CsrfTokens } from './csrf-tokens.ts'

/** Methods that change nothing, and so need no token. */
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Answers 403 to a request that changes something and carries no token of its session. It runs before any route, so
 * an address without route is 403 too, and tells nothing.
 */
export function createCsrfStep(settings: CsrfSettings, tokens: CsrfTokens): Step {
  return (req, res, routeSetting) => {
    if (SAFE_METHODS.has(req.method)) return
    const own = routeSetting('csrf')
    const isGuarded = typeof own === 'boolean' ? own : settings.isOn
    if (!isGuarded || (settings.trustsSocketOrigins && isFromSocket(req))) return
    const { session } = req
    if (session === undefined || !tokens.isGood(req, session)) res.forbidden()
  }
}

function isFromSocket(req: Request): boolean {
  return req.isSocket === true
}
