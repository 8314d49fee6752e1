import { isPlainObject } from '@halyard/protocol'

import type { ActionSettings } from '../actions/action-settings.ts'
import { compileInputs } from '../actions/compile-inputs.ts'
import { InvalidInputsError } from '../actions/errors.ts'
import { ScriptInputsError } from './errors.ts'
import type { ScriptWords } from './script-words.ts'

/** Values of a script's inputs, from the command line and the environment. */
export type ReadScriptInputs = (
  words: Omit<ScriptWords, 'settings'>,
  env: NodeJS.ProcessEnv,
) => Promise<unknown>

/** Types whose values are one word; those of all others are written as JSON. */
const WORD_TYPES: ReadonlySet<unknown> = new Set(['string', 'number', 'boolean', undefined])

/**
 * Compiles the inputs of a script: `--name=value`, words in the order of its `args`, and environment variables
 * `___name`, whose names begin with its `envVarNamespace`. The command line wins.
 * @param mistakes Gets a text for each mistake of the definition.
 */
export function compileScriptInputs(
  script: string,
  definition: Readonly<Record<string, unknown>>,
  mistakes: string[],
): ReadScriptInputs {
  const read = compileInputs(definition, script, toSettings(), mistakes)
  const inputs = isPlainObject(definition['inputs']) ? definition['inputs'] : {}
  const args = readArgs(definition['args'], inputs, mistakes)
  const { envVarNamespace } = definition
  const prefix = `${typeof envVarNamespace === 'string' ? envVarNamespace : ''}___`
  return async ({ options, values }, env) => {
    const extra = values.slice(args.length)
    const problems = extra.map((word) => `"${word}" is one value more than the script takes.`)
    const texts = new Map<string, string>()
    for (const name of Object.keys(inputs)) {
      const text = env[prefix + name]
      if (text !== undefined) texts.set(name, text)
    }
    for (const [index, name] of args.entries()) {
      const text = values[index]
      if (text !== undefined) texts.set(name, text)
    }
    for (const [name, text] of options) texts.set(name, text)
    const source = toSource(
      new Map([...texts].map(([name, text]) => [name, toValue(inputs[name], text)])),
    )
    return check(script, problems, async () => read(source))
  }
}

async function check(
  script: string,
  problems: readonly string[],
  read: () => Promise<unknown>,
): Promise<unknown> {
  try {
    const values = await read()
    if (problems.length === 0) return values
  } catch (error) {
    if (!(error instanceof InvalidInputsError)) throw error
    throw new ScriptInputsError(script, [...error.problems, ...problems])
  }
  throw new ScriptInputsError(script, problems)
}

function readArgs(
  args: unknown,
  inputs: Readonly<Record<string, unknown>>,
  mistakes: string[],
): string[] {
  const names: unknown[] = Array.isArray(args) ? args : []
  return names.flatMap((name) => {
    if (typeof name === 'string' && Object.hasOwn(inputs, name)) return [name]
    mistakes.push(`args names ${JSON.stringify(name)}, which is no input`)
    return []
  })
}

function toValue(input: unknown, text: string): unknown {
  if (!isPlainObject(input) || WORD_TYPES.has(input['type'])) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The values as the inputs of an action read them. */
function toSource(
  values: ReadonlyMap<string, unknown>,
): Parameters<ReturnType<typeof compileInputs>>[0] {
  return {
    method: 'RUN',
    path: '',
    params: {},
    query: {},
    param: (name: string) => values.get(name),
    allParams: () => Object.fromEntries(values),
  }
}

/** Every option counts, so a misspelt one is refused. */
function toSettings(): ActionSettings {
  return {
    production: false,
    exitHeaders: false,
    strictNumbers: true,
    singleValueArrays: false,
    parseJsonTexts: false,
    unknownInputs: 'reject',
    warn: () => undefined,
  }
}
