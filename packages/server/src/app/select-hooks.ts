import { isPlainObject } from '@halyard/protocol'

import { BUILT_IN_HOOKS } from './built-in-hooks.ts'
import type { Config } from './config/config.ts'

/**
 * Names under which Sails documents the parts of loading that read files: the code below `api/`, the folder `config/`,
 * and hooks of the project and its packages. They can be switched off like hooks; nothing else of them is one.
 */
export type FileHook = 'moduleloader' | 'userconfig' | 'userhooks'

/**
 * Whether a hook, or one of {@link FileHook}, is neither switched off nor missing in `config.loadHooks`. Upper and lower
 * case count the same: the hook of `api/hooks/myHook` is `myhook`.
 */
export function isHookOn(name: string, { hooks, loadHooks }: Readonly<Config>): boolean {
  if (hooks === false) return false
  const isIt = (other: unknown): boolean => String(other).toLowerCase() === name.toLowerCase()
  if (Array.isArray(loadHooks) && !loadHooks.some(isIt)) return false
  if (!isPlainObject(hooks)) return true
  return Object.keys(hooks).every((key) => !isIt(key) || !isOff(hooks[key]))
}

/**
 * The hooks of an app: the built-in ones, with those of `config.hooks` in their place or behind them, then those that
 * were found in files, less those that are switched off. Names of hooks that do not exist are ignored.
 * @param found Hooks of the project and its packages. One of `config.hooks` wins over them.
 * @see Sails concepts: extending Sails, hooks, using hooks
 */
export function selectHooks(
  config: Readonly<Config>,
  found: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const given = isPlainObject(config.hooks) ? config.hooks : {}
  // `hooks: { orm: true }` asks for the built-in one, also where a package brings one of that name.
  const asked = new Set(Object.keys(given).filter((name) => given[name] === true))
  const others = Object.entries(found).filter(
    ([name]) => !asked.has(name) || !Object.hasOwn(BUILT_IN_HOOKS, name),
  )
  const own = Object.entries(given).filter(([, hook]) => hook !== true && !isOff(hook))
  const table = { ...BUILT_IN_HOOKS, ...Object.fromEntries(others), ...Object.fromEntries(own) }
  const ordered = [...Object.keys(BUILT_IN_HOOKS), ...own.map(([name]) => name)]
  const names = new Set([...ordered, ...Object.keys(found)])
  return Object.fromEntries(
    [...names].filter((name) => isHookOn(name, config)).map((name) => [name, table[name]]),
  )
}

function isOff(hook: unknown): boolean {
  return hook === false || hook === 'false' || hook === null || hook === undefined
}
