import type { Handler } from '../request/handler.ts'
import type { HookHost } from './hook-host.ts'

/** A route that a hook binds: a function, or a dictionary with `fn` and route options. */
export type HookRoute = Handler | (Record<string, unknown> & { fn: Handler })

/** Node-style callback that a hook's `initialize` may declare instead of returning a promise. */
export type HookCallback = (error?: unknown) => void

/**
 * What a hook is made of. Every member is optional. @see Sails concepts: extending Sails, hooks, hook specification
 */
export interface HookDefinition {
  /** Merged under the app's configuration; `__configKey__` stands for the hook's own key. */
  defaults?:
    | Record<string, unknown>
    | ((config: Record<string, unknown>) => Record<string, unknown>)
  /** Checks and completes `sails.config`. Runs after the defaults of all hooks and before any `initialize`. */
  configure?: () => void
  /**
   * Looks for what is wrong with the app's files and settings, after the `configure` of all hooks and before any
   * `initialize`. A returned promise is awaited. Coded errors that it throws are told along with those of others.
   */
  check?: () => unknown
  /** @deprecated do it in `initialize` */
  loadModules?: (done: HookCallback) => void
  /** Starts the hook. A returned promise is awaited; a declared callback is waited for. */
  initialize?: (done: HookCallback) => unknown
  routes?: { before?: Record<string, HookRoute>; after?: Record<string, HookRoute> }
  /** Registers actions at load and again on `sails.reloadActions()`. */
  registerActions?: (done: HookCallback) => unknown
  /** Opens what clients connect to; runs last, after `ready`. */
  handleLift?: (done: HookCallback) => unknown
  /** Ends what `initialize` and `handleLift` began. Awaited, or waited for, by `lower()`, in reverse order. */
  teardown?: (done: HookCallback) => unknown
  /** Environments in which the hook is there. @default all */
  environments?: readonly string[]
  /** Names of hooks that must have loaded before this one. */
  after?: readonly string[]
  [extra: string]: unknown
}

/** A hook, as a module exports it. */
export type Hook = (sails: HookHost) => HookDefinition

/** Gives a hook its types and changes nothing. */
export function defineHook(hook: Hook): Hook {
  return hook
}
