import { throwProblems } from '../errors.ts'
import { callAndWait } from './call-and-wait.ts'
import type { Hook, HookDefinition, HookRoute } from './hook-definition.ts'
import type { HookHost } from './hook-host.ts'
import { mergeDefaults } from './merge-defaults.ts'
import { checkHooks, configureHooks } from './prepare-hooks.ts'

/** Makes one hook of several, for features that are documented, and switched off, under one name. */
export function combineHooks(...hooks: readonly Hook[]): Hook {
  return (host: HookHost): HookDefinition => {
    const parts = hooks.map((hook) => hook(host))
    const callEach = async (name: 'initialize' | 'registerActions'): Promise<void> => {
      for (const part of parts) {
        const call = part[name]
        // oxlint-disable-next-line no-await-in-loop -- in order: a later part may build on an earlier one
        if (call !== undefined) await callAndWait(call, part)
      }
    }
    return {
      after: parts.flatMap(({ after }) => after ?? []),
      defaults: (config) => mergeAll(parts.map((part) => readDefaults(part, config))),
      configure: () => throwProblems(configureHooks(parts.map((definition) => ({ definition })))),
      check: async () =>
        throwProblems(await checkHooks(parts.map((definition) => ({ definition })))),
      initialize: async () => callEach('initialize'),
      registerActions: async () => callEach('registerActions'),
      get routes() {
        return { before: routesOf(parts, 'before'), after: routesOf(parts, 'after') }
      },
      teardown: async () => {
        for (const part of parts.toReversed()) {
          // oxlint-disable-next-line no-await-in-loop -- in reverse order, one after the other
          if (part.teardown !== undefined) await callAndWait(part.teardown, part)
        }
      },
    }
  }
}

function readDefaults(
  { defaults }: HookDefinition,
  config: Record<string, unknown>,
): Record<string, unknown> {
  return (typeof defaults === 'function' ? defaults(config) : defaults) ?? {}
}

function mergeAll(dictionaries: readonly Record<string, unknown>[]): Record<string, unknown> {
  const all: Record<string, unknown> = {}
  for (const dictionary of dictionaries) mergeDefaults(all, dictionary)
  return all
}

function routesOf(
  parts: readonly HookDefinition[],
  place: 'before' | 'after',
): Record<string, HookRoute> {
  return Object.assign({}, ...parts.map(({ routes }) => routes?.[place] ?? {})) as Record<
    string,
    HookRoute
  >
}
