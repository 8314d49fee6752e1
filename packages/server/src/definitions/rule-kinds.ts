import type { ValueType } from './value-type.ts'

/** Says why a value breaks a rule; `undefined` when it does not. */
export type Violation = (value: unknown) => string | undefined

/** How a rule is set, which types it goes with, and how it is checked. */
export interface RuleKind {
  /** `undefined` when the setting is right, else what it must be. */
  readonly findMistake: (setting: unknown) => string | undefined
  /** Types beside `json` and `ref`. */
  readonly types: readonly ValueType['name'][]
  readonly compile: (setting: unknown, show: ShowValue) => Violation
}

/** How a value is shown in a problem; one of a protected input is not. */
export type ShowValue = (value: unknown) => string

/** A rule about the kind of value. */
export function flag(
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

/** A rule about the format of a text. */
export function format(isGood: (text: string) => boolean, complaint: string): RuleKind {
  return {
    types: ['string'],
    findMistake: mustBeTrue,
    compile: (_setting, show) => textRule(isGood, (text) => `Value (${show(text)}) ${complaint}`),
  }
}

/** A rule with a limit for numbers. */
export function bound(
  isGood: (value: number, limit: number) => boolean,
  complaint: string,
): RuleKind {
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

/** A rule with a limit for the length of texts, in UTF-16 code units. */
export function length(
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

/** A rule with a list of values: those that are allowed, or those that are not. */
export function list(isListed: boolean, complaint: string): RuleKind {
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

/** A rule with a point in time, for dates as texts or timestamps in milliseconds. */
export function moment(
  isGood: (value: number, limit: number) => boolean,
  complaint: string,
): RuleKind {
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

/** A rule about the format of a text that is not shown, whatever the input says. */
export function secretFormat(isGood: (text: string) => boolean, complaint: string): RuleKind {
  return {
    types: ['string'],
    findMistake: mustBeTrue,
    compile: () => textRule(isGood, () => complaint),
  }
}

/** A rule with a regular expression. */
export function pattern(): RuleKind {
  return {
    types: ['string'],
    findMistake: (setting) =>
      setting instanceof RegExp ? undefined : 'must be a regular expression',
    compile: (setting, show) => {
      if (!(setting instanceof RegExp)) return passes
      // Without the flags that make a regular expression remember where it stopped.
      const stateless = new RegExp(setting.source, setting.flags.replaceAll(/[gy]/g, ''))
      return textRule(
        (text) => stateless.test(text),
        (text) =>
          `Value (${show(text)}) did not match the configured regular expression (${setting})`,
      )
    },
  }
}

/** A rule that the author of the action has written. */
export function custom(): RuleKind {
  return {
    types: ['string', 'number', 'boolean', 'dictionary', 'array'],
    findMistake: (setting) =>
      typeof setting === 'function' && setting.constructor.name !== 'AsyncFunction'
        ? undefined
        : 'must be a synchronous function that returns true for a good value',
    compile: (setting, show) =>
      typeof setting === 'function' ? (value) => runCustom(setting, value, show) : passes,
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
): Violation {
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

function passes(): undefined {
  return undefined
}
