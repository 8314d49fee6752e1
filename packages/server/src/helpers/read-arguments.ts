import { inspect } from 'node:util'

import { isDictionary } from '../definitions/is-dictionary.ts'
import type { Log } from '../hook/log.ts'
import { type CompiledHelper, OTHER_INPUTS } from './compile-helper.ts'
import { HelperUsageError } from './errors.ts'

/**
 * Values by the names of their inputs, from arguments one after the other.
 * @throws {HelperUsageError} for an argument too many, or a last one that must be a dictionary and is none
 */
export function fromSerial(
  { name, args }: CompiledHelper,
  given: readonly unknown[],
): Record<string, unknown> {
  if (args === undefined) return fromNamed({ name }, given)
  if (given.length > args.length) {
    throw new HelperUsageError(
      `The helper ${name}() takes ${args.length} arguments (${args.join(', ')}), but got ${given.length}.`,
    )
  }
  const values: Record<string, unknown> = {}
  for (const [index, value] of given.entries()) {
    const input = args[index] ?? ''
    if (input === OTHER_INPUTS) Object.assign(values, readDictionary(name, value))
    else values[input] = value
  }
  return values
}

/** Values from the one dictionary that holds them. @throws {HelperUsageError} for anything else */
export function fromNamed(
  { name }: Pick<CompiledHelper, 'name'>,
  given: readonly unknown[],
): Record<string, unknown> {
  if (given.length > 1) {
    throw new HelperUsageError(
      `The helper ${name}() takes one dictionary, but got ${given.length} arguments.`,
    )
  }
  return readDictionary(name, given[0])
}

/** Drops values that no input declares, and says so. */
export function trimArgins(
  { name, inputNames }: CompiledHelper,
  values: Record<string, unknown>,
  log: Log,
): Record<string, unknown> {
  if (inputNames === undefined) return values
  const extra = Object.keys(values).filter((key) => !inputNames.has(key))
  if (extra.length === 0) return values
  log.warn(
    `The helper ${name}() has no input ${extra.map((key) => `"${key}"`).join(', ')}; left out. ` +
      `It has: ${[...inputNames].join(', ') || 'none'}.`,
  )
  return Object.fromEntries(Object.entries(values).filter(([key]) => inputNames.has(key)))
}

function readDictionary(helper: string, value: unknown): Record<string, unknown> {
  if (value === undefined) return {}
  if (isDictionary(value)) return { ...value }
  throw new HelperUsageError(
    `The helper ${helper}() takes a dictionary of values by name here, such as { id: 7 }, but got ${inspect(value, { depth: 0 })}.`,
  )
}
