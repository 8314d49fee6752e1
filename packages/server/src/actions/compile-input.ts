import { isPlainObject } from '@halyard/protocol'

import type { InputDefinition } from './action-definition.ts'
import {
  compileType,
  REFUSED,
  withArticle,
  type TypeSettings,
  type ValueType,
} from './compile-type.ts'
import type { InputIssue } from './input-issue.ts'
import { compileRules, toTypeOfRules, type InputRule } from './input-rules.ts'
import { isDictionary } from './is-dictionary.ts'
import type { ParameterSource } from './parameter-source.ts'
import {
  findTypeMistake,
  isTypeNotation,
  toTypeOfExample,
  type TypeNotation,
} from './type-notation.ts'

/** An input in Sails' notation, ready to be read from requests. */
export interface CompiledInput {
  readonly name: string
  /** Its value for a request, `undefined` when absent, or {@link REFUSED}. */
  read(req: ParameterSource): unknown
  /** Why {@link read} refuses. */
  explain(req: ParameterSource): InputIssue[]
}

/** Keys that are nearly right, and what they should be. */
const MISSPELT_KEYS: Readonly<Record<string, string>> = {
  allownull: 'allowNull',
  default: 'defaultsTo',
  defaultTo: 'defaultsTo',
  defaultsto: 'defaultsTo',
  isRequired: 'required',
  optional: 'required',
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
): CompiledInput | undefined {
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

class NotationInput implements CompiledInput {
  readonly name: string
  readonly #param: string
  readonly #type: ValueType
  readonly #rules: readonly InputRule[]
  readonly #isRequired: boolean
  readonly #allowsNull: boolean
  readonly #default: unknown
  readonly #clonesDefault: boolean

  constructor(
    name: string,
    param: string,
    definition: InputDefinition,
    type: ValueType,
    rules: readonly InputRule[],
  ) {
    this.name = name
    this.#param = param
    this.#type = type
    this.#rules = rules
    this.#isRequired = definition.required === true
    const isAnything = type.name === 'json' || type.name === 'ref'
    this.#allowsNull = definition.allowNull === true || (isAnything && !this.#isRequired)
    this.#default = definition.defaultsTo
    this.#clonesDefault = definition.readOnly !== true
  }

  read(req: ParameterSource): unknown {
    const given = this.#receive(req)
    if (given === undefined) return this.#isRequired ? REFUSED : this.#makeDefault()
    if (given === null) return this.#allowsNull ? null : REFUSED
    if (given === '' && this.#isRequired) return REFUSED
    const value = this.#type.coerce(given)
    if (value === REFUSED || value === null) return value
    for (const rule of this.#rules) {
      if (rule.violation(value) !== undefined) return REFUSED
    }
    return value
  }

  explain(req: ParameterSource): InputIssue[] {
    const given = this.#receive(req)
    if (given === undefined || given === null || (given === '' && this.#isRequired)) {
      return [this.#explainAbsence(given)]
    }
    const value = this.#type.coerce(given)
    const issues: InputIssue[] = []
    if (value === REFUSED) this.#type.explain(given, [this.name], issues)
    else this.#explainRules(value, issues)
    return issues
  }

  /** The value as sent. `?flag` switches a boolean on, `?count=` leaves a number out. */
  #receive(req: ParameterSource): unknown {
    const value = req.param(this.#param)
    if (value !== '') return value
    const { name } = this.#type
    if ((name !== 'boolean' && name !== 'number') || req.query[this.#param] !== '') return value
    return name === 'boolean' ? true : undefined
  }

  #makeDefault(): unknown {
    const value = this.#default
    if (typeof value !== 'object' || value === null || !this.#clonesDefault) return value
    return cloneData(value)
  }

  #explainAbsence(given: unknown): InputIssue {
    const path = [this.name]
    const expected = this.#type.name
    if (given === undefined) {
      return { path, code: 'required', message: 'is required, but it was not defined.', expected }
    }
    if (given === '') {
      return {
        path,
        code: 'empty',
        message: "Cannot use '' (empty string) for a required input.",
        expected,
        received: 'string',
      }
    }
    const message = this.#isRequired
      ? 'Cannot use `null` for this required input.'
      : `Cannot use \`null\`.  It is not ${withArticle(expected)}; to leave this optional input out, do not send it at all.`
    return { path, code: 'null', message, expected, received: 'null' }
  }

  #explainRules(value: unknown, issues: InputIssue[]): void {
    for (const rule of this.#rules) {
      const message = rule.violation(value)
      if (message === undefined) continue
      issues.push({ path: [this.name], code: rule.name, message, ...toExpectation(rule.setting) })
    }
  }
}

/** Settings that a program can read: not functions, not regular expressions. */
function toExpectation(setting: unknown): { expected?: unknown } {
  if (typeof setting === 'function' || setting === true) return {}
  return { expected: setting instanceof RegExp ? String(setting) : setting }
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

function cloneData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloneData)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, cloneData(inside)]))
}
