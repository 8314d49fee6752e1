import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, throwProblems, toProblems } from '../errors.ts'
import { callAndWait } from './call-and-wait.ts'
import { BadHookTimeoutError, HookCycleError, HookTimeoutError } from './errors.ts'
import type { HookHost } from './hook-host.ts'
import type { Measure } from './measure.ts'
import type { PreparedHook } from './prepare-hooks.ts'

/** Milliseconds that a hook may take to load, unless `config.hookTimeout` or its own `_hookTimeout` say otherwise. */
const DEFAULT_HOOK_TIMEOUT_MS = 40_000

/** What would keep hooks from loading, whatever they do: a circle of hooks that wait, a timeout that is no number. */
export function findLoadProblems(hooks: readonly PreparedHook[], host: HookHost): HalyardError[] {
  const checks = [() => refuseCycles(hooks), ...hooks.map((hook) => () => timeoutOf(hook, host))]
  const problems = checks.flatMap((check) => {
    try {
      check()
      return []
    } catch (error) {
      return [...toProblems(error)]
    }
  })
  // The limit that all hooks share is wrong once.
  return problems.filter(
    ({ message }, index) => index === problems.findIndex((one) => one.message === message),
  )
}

/**
 * Initializes hooks side by side, each after those that it names in `after`. Emits `hook:<key>:loaded` for each.
 * @param measure Told of the time that each takes.
 * @returns the hooks in the order in which they finished
 * @throws the first failure, unchanged, once nothing is being initialized any more or the failed one was told
 * @throws {HookTimeoutError} for a hook that takes too long, {HookCycleError} when hooks wait for each other
 */
export async function loadHooks(
  hooks: readonly PreparedHook[],
  host: HookHost,
  measure: Measure = async (_part, work) => work(),
): Promise<PreparedHook[]> {
  throwProblems(findLoadProblems(hooks, host))
  const finished: PreparedHook[] = []
  let failure: { readonly error: unknown } | undefined
  const initialized = new Map<string, Promise<void>>()
  const loading: Promise<void>[] = []
  for (const hook of inDependencyOrder(hooks)) {
    const waits = dependenciesOf(hook, hooks).map(async (name) => initialized.get(name))
    const ready = Promise.all(waits)
      .then(async () => {
        const tooLate = (ms: number): Error =>
          new HookTimeoutError(hook.key, ms, describeWaits(host.awaitedEvents(), hooks, finished))
        return measure(`hook "${hook.key}"`, async () =>
          initializeInTime(hook, timeoutOf(hook, host), tooLate),
        )
      })
      .then(() => void finished.push(hook))
    initialized.set(hook.key, ready)
    const announced = ready.then(async () => announce(hook, host))
    loading.push(
      announced.catch((error: unknown) => {
        host.emit(`hook:${hook.key}:error`, error)
        // The first one reaches the caller, also through hooks that wait for it; what else fails would be lost.
        const isTheSame = failure?.error === error && typeof error === 'object'
        if (failure !== undefined && !isTheSame) {
          host.log.error(`The hook "${hook.key}" failed to load, too:`, error)
        }
        failure ??= { error }
        throw error
      }),
    )
  }
  await Promise.all(loading)
  return finished
}

/**
 * Tells that a hook has loaded once those that declare to wait for it have begun, as with Sails, whose own hooks hear of
 * each other first: a hook of a package that waits for the session uses `sails.hooks.http.app`.
 */
async function announce({ key }: PreparedHook, host: HookHost): Promise<void> {
  await new Promise(setImmediate)
  host.emit(`hook:${key}:loaded`)
}

/** Lets hooks with `registerActions` register theirs. */
export async function registerHookActions(hooks: readonly PreparedHook[]): Promise<void> {
  for (const { definition } of hooks) {
    if (definition.registerActions !== undefined) {
      // In order: a later hook may replace an earlier one's action.
      // oxlint-disable-next-line no-await-in-loop
      await callAndWait(definition.registerActions, definition)
    }
  }
}

async function initialize({ definition }: PreparedHook): Promise<void> {
  if (definition.loadModules !== undefined) await callAndWait(definition.loadModules, definition)
  if (definition.initialize !== undefined) await callAndWait(definition.initialize, definition)
}

async function initializeInTime(
  hook: PreparedHook,
  ms: number,
  tooLate: (ms: number) => Error,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLate(ms)), ms)
  })
  try {
    await Promise.race([initialize(hook), timeout])
  } finally {
    clearTimeout(timer)
  }
}

/** Events that somebody waits for, each with the reason why it has not come, where a hook is to send it. */
function describeWaits(
  events: readonly string[],
  hooks: readonly PreparedHook[],
  finished: readonly PreparedHook[],
): string[] {
  return events.map((event) => {
    const [, name] = /^hook:(.+):loaded$/.exec(event) ?? []
    if (name === undefined) return event
    const sender = hooks.find(({ key }) => key === name)
    if (sender === undefined) return `${event} (there is no hook "${name}")`
    return finished.includes(sender) ? event : `${event} ("${name}" is still loading)`
  })
}

function timeoutOf(hook: PreparedHook, host: HookHost): number {
  const ownConfig = host.config[hook.configKey]
  const own = isPlainObject(ownConfig) ? ownConfig['_hookTimeout'] : undefined
  if (own !== undefined) return checkTimeout(`${hook.configKey}._hookTimeout`, own)
  return checkTimeout('hookTimeout', host.config['hookTimeout'] ?? DEFAULT_HOOK_TIMEOUT_MS)
}

function checkTimeout(key: string, ms: unknown): number {
  if (typeof ms !== 'number' || !Number.isInteger(ms) || ms < 1) {
    throw new BadHookTimeoutError(key, ms)
  }
  return ms
}

/** Names in `after` that are hooks of this app; one that is switched off is not waited for. */
function dependenciesOf(hook: PreparedHook, hooks: readonly PreparedHook[]): string[] {
  const wanted = hook.definition.after ?? []
  return hooks.map(({ key }) => key).filter((key) => wanted.includes(key))
}

/** Hooks with those before them that they wait for, otherwise in their own order. */
function inDependencyOrder(hooks: readonly PreparedHook[]): PreparedHook[] {
  const ordered: PreparedHook[] = []
  const visit = (hook: PreparedHook): void => {
    if (ordered.includes(hook)) return
    for (const name of dependenciesOf(hook, hooks)) {
      const needed = hooks.find(({ key }) => key === name)
      if (needed !== undefined) visit(needed)
    }
    ordered.push(hook)
  }
  for (const hook of hooks) visit(hook)
  return ordered
}

function refuseCycles(hooks: readonly PreparedHook[]): void {
  const byKey = new Map(hooks.map((hook) => [hook.key, hook]))
  const visit = (hook: PreparedHook, path: readonly string[]): void => {
    if (path.includes(hook.key)) {
      throw new HookCycleError([...path.slice(path.indexOf(hook.key)), hook.key])
    }
    for (const name of dependenciesOf(hook, hooks)) {
      const needed = byKey.get(name)
      if (needed !== undefined) visit(needed, [...path, hook.key])
    }
  }
  for (const hook of hooks) visit(hook, [])
}
