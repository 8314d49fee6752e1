import type { HookHost } from '../hook/hook-host.ts'
import type { NamedKind } from '../pipeline/compile-target.ts'
import { policyMapOf } from '../policies/policies-hook.ts'
import type { RouterResolvers } from './app-router.ts'
import type { LoadedApp } from './load-app.ts'

/**
 * What the names in route targets mean in an app: its actions, policies and responses.
 * @param loaded What the app has loaded, as it is when somebody asks.
 */
export function createRouterResolvers(
  app: HookHost,
  loaded: () => LoadedApp | undefined,
): RouterResolvers {
  const policies = () => policyMapOf(app.hooks)
  return {
    hooks: () => loaded()?.hooks ?? [],
    action: (identity) => loaded()?.actions.get(identity),
    policiesFor: (identity) => [
      ...(policies()?.chainFor(identity) ?? []),
      ...(loaded()?.actions.middlewareFor(identity) ?? []),
    ],
    policy: (name) => policies()?.policy(name),
    hasResponse: (name) =>
      typeof Reflect.get(app.messages.HttpResponse.prototype, name) === 'function',
    names: (kind) => namesOf(app, kind),
  }
}

function namesOf(app: HookHost, kind: NamedKind): Iterable<string> {
  const { hooks } = app
  if (kind === 'action') return Object.keys(app.getActions())
  if (kind === 'policy') return policyMapOf(hooks)?.names ?? []
  return Object.keys(hooks['responses']?.['responses'] ?? {})
}
