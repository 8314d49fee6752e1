import { isDeepStrictEqual } from 'node:util'

import { isPlainObject } from '@halyard/protocol'

/**
 * Which errors are meant: those with a `code` (the name of an exit is one), those with some properties, or any of
 * several.
 */
export type ErrorRule = string | Readonly<Record<string, unknown>> | readonly ErrorRule[]

/** Whether a value can be a rule. */
export function isErrorRule(value: unknown): value is ErrorRule {
  if (typeof value === 'string') return value !== ''
  if (Array.isArray(value)) return value.length > 0 && value.every(isErrorRule)
  return isPlainObject(value) && Object.keys(value).length > 0
}

/** Whether an error is one of those that a rule means. */
export function matchesRule(rule: ErrorRule, error: unknown): boolean {
  if (typeof rule === 'string') return Reflect.get(Object(error), 'code') === rule
  if (isList(rule)) return rule.some((one) => matchesRule(one, error))
  return contains(error, rule)
}

function isList(rule: ErrorRule): rule is readonly ErrorRule[] {
  return Array.isArray(rule)
}

function contains(value: unknown, part: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(part).every(([key, wanted]) => {
    const found: unknown = Reflect.get(Object(value), key)
    return isPlainObject(wanted) ? contains(found, wanted) : isDeepStrictEqual(found, wanted)
  })
}
