import { type ReadInputs, compileInputs } from '../definitions/compile-inputs.ts'
import { findNameMistake } from '../definitions/find-name-mistake.ts'
import { isDictionary } from '../definitions/is-dictionary.ts'
import { isStandardSchema } from '../definitions/standard-schema.ts'
import type { Argins } from './argins.ts'
import { HelperInputsError, InvalidHelperError } from './errors.ts'
import type { HelperDefinition } from './helper-definition.ts'

/** Stands in `args` for a dictionary with the values of all other inputs. */
export const OTHER_INPUTS = '{*}'

/** A helper, ready to run. */
export interface CompiledHelper {
  /** Where it is found below `sails.helpers`, for messages: `user.findOne`. */
  readonly name: string
  /** Name of its file: `find-one`. */
  readonly identity: string
  readonly definition: HelperDefinition
  /** @throws {HelperInputsError} with all problems */
  readonly readInputs: ReadInputs<Argins>
  /** Inputs in the order of the arguments; `undefined` when one schema takes a single argument whole. */
  readonly args: readonly string[] | undefined
  /** Names of the inputs; `undefined` when one schema decides. */
  readonly inputNames: ReadonlySet<string> | undefined
  /** Descriptions of the exits that it declares, by name. */
  readonly exits: ReadonlyMap<string, string>
  readonly fn: Function
  /** Whether `fn` ends by calling an exit and not by returning. */
  readonly takesExits: boolean
  readonly isSync: boolean
  /** Milliseconds; 0 for no limit. */
  readonly timeoutMs: number
}

/** What a helper is called, for people and programs. */
export interface HelperNames extends Pick<CompiledHelper, 'name' | 'identity'> {
  /** File or setting that it comes from, for messages. */
  readonly source: string
}

/**
 * Checks the definition of a helper and compiles it.
 * @throws {InvalidHelperError} with all mistakes of the definition
 */
export function compileHelper(definition: unknown, names: HelperNames): CompiledHelper {
  const { name, identity, source } = names
  const fail = (mistakes: readonly string[]): InvalidHelperError =>
    new InvalidHelperError(name, source, mistakes)
  if (!isDictionary(definition)) throw fail(['a helper is a dictionary with the function fn'])
  const mistakes = findMistakes(definition)
  const readInputs = compileInputs<Argins>(
    { inputs: definition['inputs'] },
    { ...LENIENT, refuse: (found) => new HelperInputsError(name, found) },
    mistakes,
  )
  const exits = readExits(definition['exits'], mistakes)
  const inputNames = readInputNames(definition['inputs'])
  const args = readArgs(definition['args'], inputNames, mistakes)
  if (mistakes.length > 0 || !isHelperDefinition(definition)) throw fail(mistakes)
  const { fn, sync = false, timeout = 0 } = definition
  return {
    name,
    identity,
    definition,
    readInputs,
    args,
    inputNames,
    exits,
    fn,
    takesExits: fn.length >= 2,
    isSync: sync,
    timeoutMs: timeout,
  }
}

/** Things that only answers to requests have. A helper that names them was probably meant to be an action. */
export function findActionParts(definition: HelperDefinition): string[] {
  const ofExits = Object.values(definition.exits ?? {}).flatMap((exit) =>
    ['responseType', 'viewTemplatePath', 'statusCode'].filter((key) => key in Object(exit)),
  )
  return [...new Set(['files' in definition ? ['files'] : [], ofExits].flat())]
}

/** How arguments become values: as parameters of actions do. */
const LENIENT = {
  strictNumbers: false,
  singleValueArrays: false,
  parseJsonTexts: false,
  // Values that no input declares are mentioned in the log by the call itself.
  unknownInputs: 'strip',
} as const

function findMistakes({ fn, sync, timeout }: Record<string, unknown>): string[] {
  const found: string[] = []
  if (typeof fn !== 'function') found.push('fn must be a function')
  if (sync !== undefined && typeof sync !== 'boolean') found.push('sync must be true or false')
  if (sync === true && typeof fn === 'function' && fn.constructor.name === 'AsyncFunction') {
    found.push('with sync: true, fn cannot be an async function')
  }
  if (timeout !== undefined && !(Number.isFinite(timeout) && Number(timeout) > 0)) {
    found.push('timeout must be a number of milliseconds above 0')
  }
  return found
}

function readExits(declared: unknown, mistakes: string[]): Map<string, string> {
  const exits = new Map<string, string>()
  if (declared === undefined) return exits
  if (!isDictionary(declared)) {
    mistakes.push('exits must be a dictionary of exits')
    return exits
  }
  for (const [name, exit] of Object.entries(declared)) {
    const mistake = findExitMistake(name, exit)
    if (mistake !== undefined) mistakes.push(`the exit "${name}": ${mistake}`)
    const description: unknown = Reflect.get(Object(exit), 'description')
    exits.set(name, typeof description === 'string' ? description : '')
  }
  return exits
}

function findExitMistake(name: string, exit: unknown): string | undefined {
  const nameMistake = findNameMistake(name)
  if (nameMistake !== undefined) return `it needs another name: ${nameMistake}`
  if (!isDictionary(exit)) return 'it must be a dictionary such as { description: "…" }'
  return 'type' in exit ? 'write outputType instead of type' : undefined
}

function readInputNames(inputs: unknown): ReadonlySet<string> | undefined {
  if (isStandardSchema(inputs)) return undefined
  return new Set(isDictionary(inputs) ? Object.keys(inputs) : [])
}

function readArgs(
  declared: unknown,
  inputNames: ReadonlySet<string> | undefined,
  mistakes: string[],
): readonly string[] | undefined {
  if (declared === undefined || inputNames === undefined) return inputNames && [...inputNames]
  const args: readonly unknown[] = Array.isArray(declared) ? declared : []
  if (!Array.isArray(declared)) mistakes.push('args must be an array of names of inputs')
  for (const [index, arg] of args.entries()) {
    const isLast = index === args.length - 1
    if (arg === OTHER_INPUTS && !isLast) mistakes.push(`'${OTHER_INPUTS}' can only end args`)
    else if (arg !== OTHER_INPUTS && !inputNames.has(String(arg))) {
      mistakes.push(`args names ${JSON.stringify(arg)}, which is no input`)
    }
  }
  return args.map(String)
}

function isHelperDefinition(
  definition: Record<string, unknown>,
): definition is Record<string, unknown> & HelperDefinition {
  return typeof definition['fn'] === 'function'
}
