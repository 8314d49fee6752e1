import { type HalyardError, throwProblems } from '../errors.ts'
import { defineHook, type Hook, type HookDefinition } from '../hook/hook-definition.ts'
import type { HookHost } from '../hook/hook-host.ts'
import type { Handler } from '../request/handler.ts'
import { compilePolicies } from './compile-policies.ts'
import { isPolicyMap, type PolicyMap } from './policy-map.ts'

/**
 * The hook `policies`. It loads `api/policies`, compiles `config.policies` and shows the outcome as `sails.hooks.policies.policyMap`,
 * `.mapping` (policies by target) and `.middleware` (policies by name). The app asks it for each action's chain.
 */
export const policiesHook: Hook = defineHook((sails) => {
  const definition: HookDefinition = {
    defaults: { policies: {} },

    check: async () => {
      const problems: HalyardError[] = []
      const files = await sails.modules.load('policies', problems)
      const fromFiles = Object.fromEntries(files.map(({ name, exports }) => [name, exports]))
      const compiled = compilePolicies(sails.config['policies'], fromFiles)
      definition['policyMap'] = compiled.map
      definition['mapping'] = compiled.map.mapping
      definition['middleware'] = toDictionary(compiled.map)
      throwProblems([...problems, ...compiled.problems])
    },

    initialize: () => {
      sails.once('router:after', () => warnOfUnmatched(definition, sails))
    },
  }
  return definition
})

/** The policies of an app by its hooks: `undefined` when the hook `policies` is switched off. */
export function policyMapOf(hooks: Record<string, HookDefinition>): PolicyMap | undefined {
  const map = hooks['policies']?.['policyMap']
  return isPolicyMap(map) ? map : undefined
}

function warnOfUnmatched({ policyMap }: HookDefinition, sails: HookHost): void {
  if (!isPolicyMap(policyMap)) return
  for (const { message } of policyMap.unmatchedTargets(Object.keys(sails.getActions()))) {
    sails.log.warn(message)
  }
}

function toDictionary(map: PolicyMap): Record<string, Handler> {
  const entries = map.names.map((name) => [name, map.policy(name)] as const)
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [string, Handler] => entry[1] !== undefined),
  )
}
