import { isPlainObject } from '@halyard/protocol'

import { BUILT_IN_HOOKS } from './built-in-hooks.ts'
import type { Config } from './config/config.ts'

/**
 * The hooks of an app: the built-in ones, with those of `config.hooks` in their place or behind them, less those that
 * are switched off or missing in `config.loadHooks`. Names of hooks that do not exist are ignored there.
 * @see Sails concepts: extending Sails, hooks, using hooks
 */
export function selectHooks({ hooks, loadHooks }: Config): Record<string, unknown> {
  if (hooks === false) return {}
  const table: Record<string, unknown> = {
    ...BUILT_IN_HOOKS,
    ...(isPlainObject(hooks) ? hooks : {}),
  }
  const wanted = Array.isArray(loadHooks) ? new Set<unknown>(loadHooks) : undefined
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, hook]) => {
      const isOff = hook === false || hook === 'false' || hook === null || hook === undefined
      const isWanted = wanted === undefined || wanted.has(name)
      if (isOff || !isWanted) return []
      // `hooks: { session: true }` asks for the built-in one.
      return [[name, hook === true ? BUILT_IN_HOOKS[name] : hook]]
    }),
  )
}
