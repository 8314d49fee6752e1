import type { CompiledHelper } from './compile-helper.ts'
import { HelperCall } from './helper-call.ts'
import { HelperContext, type HelperRuntime } from './helper-context.ts'
import type { HelperDefinition } from './helper-definition.ts'
import { type HelperUsage, mergeUsage } from './helper-usage.ts'
import { fromNamed, fromSerial, trimArgins } from './read-arguments.ts'
import { runHelper } from './run-helper.ts'
import { rememberCaller } from './show-caller.ts'

/** A helper as code calls it. */
export interface CallableHelper {
  /** Runs it with arguments one after the other: at once with `sync: true`, else gives a {@link HelperCall}. */
  (...values: unknown[]): unknown
  /** Runs it with values by the names of its inputs. */
  with(values?: Readonly<Record<string, unknown>>): unknown
  /** The same helper, called in another way. */
  customize(usage: Partial<HelperUsage>): CallableHelper
  /** Its definition. */
  getDef(): HelperDefinition
  toJSON(): HelperDefinition
}

/** How a helper becomes callable. */
export interface HelperSettings {
  readonly runtime: HelperRuntime
  readonly usage: HelperUsage
  /** Values for inputs that a call leaves out, as `.configure()` of its pack says. */
  readonly presets: Readonly<Record<string, unknown>>
}

/** Makes the function by which a helper is called. */
export function createHelper(helper: CompiledHelper, settings: HelperSettings): CallableHelper {
  const { arginStyle } = settings.usage
  const read = arginStyle === 'named' ? fromNamed : fromSerial
  const callable = (...given: unknown[]): unknown =>
    begin(helper, read(helper, given), settings, callable)
  const members = {
    with: function callWith(...given: unknown[]): unknown {
      return begin(helper, fromNamed(helper, given), settings, callWith)
    },
    customize: (usage: Partial<HelperUsage>) =>
      createHelper(helper, { ...settings, usage: mergeUsage(settings.usage, usage) }),
    getDef: () => describe(helper),
    toJSON: () => describe(helper),
    toString: () => `[Helper: ${helper.name}]`,
  }
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(callable, name, { value, configurable: true, writable: true })
  }
  Object.defineProperty(callable, 'name', { value: helper.name, configurable: true })
  return callable as unknown as CallableHelper
}

function describe({ definition, identity }: CompiledHelper): HelperDefinition {
  return { ...definition, identity }
}

function begin(
  helper: CompiledHelper,
  given: Record<string, unknown>,
  { runtime, usage, presets }: HelperSettings,
  called: Function,
): unknown {
  const values = addPresets(helper, trimArgins(helper, given, runtime.log), presets)
  const { execStyle } = usage
  if (helper.isSync && execStyle !== 'deferred') {
    return runHelper(helper, values, new HelperContext(runtime))
  }
  const caller = runtime.showsCallers ? rememberCaller(called) : undefined
  const call = new HelperCall({ helper, values, runtime, caller })
  if (execStyle === 'natural') HelperCall.beginSoon(call)
  return execStyle === 'immediate' ? call.toPromise() : call
}

function addPresets(
  { inputNames }: CompiledHelper,
  values: Record<string, unknown>,
  presets: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  for (const [name, value] of Object.entries(presets)) {
    if (values[name] === undefined && inputNames?.has(name) === true) values[name] = value
  }
  return values
}
