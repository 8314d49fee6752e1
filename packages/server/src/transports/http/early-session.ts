import type { HookHost } from '../../hook/hook-host.ts'
import type { HttpMiddleware } from './http-middleware.ts'

/**
 * Makes the built-in `session` middleware, for apps that have middleware of their own between it and the router: it runs
 * the pipeline's session step early. The step itself does its work once for each request.
 */
export function createEarlySession(host: HookHost): HttpMiddleware | undefined {
  const step = host.getStep('session')
  if (step === undefined) return undefined
  return async (req, res, next) => {
    await step(req, res, noSetting)
    if (!res.writableEnded) next()
  }
}

/** Keeps the pipeline's session step away from HTTP requests, whose `session` middleware is the app's own, or off. */
export function leaveSessionToApp(host: HookHost): void {
  const step = host.getStep('session')
  if (step === undefined) return
  host.setStep('session', (req, res, routeSetting) =>
    req.transport === 'http' ? undefined : step(req, res, routeSetting),
  )
}

/** The route is not known yet, so none of its settings. */
function noSetting(): undefined {
  return undefined
}
