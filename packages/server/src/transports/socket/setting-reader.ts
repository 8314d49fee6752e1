import { inspect } from 'node:util'

import type { HalyardError } from '../../errors.ts'
import { BadSocketsConfigError } from './errors.ts'

/** Bounds of a number, both included. */
interface Bounds {
  readonly min: number
  readonly max?: number
}

/** Reads single settings and collects what is wrong with them, so that all of it can be told at once. */
export class SettingReader {
  readonly problems: HalyardError[] = []
  readonly #settings: Readonly<Record<string, unknown>>

  constructor(settings: Readonly<Record<string, unknown>>) {
    this.#settings = settings
  }

  /** The raw value; `null` counts as left out. */
  value(key: string): unknown {
    return this.#settings[key] ?? undefined
  }

  boolean(key: string, byDefault: boolean): boolean {
    return this.optionalBoolean(key) ?? byDefault
  }

  optionalBoolean(key: string): boolean | undefined {
    const value = this.value(key)
    if (value === undefined || typeof value === 'boolean') return value
    return this.refuse(key, value, 'must be true or false')
  }

  wholeNumber(key: string, byDefault: number, bounds: Bounds): number {
    return this.optionalWholeNumber(key, bounds) ?? byDefault
  }

  optionalWholeNumber(
    key: string,
    { min, max = Number.MAX_SAFE_INTEGER }: Bounds,
  ): number | undefined {
    const value = this.value(key)
    if (value === undefined) return undefined
    const isRight =
      typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
    if (isRight) return value
    const upper = max === Number.MAX_SAFE_INTEGER ? 'or more' : `to ${max}`
    return this.refuse(key, value, `must be a whole number, ${min} ${upper}`)
  }

  optionalText(key: string): string | undefined {
    const value = this.value(key)
    if (value === undefined || typeof value === 'string') return value
    return this.refuse(key, value, 'must be a string')
  }

  /** A function; `true` and `false` count as left out, as in Sails. */
  optionalFunction(key: string): ((...args: unknown[]) => unknown) | undefined {
    const value = this.value(key)
    if (value === undefined || typeof value === 'boolean') return undefined
    if (isFunction(value)) return value
    return this.refuse(key, value, 'must be a function')
  }

  refuse(key: string, value: unknown, rule: string): undefined {
    this.problems.push(
      new BadSocketsConfigError(key, `${rule}, but is ${inspect(value, { depth: 0 })}.`),
    )
    return undefined
  }
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function'
}
