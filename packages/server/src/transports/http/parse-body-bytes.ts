import type * as Qs from 'qs'

import { loadLater } from '../../load-later.ts'
import { checkPlainData } from '../socket/check-plain-data.ts'
import { BodyUnparsableError, BodyUnsupportedError } from './errors.ts'

const qs = loadLater((require): typeof Qs => require('qs'))

/** Deepest nesting of JSON, as over sockets. */
const MAX_JSON_DEPTH = 64

/** Most fields of a urlencoded body. */
const MAX_FORM_FIELDS = 1_000

/** Deepest nesting of a urlencoded body's field names: `a[b][c]` is 2. */
const MAX_FORM_DEPTH = 32

/** What a body is parsed as; `unknown` for one that may happen to be JSON. */
export type BodyKind = 'json' | 'form' | 'unknown'

/**
 * Turns the bytes of a body into a value. No bytes are the empty dictionary.
 * @param strict Whether JSON must be an object or an array.
 * @throws {BodyUnparsableError} {@link BodyUnsupportedError} for an unknown charset, {@link UnsafeDataError}
 */
export function parseBodyBytes(
  kind: BodyKind,
  bytes: Buffer,
  contentType: string | undefined,
  strict: boolean,
): unknown {
  const text = toText(bytes, contentType)
  if (text === '') return {}
  if (kind === 'form') return parseFormText(text)
  return kind === 'json' ? parseJsonText(text, strict) : guessJson(text)
}

function parseJsonText(text: string, strict: boolean): unknown {
  const value = parseJson(text)
  if (strict && !isObject(value)) {
    throw new BodyUnparsableError('its JSON is neither an object nor an array.')
  }
  checkPlainData(value, MAX_JSON_DEPTH)
  return value
}

function guessJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return {}
  }
  if (!isObject(value)) return {}
  checkPlainData(value, MAX_JSON_DEPTH)
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BodyUnparsableError(`it is not valid JSON (${reason}).`, { cause: error })
  }
}

function parseFormText(text: string): unknown {
  let fields: unknown
  try {
    fields = qs().parse(text, {
      depth: MAX_FORM_DEPTH,
      strictDepth: true,
      parameterLimit: MAX_FORM_FIELDS,
      arrayLimit: MAX_FORM_FIELDS,
      throwOnLimitExceeded: true,
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BodyUnparsableError(`${reason}.`, { cause: error })
  }
  return fields
}

/**
 * The text of a body, without byte order mark.
 * @throws {BodyUnsupportedError} for an unknown charset
 */
export function toText(bytes: Buffer, contentType: string | undefined): string {
  const charset = charsetOf(contentType)
  if (charset !== undefined && charset !== 'utf-8') return decode(bytes, charset)
  const text = bytes.toString('utf8')
  // A byte order mark is no part of the text, and JSON.parse refuses it.
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

function charsetOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined || !contentType.includes(';')) return undefined
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]?.toLowerCase()
}

function decode(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch (error) {
    throw new BodyUnsupportedError('charset', charset, { cause: error })
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
