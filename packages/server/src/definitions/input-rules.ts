import { inspect } from 'node:util'

import type { InputDefinition } from './input-definition.ts'
import {
  bound,
  custom,
  flag,
  format,
  length,
  list,
  moment,
  pattern,
  secretFormat,
  type RuleKind,
  type ShowValue,
  type Violation,
} from './rule-kinds.ts'
import { isCreditCard, isEmail, isHexColor, isIp, isUrl, isUuid } from './string-formats.ts'
import type { ValueType } from './value-type.ts'

/** A rule of an input with its setting built in. */
export interface InputRule {
  readonly name: RuleName
  readonly setting: unknown
  readonly violation: Violation
}

/** Names of the rules, in the order in which they are checked. */
const RULE_NAMES = [
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

const RULES: Readonly<Record<RuleName, RuleKind>> = {
  isBoolean: flag([], (value) => typeof value === 'boolean', 'was not a boolean.'),
  isNotEmptyString: flag(['string'], (value) => value !== '', 'was an empty string.'),
  isInteger: flag(['number'], Number.isInteger, 'was not an integer.'),
  isNumber: flag([], (value) => typeof value === 'number', 'was not a number.'),
  isString: flag([], (value) => typeof value === 'string', 'was not a string.'),
  max: bound((value, limit) => value <= limit, 'was greater than the configured maximum'),
  min: bound((value, limit) => value >= limit, 'was less than the configured minimum'),
  isAfter: moment((value, limit) => value > limit, 'was before the configured time'),
  isBefore: moment((value, limit) => value < limit, 'was after the configured time'),
  isCreditCard: secretFormat(isCreditCard, 'Value was not a valid credit card.'),
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
  regex: pattern(),
  custom: custom(),
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
