import type { HalyardError } from '../errors.ts'
import type { Log } from '../hook/log.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import type { Step } from '../request/step.ts'
import type { CorsPolicies } from './cors-policies.ts'
import { type CorsPolicy, allowedOrigin } from './cors-policy.ts'

/**
 * Says with each answer whether pages of other origins may read it, and answers preflights of routes that have a
 * policy. A request from a socket is never held up; its answer has the headers for the handshake's origin.
 */
export function createCorsStep(policies: CorsPolicies, log: Log): Step {
  return (req, res, routeSetting) => {
    const policy = policyFor(policies, routeSetting('cors'), req, log)
    if (policy === undefined) {
      if (policies.rejectUnlisted && isForeign(req)) res.forbidden()
      return
    }
    const allowed = allowedOrigin(policy, req.get('origin'))
    if (allowed !== undefined) allow(res, policy, allowed)
    if (isPreflight(req)) answerPreflight(req, res, policy, allowed)
    else if (allowed === undefined && policy.rejectUnlisted && isForeign(req)) res.forbidden()
  }
}

/** Routes of the configuration were checked at load; one that somebody bound later may still be wrong. */
function policyFor(
  policies: CorsPolicies,
  setting: unknown,
  req: Request,
  log: Log,
): CorsPolicy | undefined {
  if (setting === undefined) return policies.forOthers
  const problems: HalyardError[] = []
  const policy = policies.resolve(setting, { route: `${req.method} ${req.path}` }, problems)
  if (problems.length === 0) return policy
  for (const problem of problems) log.error(problem.message)
  return undefined
}

function allow(res: Response, policy: CorsPolicy, origin: string): void {
  res.setHeader('access-control-allow-origin', origin)
  if (policy.origins !== 'any') res.vary('Origin')
  if (policy.allowCredentials) res.setHeader('access-control-allow-credentials', 'true')
  if (policy.responseHeaders !== '') {
    res.setHeader('access-control-expose-headers', policy.responseHeaders)
  }
}

function answerPreflight(
  req: Request,
  res: Response,
  policy: CorsPolicy,
  allowed: string | undefined,
): void {
  if (allowed !== undefined) {
    const headers = policy.requestHeaders || req.get('access-control-request-headers')
    res.setHeader('access-control-allow-methods', policy.methods)
    if (headers !== undefined && headers !== '') {
      res.setHeader('access-control-allow-headers', headers)
    }
  }
  res.status(200).end()
}

function isPreflight(req: Request): boolean {
  return req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined
}

/** Whether an HTTP request comes from a page of another origin. Pages name their own origin too when they post. */
function isForeign(req: Request): boolean {
  const origin = req.get('origin')
  if (origin === undefined || req.isSocket) return false
  return origin.toLowerCase() !== `${req.protocol}://${req.get('host')}`.toLowerCase()
}
