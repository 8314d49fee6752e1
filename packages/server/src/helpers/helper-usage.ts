import { isPlainObject } from '@halyard/protocol'

import { InvalidHelperConfigError } from './errors.ts'

/** How helpers are called. @see Sails reference: sails.config.helpers */
export interface HelperUsage {
  /** `serial`: arguments one after the other. `named`: one dictionary, as with `.with()`. @default 'serial' */
  readonly arginStyle: 'serial' | 'named'
  /**
   * `natural`: helpers with `sync: true` give their value, others a promise. `deferred`: all give a call that begins
   * when it is awaited, or with `.now()`. `immediate`: as `natural`, but a native promise. @default 'natural'
   */
  readonly execStyle: 'natural' | 'deferred' | 'immediate'
}

/** `config.helpers`. @see Sails concepts: helpers */
export interface HelpersConfig {
  usageOpts?: Partial<HelperUsage>
  /** Helpers by identity, in the place of files with the same name: `'user/find-friends'`. */
  moduleDefinitions?: Record<string, unknown>
}

/** Every setting under `config.helpers`. */
export const HELPER_KEYS: readonly string[] = ['usageOpts', 'moduleDefinitions']

const ARGIN_STYLES = ['serial', 'named'] as const
const EXEC_STYLES = ['natural', 'deferred', 'immediate'] as const

/** Reads `config.helpers.usageOpts`. @throws {InvalidHelperConfigError} */
export function parseHelperUsage(config: unknown): HelperUsage {
  return mergeUsage({ arginStyle: 'serial', execStyle: 'natural' }, config ?? {})
}

/** A way to call helpers with some of it changed. @throws {InvalidHelperConfigError} */
export function mergeUsage(usage: HelperUsage, changes: unknown): HelperUsage {
  if (!isPlainObject(changes)) {
    throw new InvalidHelperConfigError('config.helpers.usageOpts must be a dictionary.')
  }
  const { arginStyle, execStyle } = { ...usage, ...changes }
  return {
    arginStyle: choose('arginStyle', arginStyle, ARGIN_STYLES),
    execStyle: choose('execStyle', execStyle, EXEC_STYLES),
  }
}

function choose<Choice extends string>(
  key: keyof HelperUsage,
  value: unknown,
  known: readonly Choice[],
): Choice {
  const found = known.find((choice) => choice === value)
  if (found !== undefined) return found
  throw new InvalidHelperConfigError(
    `config.helpers.usageOpts.${key} is ${JSON.stringify(value)}. Use ${known.map((choice) => `'${choice}'`).join(' or ')}.`,
  )
}
