import { isPlainObject } from '@halyard/protocol'

import type { ActionRegistry } from '../actions/action-registry.ts'
import type { HalyardError } from '../errors.ts'
import type { HookHost } from '../hook/hook-host.ts'
import { registerHookActions } from '../hook/load-hooks.ts'
import type { PreparedHook } from '../hook/prepare-hooks.ts'
import { registerFileActions } from './files/load-actions.ts'

/** What `sails.reloadActions()` takes. */
export interface ReloadOptions {
  /** Names of hooks that are not asked for their actions. */
  hooksToSkip?: readonly string[]
}

/**
 * Registers the actions of hooks, then those of files, then those of `config.controllers.moduleDefinitions`. Later ones
 * win.
 * @returns all that could not be registered
 * @throws (rejects) what a hook fails with, unchanged
 */
export async function registerActions(
  host: HookHost,
  actions: ActionRegistry,
  hooks: readonly PreparedHook[],
): Promise<HalyardError[]> {
  await registerHookActions(hooks)
  return registerAppActions(host, actions)
}

/** The part of {@link registerActions} that is the app's own. */
export async function registerAppActions(
  host: HookHost,
  actions: ActionRegistry,
): Promise<HalyardError[]> {
  const problems = await registerFileActions(host, actions)
  const { controllers } = host.config
  const modules = isPlainObject(controllers) ? (controllers['moduleDefinitions'] ?? {}) : {}
  const source = 'config.controllers.moduleDefinitions'
  return [...problems, ...actions.registerModules(modules, { force: true, source })]
}
