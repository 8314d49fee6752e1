import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, toProblems } from '../errors.ts'
import { InvalidHookConfigError, MalformedHookError } from './errors.ts'
import type { Hook, HookCallback, HookDefinition } from './hook-definition.ts'
import type { HookHost } from './hook-host.ts'
import { mergeDefaults } from './merge-defaults.ts'

/** A hook of an app, between its definition and its end. */
export interface PreparedHook {
  /** Key in `sails.hooks`. */
  readonly key: string
  /** Key in `sails.config`. */
  readonly configKey: string
  readonly definition: HookDefinition
  /** Whether its `registerActions` has been called, by the hook itself or by the app. */
  readonly hasRegistered: () => boolean
}

/**
 * Calls the hooks' functions and binds the functions of what they return to it, so that members can be passed around.
 * Hooks for other environments are left out.
 * @param problems Gets a {@link MalformedHookError} for what is no hook, and an {@link InvalidHookConfigError} for a
 *   member of the wrong type.
 */
export function prepareHooks(
  factories: Readonly<Record<string, unknown>>,
  host: HookHost,
  problems: HalyardError[],
): PreparedHook[] {
  return Object.entries(factories).flatMap(([key, factory]) => {
    try {
      const hook = prepareHook(key, factory, host)
      return isForEnvironment(hook, host) ? [hook] : []
    } catch (error) {
      problems.push(...toProblems(error))
      return []
    }
  })
}

/** Merges the defaults of all hooks under the app's configuration, in the hooks' order. */
export function applyDefaults(
  hooks: readonly PreparedHook[],
  config: Record<string, unknown>,
): void {
  for (const { configKey, definition } of hooks) {
    const { defaults } = definition
    const values = typeof defaults === 'function' ? defaults(config) : defaults
    if (isPlainObject(values)) mergeDefaults(config, withConfigKey(values, configKey))
  }
}

/** Lets each hook check and complete the configuration. Collects coded problems; anything else is thrown at once. */
export function configureHooks(hooks: readonly Pick<PreparedHook, 'definition'>[]): HalyardError[] {
  const problems: HalyardError[] = []
  for (const { definition } of hooks) {
    try {
      definition.configure?.()
    } catch (error) {
      problems.push(...toProblems(error))
    }
  }
  return problems
}

/** Lets each hook look at the app's files. Collects coded problems; anything else is thrown at once. */
export async function checkHooks(
  hooks: readonly Pick<PreparedHook, 'definition'>[],
): Promise<HalyardError[]> {
  const problems: HalyardError[] = []
  for (const { definition } of hooks) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- files run in an order that does not change from lift to lift
      await definition.check?.()
    } catch (error) {
      problems.push(...toProblems(error))
    }
  }
  return problems
}

function prepareHook(key: string, factory: unknown, host: HookHost): PreparedHook {
  if (!isHook(factory)) throw new MalformedHookError(key, describe(factory))
  const definition: unknown = factory(host)
  if (typeof definition !== 'object' || definition === null) {
    throw new MalformedHookError(key, `a function that returned ${describe(definition)}`)
  }
  const hook = definition as HookDefinition
  for (const member of ['config', 'middleware']) {
    if (typeof hook[member] === 'function') throw new InvalidHookConfigError(key, member)
  }
  bindFunctions(hook)
  const configKey = typeof hook['configKey'] === 'string' ? hook['configKey'] : key
  Object.assign(hook, { identity: key.toLowerCase(), configKey })
  return { key, configKey, definition: hook, hasRegistered: noteRegistration(hook) }
}

/** Hooks for Sails register their actions in `initialize` themselves: Sails asks for them on reload only. */
function noteRegistration(hook: HookDefinition): () => boolean {
  const { registerActions } = hook
  let hasRegistered = false
  if (registerActions === undefined) return () => hasRegistered
  const noted = (done: HookCallback): unknown => {
    hasRegistered = true
    return registerActions(done)
  }
  // By its length, a declared callback is recognised.
  hook.registerActions = Object.defineProperty(noted, 'length', { value: registerActions.length })
  return () => hasRegistered
}

function isForEnvironment({ definition }: PreparedHook, { config }: HookHost): boolean {
  const { environments } = definition
  return environments === undefined || environments.includes(String(config['environment']))
}

function isHook(value: unknown): value is Hook {
  return typeof value === 'function'
}

/** Bound functions keep their `length`, by which a declared callback is recognised. */
function bindFunctions(hook: HookDefinition): void {
  for (const [name, member] of Object.entries(hook)) {
    if (typeof member === 'function' && !isClass(member)) hook[name] = member.bind(hook)
  }
}

function isClass(member: object): boolean {
  return Object.getOwnPropertyDescriptor(member, 'prototype')?.writable === false
}

function withConfigKey(
  defaults: Record<string, unknown>,
  configKey: string,
): Record<string, unknown> {
  if (!Object.hasOwn(defaults, '__configKey__')) return defaults
  const { __configKey__: own, ...others } = defaults
  return { ...others, [configKey]: own }
}

function describe(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `of type ${typeof value}`
}
