import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue } from '../../errors.ts'
import { InvalidHttpConfigError } from './errors.ts'

/** Bytes in a megabyte, as limits count them. */
const MEGABYTE = 1_048_576

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1_024,
  mb: MEGABYTE,
  gb: 1_024 * MEGABYTE,
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

function parseByteCount(limit: unknown, problems: HalyardError[]): number {
  if (typeof limit === 'number' && limit > 0) return limit
  const parts = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)$/i.exec(typeof limit === 'string' ? limit : '')
  const unit = UNITS[parts?.[2]?.toLowerCase() ?? '']
  if (unit !== undefined) return Math.floor(Number(parts?.[1]) * unit)
  problems.push(
    new InvalidHttpConfigError(
      `config.http.bodyParser.limit is ${showValue(limit)}. Use a number of bytes or text such as '500kb'.`,
    ),
  )
  return MEGABYTE
}
