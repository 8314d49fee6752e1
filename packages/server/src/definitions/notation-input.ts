import { isPlainObject } from '@halyard/protocol'

import type { InputDefinition } from './input-definition.ts'
import type { InputIssue } from './input-issue.ts'
import type { InputRule } from './input-rules.ts'
import type { ParameterSource } from './parameter-source.ts'
import { withArticle } from './type-issue.ts'
import { REFUSED, type ValueType } from './value-type.ts'

/** An input in Sails' notation, ready to be read from requests. */
export class NotationInput {
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

  /** Its value for a request, `undefined` when absent, or {@link REFUSED}. */
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

  /** Why {@link read} refuses. */
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

function cloneData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloneData)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, cloneData(inside)]))
}
