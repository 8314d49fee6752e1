import { validateHeaderName, validateHeaderValue } from 'node:http'

import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue } from '../errors.ts'
import { InvalidSecurityHeadersError } from './errors.ts'

/** Headers by name, in lower case. */
export type Headers = Readonly<Record<string, string>>

/**
 * What costs no app anything: browsers do not guess types, pages of other sites do not put ours into frames, and other
 * sites learn no more than our origin from a link.
 */
const DEFAULT_HEADERS: Headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

/** Reads `config.security.headers`: texts and `false` by name, over the defaults; `false` for none. */
export function readHeaders(given: unknown, problems: HalyardError[]): Headers {
  if (given === false) return {}
  if (given === undefined || given === null || given === true) return DEFAULT_HEADERS
  if (!isPlainObject(given)) {
    problems.push(new InvalidSecurityHeadersError(`is ${showValue(given)}.`))
    return DEFAULT_HEADERS
  }
  const headers: Record<string, string> = { ...DEFAULT_HEADERS }
  for (const [name, value] of Object.entries(given)) {
    if (value === false) Reflect.deleteProperty(headers, name.toLowerCase())
    else if (isHeader(name, value)) headers[name.toLowerCase()] = value
    else problems.push(new InvalidSecurityHeadersError(`has ${showValue({ [name]: value })}.`))
  }
  return headers
}

function isHeader(name: string, value: unknown): value is string {
  if (typeof value !== 'string') return false
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}
