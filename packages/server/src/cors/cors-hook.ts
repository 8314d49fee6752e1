import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue, throwProblems } from '../errors.ts'
import { type Hook, defineHook } from '../hook/hook-definition.ts'
import type { HookHost } from '../hook/hook-host.ts'
import { type CorsPolicies, createCorsPolicies } from './cors-policies.ts'
import { createCorsStep } from './cors-step.ts'
import { InvalidCorsConfigError } from './errors.ts'
import { CORS_DEFAULTS } from './read-cors.ts'

/**
 * Cross-origin resource sharing: `config.security.cors` and the `cors` setting of routes. It is a part of the hook
 * that Sails calls `security`.
 *
 * @see Sails concepts: security, CORS
 */
export const corsHook: Hook = defineHook((host) => {
  let policies: CorsPolicies
  return {
    defaults: { security: { cors: { ...CORS_DEFAULTS } } },

    configure() {
      const problems: HalyardError[] = []
      policies = createCorsPolicies(corsConfig(host, problems), problems, (message) => {
        host.log.debug(message)
      })
      checkRoutes(host.config['routes'], policies, problems)
      throwProblems(problems)
    },

    initialize() {
      host.setStep('cors', createCorsStep(policies, host.log))
    },
  }
})

function corsConfig(host: HookHost, problems: HalyardError[]): Record<string, unknown> {
  const security = host.config['security']
  const given = isPlainObject(security) ? security['cors'] : undefined
  if (given !== undefined && !isPlainObject(given)) {
    problems.push(
      new InvalidCorsConfigError('global', `is ${showValue(given)}. Use a dictionary of settings.`),
    )
  }
  const old = host.config['cors']
  if (isPlainObject(old)) host.log.debug('`config.cors` is an old name; write `security.cors`.')
  return { ...(isPlainObject(given) ? given : {}), ...(isPlainObject(old) ? old : {}) }
}

function checkRoutes(routes: unknown, policies: CorsPolicies, problems: HalyardError[]): void {
  if (!isPlainObject(routes)) return
  for (const [route, target] of Object.entries(routes)) {
    if (isPlainObject(target)) policies.resolve(target['cors'], { route }, problems)
  }
}
