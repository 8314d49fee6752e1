import type { ValueType } from '../schema/model-schema.ts'
import { kindOf } from './convert.ts'
import type { ValueProblems } from './value-problems.ts'

/**
 * A value as a key, or `undefined`: a text that is not empty, or a whole number above 0, also as digits. A number is
 * no key of a model whose keys are texts.
 */
export function toKey(value: unknown, type: ValueType): string | number | undefined {
  if (type === 'string')
    return typeof value === 'string' && value !== '' && !value.includes('\0') ? value : undefined
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) && (number as number) > 0 ? (number as number) : undefined
}

/** Reads the ids of a plural association: one, or an array of them. Given twice, an id counts once. */
export function readKeys(
  attrName: string,
  value: unknown,
  type: ValueType,
  problems: ValueProblems,
): (string | number)[] | undefined {
  const keys = new Set<string | number>()
  for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
    const key = toKey(one, type)
    if (key !== undefined) keys.add(key)
    else {
      problems.add(attrName, 'E_HIGHLY_IRREGULAR', noKey(one, type, 'an id or an array of ids'))
      return undefined
    }
  }
  return [...keys]
}

/** The sentence for a value that is no key. */
export function noKey(value: unknown, type: ValueType, what = 'an id'): string {
  const kind = type === 'string' ? 'a text that is not empty' : 'a whole number above 0'
  return `Must be ${what}, ${kind}; found ${kindOf(value)}.`
}
