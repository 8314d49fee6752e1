import { inspect } from 'node:util'

import type { InputDefinition } from './action-definition.ts'
import type { ValueType } from './compile-type.ts'
import { isCreditCard, isEmail, isHexColor, isIp, isUrl, isUuid } from './string-formats.ts'

/** A rule of an input with its setting built in. */
export interface InputRule {
  readonly name: RuleName
  readonly setting: unknown
  /** Says why a value breaks the rule; `undefined` when it does not. */
  violation(value: unknown): string | undefined
}

/** Names of the rules, in the order in which they are checked. */
export const RULE_NAMES = [
  'isBoolean',
  'isNotEmptyString',
  'isInteger',
  'isNumber',
  'isString',
  'max',
  'min',
  'isAfter',
  'isBefore',
  'isCreditCard',
  'isEmail',
  'isHexColor',
  'isIn',
  'isIP',
  'isNotIn',
  'isURL',
  'isUUID',
  'minLength',
  'maxLength',
  'regex',
  'custom',
] as const

/** One of {@link RULE_NAMES}. */
export type RuleName = (typeof RULE_NAMES)[number]

/** How a rule is set, which types it goes with, and how it is checked. */
interface RuleKind {
  /** `undefined` when the setting is right, else what it must be. */
  readonly findMistake: (setting: unknown) => string | undefined
  /** Types beside `json` and `ref`. */
  readonly types: readonly ValueType['name'][]
  readonly compile: (setting: unknown, show: ShowValue) => InputRule['violation']
}

type ShowValue = (value: unknown) => string

const RULES: Readonly<Record<RuleName, RuleKind>> = {
  isBoolean: flag([], (value) => typeof value === 'boolean', 'was not a boolean.'),
  isNotEmptyString: flag(['string'], (value) => value !== '', 'was an empty string.'),
  isInteger: flag(['number'], Number.isSafeInteger, 'was not an integer.'),
  isNumber: flag([], (value) => typeof value === 'number', 'was not a number.'),
  isString: flag([], (value) => typeof value === 'string', 'was not a string.'),
  max: bound((value, limit) => value <= limit, 'was greater than the configured maximum'),
  min: bound((value, limit) => value >= limit, 'was less than the configured minimum'),
  isAfter: moment((value, limit) => value > limit, 'was before the configured time'),
  isBefore: moment((value, limit) => value < limit, 'was after the configured time'),
  isCreditCard: {
    ...format(isCreditCard, ''),
    // A card number is not echoed, whatever the input says.
    compile: () =>
      textRule(
        (text) => isCreditCard(text),
        () => 'Value was not a valid credit card.',
      ),
  },
  isEmail: format(isEmail, 'was not a valid email address.'),
  isHexColor: format(isHexColor, 'was not a valid hex color.'),
  isIn: list(true, 'was not in the configured whitelist'),
  isIP: format(isIp, 'was not a valid IP address.'),
  isNotIn: list(false, 'was in the configured blacklist'),
  isURL: format(isUrl, 'was not a valid URL.'),
  isUUID: format(isUuid, 'was not a valid UUID.'),
  minLength: length(
    (text, limit) => text.length >= limit,
    (text, limit, show) =>
      `Value (${show(text)}) was shorter than the configured minimum length (${limit})`,
  ),
  maxLength: length(
    (text, limit) => text.length <= limit,
    (text, limit) => {
      const excess = text.length - limit
      return `Value was ${excess} character${excess === 1 ? '' : 's'} longer than the configured maximum length (${limit})`
    },
  ),
  regex: {
    types: ['string'],
    findMistake: (setting) =>
      setting instanceof RegExp ? undefined : 'must be a regular expression',
    compile: (setting, show) => {
      if (!(setting instanceof RegExp)) return passes
      // Without the flags that make a regular expression remember where it stopped.
      const pattern = new RegExp(setting.source, setting.flags.replaceAll(/[gy]/g, ''))
      return textRule(
        (text) => pattern.test(text),
        (text) =>
          `Value (${show(text)}) did not match the configured regular expression (${setting})`,
      )
    },
  },
  custom: {
    types: ['string', 'number', 'boolean', 'dictionary', 'array'],
    findMistake: (setting) =>
      typeof setting === 'function' && setting.constructor.name !== 'AsyncFunction'
        ? undefined
        : 'must be a synchronous function that returns true for a good value',
    compile: (setting, show) =>
      typeof setting === 'function' ? (value) => runCustom(setting, value, show) : passes,
  },
}

/**
 * Compiles the rules of an input.
 * @param mistakes Gets a text for each rule that is set wrongly or does not go with the type.
 */
export function compileRules(
  definition: InputDefinition,
  type: ValueType['name'],
  mistakes: string[],
): InputRule[] {
  const show: ShowValue =
    definition.protect === true ? () => 'protected' : (value) => inspect(value)
  const rules: InputRule[] = []
  for (const name of RULE_NAMES) {
    const setting = definition[name]
    if (setting === undefined) continue
    const kind = RULES[name]
    const mistake = kind.findMistake(setting)
    const fits = type === 'json' || type === 'ref' || kind.types.includes(type)
    if (!fits) mistakes.push(`the rule ${name} does not go with the type ${type}`)
    else if (mistake !== undefined) mistakes.push(`the rule ${name} ${mistake}`)
    else rules.push({ name, setting, violation: kind.compile(setting, show) })
  }
  return rules
}

/** The type that an input's rules are made for, when it names none. */
export function toTypeOfRules(
  definition: InputDefinition,
): 'string' | 'number' | 'boolean' | 'ref' | undefined {
  const set = RULE_NAMES.filter((name) => definition[name] !== undefined)
  if (set.includes('isBoolean')) return 'boolean'
  if (set.some((name) => ['isInteger', 'isNumber', 'max', 'min'].includes(name))) return 'number'
  const allowed = definition.isIn ?? definition.isNotIn
  if (Array.isArray(allowed)) {
    if (allowed.every((value) => typeof value === 'string')) return 'string'
    return allowed.every((value) => typeof value === 'number') ? 'number' : 'ref'
  }
  if (set.some((name) => name !== 'custom' && name !== 'isAfter' && name !== 'isBefore'))
    return 'string'
  return set.length > 0 ? 'ref' : undefined
}

function passes(): undefined {
  return undefined
}

function flag(
  types: RuleKind['types'],
  isGood: (value: unknown) => boolean,
  complaint: string,
): RuleKind {
  return {
    types,
    findMistake: mustBeTrue,
    compile: (_setting, show) => (value) =>
      isGood(value) ? undefined : `Value (${show(value)}) ${complaint}`,
  }
}

function format(isGood: (text: string) => boolean, complaint: string): RuleKind {
  return {
    types: ['string'],
    findMistake: mustBeTrue,
    compile: (_setting, show) => textRule(isGood, (text) => `Value (${show(text)}) ${complaint}`),
  }
}

function bound(isGood: (value: number, limit: number) => boolean, complaint: string): RuleKind {
  return {
    types: ['number'],
    findMistake: (setting) => (Number.isFinite(setting) ? undefined : 'must be a number'),
    compile: (setting, show) => {
      const limit = Number(setting)
      return (value) => {
        if (typeof value !== 'number') return 'Value was not a number.'
        return isGood(value, limit) ? undefined : `Value (${show(value)}) ${complaint} (${limit})`
      }
    },
  }
}

function length(
  isGood: (text: string, limit: number) => boolean,
  complain: (text: string, limit: number, show: ShowValue) => string,
): RuleKind {
  return {
    types: ['string'],
    findMistake: (setting) => (Number.isInteger(setting) ? undefined : 'must be an integer'),
    compile: (setting, show) => {
      const limit = Number(setting)
      return textRule(
        (text) => isGood(text, limit),
        (text) => complain(text, limit, show),
      )
    },
  }
}

function list(isListed: boolean, complaint: string): RuleKind {
  return {
    types: ['string', 'number'],
    findMistake: (setting) => (Array.isArray(setting) ? undefined : 'must be an array'),
    compile: (setting, show) => {
      const values = new Set<unknown>(Array.isArray(setting) ? setting : [])
      return (value) => {
        if (value === '' || values.has(value) === isListed) return undefined
        return `Value (${show(value)}) ${complaint} (${[...values].join(', ')})`
      }
    },
  }
}

function moment(isGood: (value: number, limit: number) => boolean, complaint: string): RuleKind {
  return {
    types: ['string', 'number'],
    findMistake: (setting) =>
      Number.isNaN(toTime(setting))
        ? 'must be a Date, a timestamp or the text of a date'
        : undefined,
    compile: (setting, show) => {
      const limit = toTime(setting)
      return (value) =>
        value === '' || isGood(toTime(value), limit)
          ? undefined
          : `Value (${show(value)}) ${complaint} (${String(setting)})`
    },
  }
}

function toTime(value: unknown): number {
  if (value instanceof Date) return value.getTime()
  return typeof value === 'number' ? value : Date.parse(String(value))
}

/** A rule for texts that lets the empty one pass: whether it may be empty is for `required` to say. */
function textRule(
  isGood: (text: string) => boolean,
  complain: (text: string) => string,
): InputRule['violation'] {
  return (value) => {
    if (typeof value !== 'string') return 'Value was not a string.'
    return value === '' || isGood(value) ? undefined : complain(value)
  }
}

function runCustom(check: Function, value: unknown, show: ShowValue): string | undefined {
  try {
    const verdict: unknown = check(value)
    // A promise is always truthy, and so would let every value pass.
    const isGood = verdict && !(verdict instanceof Promise)
    return isGood ? undefined : `Value (${show(value)}) failed custom validation.`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function mustBeTrue(setting: unknown): string | undefined {
  return setting === true ? undefined : 'is switched on by true and off by leaving it out'
}
