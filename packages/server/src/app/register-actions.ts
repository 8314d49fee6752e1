import { isPlainObject } from '@halyard/protocol'

import type { ActionRegistry } from '../actions/action-registry.ts'
import { throwProblems } from '../errors.ts'
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
 * @throws {LiftProblemsError} with all that could not be registered
 */
export async function registerActions(
  host: HookHost,
  actions: ActionRegistry,
  hooks: readonly PreparedHook[],
): Promise<void> {
  await registerHookActions(hooks)
  await registerFileActions(host, actions)
  const { controllers } = host.config
  if (!isPlainObject(controllers)) return
  const source = 'config.controllers.moduleDefinitions'
  const modules = controllers['moduleDefinitions'] ?? {}
  throwProblems(actions.registerModules(modules, { force: true, source }))
}
