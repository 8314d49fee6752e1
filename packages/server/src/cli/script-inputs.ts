import { isPlainObject } from '@halyard/protocol'

import { compileInputs } from '../definitions/compile-inputs.ts'
import type { ParameterSource } from '../definitions/parameter-source.ts'
import type { TypeSettings } from '../definitions/value-type.ts'
import { ScriptInputsError } from './errors.ts'
import type { ScriptWords } from './script-words.ts'

/** Values of a script's inputs, from the command line and the environment. */
export type ReadScriptInputs = (
  words: Omit<ScriptWords, 'settings'>,
  env: NodeJS.ProcessEnv,
) => Promise<unknown>

/** Values of a command line, and what is wrong with the words that give none. */
interface WordSource extends ParameterSource {
  readonly extra: readonly string[]
}

/** How words become values. */
const TYPES: TypeSettings = {
  strictNumbers: true,
  singleValueArrays: false,
  parseJsonTexts: false,
}

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
  const read = compileInputs<WordSource>(
    { inputs: definition['inputs'] },
    {
      ...TYPES,
      unknownInputs: 'reject',
      refuse: ({ problems }, { extra }) => new ScriptInputsError(script, [...problems, ...extra]),
    },
    mistakes,
  )
  const inputs = isPlainObject(definition['inputs']) ? definition['inputs'] : {}
  const args = readArgs(definition['args'], inputs, mistakes)
  const { envVarNamespace } = definition
  const prefix = `${typeof envVarNamespace === 'string' ? envVarNamespace : ''}___`
  return async ({ options, values }, env) => {
    const extra = values
      .slice(args.length)
      .map((word) => `"${word}" is one value more than the script takes.`)
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
    const given = new Map([...texts].map(([name, text]) => [name, toValue(inputs[name], text)]))
    const checked = await read(toSource(given, extra))
    if (extra.length > 0) throw new ScriptInputsError(script, extra)
    return checked
  }
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

/** The values as inputs are read. */
function toSource(values: ReadonlyMap<string, unknown>, extra: readonly string[]): WordSource {
  return {
    params: {},
    query: {},
    extra,
    param: (name) => values.get(name),
    allParams: () => Object.fromEntries(values),
  }
}
