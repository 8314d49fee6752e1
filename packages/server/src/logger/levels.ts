import { BadLogConfigError } from './errors.ts'

/** Sails' levels, from the one that lets most through to the one that lets nothing through. */
const LEVELS = ['silly', 'verbose', 'info', 'debug', 'warn', 'error', 'crit', 'silent'] as const

/** One of {@link LEVELS}. Mind that `info` lets more through than `debug`. */
export type Level = (typeof LEVELS)[number]

/** Methods of the logger: the levels that write, and `blank`, which writes at `info` without a prefix. */
export type MethodName = Exclude<Level, 'silent'> | 'blank'

/** Names of the logger's methods. */
export const METHOD_NAMES: readonly MethodName[] = [
  'silly',
  'verbose',
  'info',
  'blank',
  'debug',
  'warn',
  'error',
  'crit',
]

/** Whether a message of that method is written at that threshold. */
export function isWritten(method: MethodName, threshold: Level): boolean {
  return LEVELS.indexOf(method === 'blank' ? 'info' : method) >= LEVELS.indexOf(threshold)
}

/**
 * Reads `config.log.level`.
 * @throws {BadLogConfigError} when it names no level.
 */
export function parseLevel(value: unknown): Level {
  const known = LEVELS.find((level) => level === value)
  if (known === undefined) {
    throw new BadLogConfigError(
      `config.log.level is ${JSON.stringify(value)}. Use one of: ${LEVELS.join(', ')}.`,
    )
  }
  return known
}
