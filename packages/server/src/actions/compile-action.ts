import { compileInputs, type ReadInputs } from '../definitions/compile-inputs.ts'
import { isDictionary } from '../definitions/is-dictionary.ts'
import { isStandardSchema } from '../definitions/standard-schema.ts'
import type { Request } from '../request/request.ts'
import type { ActionDefinition } from './action-definition.ts'
import type { ActionSettings } from './action-settings.ts'
import { compileExits, exitsWithoutAnswer, type CompiledExits } from './compile-exits.ts'
import { InvalidActionError, InvalidInputsError } from './errors.ts'

/** A machine-style action, ready to run. */
export interface CompiledAction {
  readonly identity: string
  readonly readInputs: ReadInputs<Request>
  readonly exits: CompiledExits
  readonly fn: Function
  /** Whether `fn` ends by calling an exit and not by returning. */
  readonly takesExits: boolean
  /** Inputs that receive upload streams. */
  readonly files: readonly string[]
  /** Milliseconds; 0 for no limit. */
  readonly timeoutMs: number
  /** Milliseconds that answers are held back. */
  readonly latencyMs: number
  readonly settings: ActionSettings
}

/**
 * Checks a machine-style definition and compiles it.
 * @throws {InvalidActionError} with all mistakes of the definition.
 */
export function compileAction(
  definition: ActionDefinition,
  identity: string,
  source: string,
  settings: ActionSettings,
): CompiledAction {
  const mistakes = findMistakes(definition)
  const readInputs = compileInputs<Request>(
    definition,
    {
      ...settings,
      refuse: (found, req) => new InvalidInputsError(`${req.method} ${req.path}`, identity, found),
    },
    mistakes,
  )
  const exits = compileExits(definition, settings, mistakes)
  if (mistakes.length > 0) throw new InvalidActionError(identity, source, mistakes)
  warnOfServerErrors(identity, exits, settings)
  const fn = definition.fn ?? makeStub(definition, identity)
  return {
    identity,
    readInputs,
    exits,
    fn,
    takesExits: fn.length >= 2,
    files: definition.files ?? [],
    timeoutMs: definition.timeout ?? 0,
    latencyMs: definition.simulateLatency ?? 0,
    settings,
  }
}

function findMistakes(definition: ActionDefinition): string[] {
  const found: string[] = []
  const { fn, timeout, sync, simulateLatency } = definition
  if (fn !== undefined && typeof fn !== 'function') found.push('fn must be a function')
  if (timeout !== undefined && !(Number.isFinite(timeout) && timeout > 0)) {
    found.push('timeout must be a number of milliseconds above 0')
  }
  if (sync !== undefined && typeof sync !== 'boolean') found.push('sync must be true or false')
  if (
    simulateLatency !== undefined &&
    !(Number.isFinite(simulateLatency) && simulateLatency >= 0)
  ) {
    found.push('simulateLatency must be a number of milliseconds')
  }
  return [...found, ...findWildcardMistake(definition), ...findFileMistakes(definition)]
}

function findWildcardMistake(definition: ActionDefinition): string[] {
  const name: unknown = definition.urlWildcardSuffix
  if (name === undefined || name === '') return []
  const known =
    isDictionary(definition.inputs) &&
    typeof name === 'string' &&
    Object.hasOwn(definition.inputs, name)
  return known ? [] : [`urlWildcardSuffix must name an input, and ${JSON.stringify(name)} is none`]
}

function findFileMistakes(definition: ActionDefinition): string[] {
  const files: unknown = definition.files
  if (files === undefined) return []
  if (!Array.isArray(files)) return ['files must be an array of names of inputs']
  const inputs: unknown = definition.inputs
  if (isStandardSchema(inputs) || !isDictionary(inputs))
    return ['files needs inputs in a dictionary']
  return files.flatMap((name: unknown) => {
    const input = inputs[String(name)]
    if (isDictionary(input) && (input['type'] === 'ref' || input['example'] === '===')) return []
    return [`files names ${JSON.stringify(name)}, which must be an input with type: 'ref'`]
  })
}

function warnOfServerErrors(
  identity: string,
  exits: CompiledExits,
  settings: ActionSettings,
): void {
  const unclear = exitsWithoutAnswer(exits)
  if (unclear.length === 0) return
  settings.warn(
    `The action "${identity}" answers with status 500 on ${unclear.map((name) => `"${name}"`).join(', ')}. ` +
      `Give the exit a statusCode or a responseType; say statusCode: 500 if that is meant.`,
  )
}

/** Stands in for a missing `fn`: answers with the example of the output, so that a client can be built first. */
function makeStub(definition: ActionDefinition, identity: string): Function {
  const success = definition.exits?.['success']
  const example = typeof success === 'object' ? success.outputExample : undefined
  return function stub(this: { res: { set(name: string, value: string): unknown } }): unknown {
    if (example !== undefined) this.res.set('X-Stub', identity)
    return example
  }
}
