import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue } from '../../errors.ts'
import { InvalidHttpConfigError } from './errors.ts'

/** Bytes in a megabyte, as limits count them. */
const MEGABYTE = 1_048_576

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  k: 1_024,
  m: MEGABYTE,
  g: 1_024 * MEGABYTE,
}

/** How bodies of HTTP requests are read. */
export interface BodySettings {
  /** Most bytes of a body, after decompression. */
  readonly limit: number
  /** Whether JSON must be an object or an array. */
  readonly strict: boolean
  /** Whether a body of another type than JSON, urlencoded and multipart is tried as JSON, as Sails does. */
  readonly guessJson: boolean
}

/**
 * Reads `config.http.bodyParser`. A function there is Sails' older place for `http.middleware.bodyParser`, and `false`
 * switches body parsing off: both are read by the middleware stack.
 *
 * Defaults: `limit` 1 MB (a number of bytes, or text such as `'500kb'`), `strict` true, `guessJson` false.
 */
export function parseBodySettings(setting: unknown, problems: HalyardError[]): BodySettings {
  const { limit, strict, guessJson } = isPlainObject(setting) ? setting : {}
  return {
    limit: parseByteCount(limit ?? MEGABYTE, problems),
    strict: strict !== false,
    guessJson: guessJson === true,
  }
}

/**
 * Reads a number of bytes, or text such as `'500kb'`, `'15m'` or `'1.5mb'`.
 * @returns `undefined` for anything else, and for none and less
 */
export function toByteCount(value: unknown): number | undefined {
  if (typeof value === 'number') return value > 0 ? value : undefined
  const parts = /^(\d+(?:\.\d+)?)\s*(b|kb?|mb?|gb?)?$/i.exec(typeof value === 'string' ? value : '')
  if (parts === null) return undefined
  const unit = UNITS[parts[2]?.[0]?.toLowerCase() ?? 'b'] ?? 1
  return Math.floor(Number(parts[1]) * unit) || undefined
}

function parseByteCount(limit: unknown, problems: HalyardError[]): number {
  const bytes = toByteCount(limit)
  if (bytes !== undefined) return bytes
  problems.push(
    new InvalidHttpConfigError(
      `config.http.bodyParser.limit is ${showValue(limit)}. Use a number of bytes or text such as '500kb'.`,
    ),
  )
  return MEGABYTE
}
