import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue } from '../../../errors.ts'
import { toByteCount } from '../body-settings.ts'
import { InvalidHttpConfigError } from '../errors.ts'

/** Bytes below which an answer fits into one packet anyway. */
const DEFAULT_THRESHOLD = 1_024

/**
 * Reads `config.http.compression`: a boolean, or `{ threshold }`. Adds what is wrong to `problems`.
 * @returns fewest bytes of an answer that is compressed; `undefined` where none is
 */
export function parseCompression(setting: unknown, problems: HalyardError[]): number | undefined {
  if (setting === undefined || setting === null || setting === false) return undefined
  if (setting === true) return DEFAULT_THRESHOLD
  const threshold = isPlainObject(setting) ? (setting['threshold'] ?? DEFAULT_THRESHOLD) : undefined
  const bytes = threshold === 0 ? 0 : toByteCount(threshold)
  if (bytes !== undefined) return bytes
  problems.push(
    new InvalidHttpConfigError(
      `config.http.compression is ${showValue(setting)}. Use true, false, or { threshold: '1kb' }.`,
    ),
  )
  return undefined
}
