import { isDictionary } from './is-dictionary.ts'

/**
 * A type in Sails' notation: a name, `{}` for any dictionary, `['string']` for an array of strings, or a dictionary of
 * types.
 */
export type TypeNotation =
  | 'string'
  | 'number'
  | 'boolean'
  | 'json'
  | 'ref'
  | readonly TypeNotation[]
  | { readonly [key: string]: TypeNotation }

const TYPE_NAMES: ReadonlySet<unknown> = new Set(['string', 'number', 'boolean', 'json', 'ref'])

/** What to write instead of names that look right. */
const CORRECTIONS: Readonly<Record<string, string>> = {
  array: "['ref'], or the type of its items such as ['string']",
  bool: "'boolean'",
  date: "'string' or 'ref'",
  dictionary: '{}',
  float: "'number'",
  int: "'number'",
  integer: "'number' with isInteger: true",
  object: '{}',
  text: "'string'",
}

/** Says what is wrong with a type, or `undefined` when nothing is. */
export function findTypeMistake(type: unknown): string | undefined {
  if (TYPE_NAMES.has(type)) return undefined
  if (Array.isArray(type)) return findArrayMistake(type)
  if (isDictionary(type)) {
    return Object.values(type)
      .map(findTypeMistake)
      .find((mistake) => mistake !== undefined)
  }
  const correction = CORRECTIONS[String(type).toLowerCase()]
  return correction === undefined
    ? `the type must be 'string', 'number', 'boolean', 'json', 'ref', an array of one type or a dictionary of types`
    : `instead of the type ${JSON.stringify(type)} write ${correction}`
}

/** Whether a value is a type in this notation. */
export function isTypeNotation(type: unknown): type is TypeNotation {
  return findTypeMistake(type) === undefined
}

/** The type that a value is an example of; `undefined` when it does not tell. `'*'` stands for any JSON, `'==='` for anything. */
export function toTypeOfExample(example: unknown): TypeNotation | undefined {
  if (example === '*') return 'json'
  if (example === '===' || example === '->' || typeof example === 'function') return 'ref'
  if (typeof example === 'string') return 'string'
  if (typeof example === 'number') return 'number'
  if (typeof example === 'boolean') return 'boolean'
  if (Array.isArray(example)) return toTypeOfItems(example)
  return isDictionary(example) ? toTypeOfKeys(example) : undefined
}

function toTypeOfItems(example: readonly unknown[]): TypeNotation | undefined {
  const item = toTypeOfExample(example[0])
  return item === undefined ? undefined : [item]
}

function toTypeOfKeys(example: Record<string, unknown>): TypeNotation | undefined {
  const types: Record<string, TypeNotation> = {}
  for (const [key, value] of Object.entries(example)) {
    const type = toTypeOfExample(value)
    if (type === undefined) return undefined
    types[key] = type
  }
  return types
}

function findArrayMistake(type: readonly unknown[]): string | undefined {
  if (type.length === 1) return findTypeMistake(type[0])
  return type.length === 0
    ? "instead of the type [] write ['ref'], or the type of the items such as ['string']"
    : 'the type of an array holds exactly one type, that of its items'
}
