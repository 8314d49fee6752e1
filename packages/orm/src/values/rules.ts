import { isIP } from 'node:net'

import type { ValueType } from '../schema/model-schema.ts'

/** Returns what is wrong with a value, a sentence, or `undefined` when it keeps the rule. */
export type RuleCheck = (value: unknown) => string | undefined

/** A validation rule as the documentation has it. */
export interface Rule {
  /** Types of attributes that may have it; `json` and `ref` always may. */
  readonly types: readonly ValueType[]
  /** Whether it is not asked about `''`. No rule is asked about `null`. */
  readonly skipsEmpty: boolean
  /** What the configuration must be, for a message, when it is not: `a number`. */
  readonly wrongConfig: (config: unknown) => string | undefined
  readonly compile: (config: never) => RuleCheck
}

/** Longest e-mail address and URL that are looked at, in characters; longer ones break the rule. */
const MAX_EMAIL_LENGTH = 254
const MAX_URL_LENGTH = 2_083

/** Longest part of an e-mail address before its `@`, in characters. */
const MAX_LOCAL_PART_LENGTH = 64

/** Addresses as nearly all are; asked first, since international ones take ten times as long to read. */
const COMMON_EMAIL =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i
const LOCAL_PART = /^[^\s@"(),:;<>[\]\\.]+(?:\.[^\s@"(),:;<>[\]\\.]+)*$/

const onlyTrue = (config: unknown): string | undefined => (config === true ? undefined : '`true`')
const aNumber = (config: unknown): string | undefined =>
  typeof config === 'number' && !Number.isNaN(config) ? undefined : 'a number'
const aLength = (config: unknown): string | undefined =>
  Number.isInteger(config) && (config as number) >= 0 ? undefined : 'a whole number, 0 or more'
const anArray = (config: unknown): string | undefined =>
  Array.isArray(config) ? undefined : 'an array of values'
const aTime = (config: unknown): string | undefined =>
  Number.isNaN(toTime(config))
    ? 'a Date, milliseconds, or a text that Date.parse() reads'
    : undefined

/** Rules by name, in the order in which they are asked. */
export const RULES: Readonly<Record<string, Rule>> = {
  isBoolean: always(onlyTrue, () => expects('a boolean', (value) => typeof value === 'boolean')),
  isNumber: always(onlyTrue, () => expects('a number', (value) => Number.isFinite(value))),
  isString: always(onlyTrue, () => expects('a text', (value) => typeof value === 'string')),
  isNotEmptyString: {
    ...forTypes(['string'], onlyTrue, () =>
      expects('a text that is not empty', (value) => value !== ''),
    ),
    skipsEmpty: false,
  },
  isInteger: forTypes(['number'], onlyTrue, () =>
    expects('an integer', (value) => Number.isSafeInteger(value)),
  ),
  min: forTypes(['number'], aNumber, (min: number) =>
    expects(`${min} or more`, (value) => typeof value === 'number' && value >= min),
  ),
  max: forTypes(['number'], aNumber, (max: number) =>
    expects(`${max} or less`, (value) => typeof value === 'number' && value <= max),
  ),
  isAfter: forTypes(['string', 'number'], aTime, (limit: unknown) => {
    const time = toTime(limit)
    return expects(`after ${new Date(time).toISOString()}`, (value) => toTime(value) > time)
  }),
  isBefore: forTypes(['string', 'number'], aTime, (limit: unknown) => {
    const time = toTime(limit)
    return expects(`before ${new Date(time).toISOString()}`, (value) => toTime(value) < time)
  }),
  isIn: forTypes(['string', 'number'], anArray, (allowed: readonly unknown[]) => {
    const known = new Set(allowed)
    return expects(`one of ${showList(allowed)}`, (value) => known.has(value))
  }),
  isNotIn: forTypes(['string', 'number'], anArray, (refused: readonly unknown[]) => {
    const known = new Set(refused)
    return expects(`none of ${showList(refused)}`, (value) => !known.has(value))
  }),
  isEmail: forText('an email address', isEmail),
  isURL: forText('a URL', isUrl),
  isHexColor: forText('a hex color, such as #ff8800', (text) =>
    /^#?(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(text),
  ),
  isIP: forText('an IP address', (text) => isIP(text) !== 0),
  isUUID: forText('a UUID', (text) =>
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text),
  ),
  isCreditCard: forText('a credit card number', isCreditCard),
  minLength: forTypes(['string'], aLength, (min: number) =>
    expects(`at least ${min} characters long`, (value) => lengthOf(value) >= min),
  ),
  maxLength: forTypes(['string'], aLength, (max: number) => (value) => {
    const over = lengthOf(value) - max
    if (over <= 0) return undefined
    const longer = Number.isNaN(over) ? '' : `, and is ${over} longer`
    return `Must be a text of at most ${max} characters${longer}.`
  }),
  regex: forTypes(['string'], aRegex, (regex: RegExp) => {
    // A copy without the flags that keep a position: the app's own expression stays as it is.
    const stateless = new RegExp(regex.source, regex.flags.replaceAll(/[gy]/g, ''))
    return expects(`a text that matches ${String(regex)}`, (value) =>
      typeof value === 'string' ? stateless.test(value) : false,
    )
  }),
  custom: {
    types: ['string', 'number', 'boolean'],
    skipsEmpty: false,
    wrongConfig: aSyncFunction,
    compile: compileCustom,
  },
}

function always(wrongConfig: Rule['wrongConfig'], compile: () => RuleCheck): Rule {
  return { types: [], skipsEmpty: false, wrongConfig, compile }
}

function forTypes(
  types: readonly ValueType[],
  wrongConfig: Rule['wrongConfig'],
  compile: (config: never) => RuleCheck,
): Rule {
  return { types, skipsEmpty: true, wrongConfig, compile }
}

function forText(what: string, isRight: (text: string) => boolean): Rule {
  return forTypes(['string'], onlyTrue, () =>
    expects(what, (value) => typeof value === 'string' && isRight(value)),
  )
}

/** The sentence is made once: a value that breaks the rule costs no more than one that keeps it. */
function expects(what: string, isRight: (value: unknown) => boolean): RuleCheck {
  const message = `Must be ${what}.`
  return (value) => (isRight(value) ? undefined : message)
}

function aRegex(config: unknown): string | undefined {
  return config instanceof RegExp ? undefined : 'a regular expression'
}

function aSyncFunction(config: unknown): string | undefined {
  const isAsync = Object.prototype.toString.call(config) === '[object AsyncFunction]'
  return typeof config === 'function' && !isAsync
    ? undefined
    : 'a function that is not async, and returns true for values that are allowed'
}

function compileCustom(isAllowed: (value: unknown) => unknown): RuleCheck {
  return (value) => {
    try {
      const answer = isAllowed(value)
      if (isThenable(answer))
        return 'The function of `custom` returned a promise: it must be synchronous.'
      return answer ? undefined : 'Is refused by the function of `custom`.'
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value
}

/** Milliseconds since 1970, NaN for what is no time. */
function toTime(value: unknown): number {
  if (typeof value === 'number')
    return Number.isFinite(new Date(value).getTime()) ? value : Number.NaN
  if (value instanceof Date) return value.getTime()
  return typeof value === 'string' ? Date.parse(value) : Number.NaN
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : Number.NaN
}

function showList(values: readonly unknown[]): string {
  return values
    .map((value) => (typeof value === 'string' ? `'${value}'` : String(value)))
    .join(', ')
}

function isEmail(text: string): boolean {
  if (text.length > MAX_EMAIL_LENGTH) return false
  const at = text.lastIndexOf('@')
  if (at > MAX_LOCAL_PART_LENGTH) return false
  return (
    COMMON_EMAIL.test(text) || (LOCAL_PART.test(text.slice(0, at)) && isDomain(text.slice(at + 1)))
  )
}

/** With a top-level domain: `a@b` and `https://x` are none. International names are. */
function isDomain(text: string): boolean {
  const labels = text.split('.')
  const top = labels.at(-1) ?? ''
  return (
    labels.length > 1 &&
    labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label)) &&
    /^(?:\p{L}{2,63}|xn--[a-z0-9-]{2,59})$/iu.test(top)
  )
}

function isUrl(text: string): boolean {
  if (text.length > MAX_URL_LENGTH || /[\s<>]/.test(text)) return false
  const parts =
    /^(?:(?:https?|ftp):\/\/(?:[^/?#@]*@)?)?(\[[^\]]*\]|[^/?#:@]+)(?::(\d{1,5}))?(?:[/?#]|$)/i.exec(
      text,
    )
  if (parts === null) return false
  const [, host = '', port] = parts
  return isHost(host) && (port === undefined || (Number(port) > 0 && Number(port) <= 65_535))
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return isIP(host.slice(1, -1)) === 6
  return host.toLowerCase() === 'localhost' || isIP(host) === 4 || isDomain(host)
}

/** Digits of a known range of issuers, with blanks or hyphens between them, whose check digit is right (Luhn). */
function isCreditCard(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, '')
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
