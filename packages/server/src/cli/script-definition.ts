import { inspect } from 'node:util'

import { isPlainObject } from '@halyard/protocol'

import type { SailsApp } from '../app/sails.ts'
import { InvalidScriptError, ScriptExitError } from './errors.ts'
import { type ReadScriptInputs, compileScriptInputs } from './script-inputs.ts'

/** What a script finds as `this`, and a plain function as its second argument. */
export interface ScriptContext {
  /** `undefined` for a script that says `loadApp: false`. */
  readonly sails: SailsApp | undefined
  /** Words of the command line that are no options. */
  readonly serialCommandLineArgs: readonly string[]
}

/** A script, ready to run. */
export interface Script {
  readonly needsApp: boolean
  /** @throws (rejects) {ScriptInputsError} with all that is wrong with the values */
  readonly readInputs: ReadScriptInputs
  /** @throws (rejects) {ScriptExitError} for another exit than `success`; else what the script throws */
  run(inputs: unknown, context: ScriptContext): Promise<unknown>
}

type ScriptFunction = (this: ScriptContext, inputs: unknown, second: unknown) => unknown

/**
 * Makes a script of what its file exports: a function, or a definition as helpers have it.
 * @throws {InvalidScriptError} with all mistakes of the definition
 * @see Sails concepts: shell scripts
 */
export function compileScript(name: string, file: string, exported: unknown): Script {
  if (isFunction(exported)) return fromFunction(name, exported)
  if (!isPlainObject(exported) || Object.keys(exported).length === 0) {
    throw new InvalidScriptError(file, ['it exports nothing that can be run'])
  }
  const { fn, loadApp, sails } = exported
  const mistakes = isFunction(fn) ? [] : ['fn must be a function']
  const readInputs = compileScriptInputs(name, exported, mistakes)
  if (mistakes.length > 0 || !isFunction(fn)) throw new InvalidScriptError(file, mistakes)
  const exits = isPlainObject(exported['exits']) ? Object.keys(exported['exits']) : []
  return {
    needsApp: loadApp !== false && sails !== false,
    readInputs,
    run: (inputs, context) =>
      takeExit(name, exits, callWithExits(name, exits, fn, inputs, context)),
  }
}

/** A plain function takes every option, as texts, and the context as its second argument. */
function fromFunction(name: string, fn: ScriptFunction): Script {
  return {
    needsApp: true,
    readInputs: async ({ options }) => Object.fromEntries(options),
    run: (inputs, context) =>
      takeExit(
        name,
        [],
        Promise.resolve().then(() => fn.call(context, inputs, context)),
      ),
  }
}

/** A function with two parameters may answer by its exits, one with fewer by what it returns. */
function callWithExits(
  script: string,
  names: readonly string[],
  fn: ScriptFunction,
  inputs: unknown,
  context: ScriptContext,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const leave =
      (exit: string) =>
      (output?: unknown): void =>
        reject(toExitError(script, exit, output))
    const exits = Object.fromEntries(names.map((exit) => [exit, leave(exit)]))
    const all = Object.assign(resolve, { error: leave('error'), ...exits, success: resolve })
    const finish = (result: unknown): void => {
      if (fn.length < 2 || result !== undefined) resolve(result)
    }
    void Promise.resolve()
      .then(() => fn.call(context, inputs, all))
      .then(finish, reject)
  })
}

/** `throw 'notFound'` and `throw { notFound: data }` take an exit, as in helpers. */
async function takeExit(
  script: string,
  exits: readonly string[],
  work: Promise<unknown>,
): Promise<unknown> {
  try {
    return await work
  } catch (thrown) {
    if (typeof thrown === 'string') throw toExitError(script, thrown, undefined)
    const [exit] = isPlainObject(thrown) ? Object.keys(thrown) : []
    if (exit === undefined || !exits.includes(exit) || !isPlainObject(thrown)) throw thrown
    throw toExitError(script, exit, thrown[exit])
  }
}

function toExitError(script: string, exit: string, output: unknown): unknown {
  if (exit === 'error' && output instanceof Error) return output
  const said =
    output === undefined ? undefined : typeof output === 'string' ? output : inspect(output)
  return new ScriptExitError(script, exit, said, output)
}

function isFunction(value: unknown): value is ScriptFunction {
  return typeof value === 'function'
}
