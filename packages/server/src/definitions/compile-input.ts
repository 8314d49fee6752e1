import { compileType } from './compile-type.ts'
import type { InputDefinition } from './input-definition.ts'
import { compileRules, toTypeOfRules } from './input-rules.ts'
import { isDictionary } from './is-dictionary.ts'
import { NotationInput } from './notation-input.ts'
import {
  findTypeMistake,
  isTypeNotation,
  toTypeOfExample,
  type TypeNotation,
} from './type-notation.ts'
import { REFUSED, type TypeSettings, type ValueType } from './value-type.ts'

/** Keys that Sails refuses, and what they should be; others that it does not know are documentation. */
const MISSPELT_KEYS: Readonly<Record<string, string>> = {
  allownull: 'allowNull',
  defaultsto: 'defaultsTo',
}

/**
 * Compiles one input in Sails' notation.
 * @param param Name of the request's parameter: the input's own, or `0` for the `*` part of the URL.
 * @param mistakes Gets a text for each mistake of the definition.
 */
export function compileInput(
  name: string,
  definition: unknown,
  param: string,
  settings: TypeSettings,
  mistakes: string[],
): NotationInput | undefined {
  if (!isDictionary(definition)) {
    mistakes.push(
      `the input "${name}" must be a dictionary such as { type: 'string' } or a Standard Schema`,
    )
    return undefined
  }
  const found = findMistakes(definition)
  const notation = findType(definition, found)
  if (notation !== undefined) {
    const type = compileType(notation, settings)
    const rules = compileRules(definition, type.name, found)
    checkNullAndDefault(definition, type, found)
    if (found.length === 0) return new NotationInput(name, param, definition, type, rules)
  }
  mistakes.push(...found.map((mistake) => `in the input "${name}", ${mistake}`))
  return undefined
}

function findMistakes(definition: Record<string, unknown>): string[] {
  const found = Object.entries(MISSPELT_KEYS)
    .filter(([wrong]) => wrong in definition)
    .map(([wrong, right]) => `the key ${wrong} means nothing, write ${right}`)
  for (const flag of ['required', 'allowNull']) {
    const value = definition[flag]
    if (value !== undefined && typeof value !== 'boolean')
      found.push(`${flag} must be true or false`)
  }
  if (definition['required'] === true) {
    if (definition['defaultsTo'] !== undefined)
      found.push('defaultsTo can never be used, because it is required')
    if (definition['allowNull'] === true) found.push('allowNull contradicts required')
  }
  return found
}

function findType(definition: InputDefinition, found: string[]): TypeNotation | undefined {
  const { type } = definition
  if (type === undefined) {
    const inferred =
      definition.example === undefined
        ? toTypeOfRules(definition)
        : toTypeOfExample(definition.example)
    if (inferred === undefined)
      found.push("the type is missing; if any value will do, write type: 'ref'")
    return inferred
  }
  if (isTypeNotation(type)) return type
  found.push(findTypeMistake(type) ?? 'the type is unknown')
  return undefined
}

function checkNullAndDefault(definition: InputDefinition, type: ValueType, found: string[]): void {
  const isAnything = type.name === 'json' || type.name === 'ref'
  if (definition.allowNull === true && isAnything) {
    found.push(`allowNull is superfluous, because the type ${type.name} allows null`)
  }
  const { defaultsTo } = definition
  if (defaultsTo === undefined) return
  if (defaultsTo === null ? definition.allowNull === true || isAnything : fits(type, defaultsTo))
    return
  found.push(`defaultsTo is not of the type ${type.name}`)
}

/** Whether a value is of the type as it stands, without being converted. */
function fits(type: ValueType, value: unknown): boolean {
  const coerced = type.coerce(value)
  return typeof value === 'object' ? coerced !== REFUSED : coerced === value
}
