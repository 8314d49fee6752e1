import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import { BadCookieSecureError, InvalidSessionConfigError } from './errors.ts'
import { type CookieSettings, isSameSite } from './session-cookie.ts'

/** Every setting under `config.session.cookie`. */
export const SESSION_COOKIE_KEYS: readonly string[] = [
  'domain',
  'httpOnly',
  'maxAge',
  'path',
  'sameSite',
  'secure',
]

/**
 * Checks `config.session.cookie`. Without settings: path `/`, HttpOnly, `SameSite=Lax`, no age, and Secure in
 * production. Adds what is wrong to `problems`.
 */
export function readCookieSettings(
  config: unknown,
  isProduction: boolean,
  problems: HalyardError[],
): CookieSettings {
  const given = isPlainObject(config) ? config : {}
  if (config !== undefined && given !== config) {
    problems.push(
      new InvalidSessionConfigError(
        `config.session.cookie is ${showValue(config)}. Use a dictionary.`,
      ),
    )
  }
  refuseUnknownSettings(given, problems)
  return {
    path: readText(given, 'path', problems) ?? '/',
    domain: readText(given, 'domain', problems),
    httpOnly: readHttpOnly(given['httpOnly'], problems),
    secure: readSecure(given['secure'], isProduction, problems),
    sameSite: readSameSite(given['sameSite'], problems),
    maxAge: readMaxAge(given['maxAge'], problems),
  }
}

function readText(
  given: Readonly<Record<string, unknown>>,
  key: string,
  problems: HalyardError[],
): string | undefined {
  const value = given[key]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  problems.push(
    new InvalidSessionConfigError(
      `config.session.cookie.${key} is ${showValue(value)}. Use a text.`,
    ),
  )
  return undefined
}

function readHttpOnly(value: unknown, problems: HalyardError[]): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? true
  problems.push(
    new InvalidSessionConfigError(
      `config.session.cookie.httpOnly is ${showValue(value)}. Use true or false.`,
    ),
  )
  return true
}

function readSecure(value: unknown, isProduction: boolean, problems: HalyardError[]): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? isProduction
  problems.push(new BadCookieSecureError(value))
  return isProduction
}

function readSameSite(value: unknown, problems: HalyardError[]): CookieSettings['sameSite'] {
  if (value === undefined || isSameSite(value)) return value ?? 'lax'
  problems.push(
    new InvalidSessionConfigError(
      `config.session.cookie.sameSite is ${showValue(value)}. Use 'lax', 'strict', 'none', true (strict) or false ` +
        '(not sent).',
    ),
  )
  return 'lax'
}

function readMaxAge(value: unknown, problems: HalyardError[]): number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' && value > 0) return value
  problems.push(
    new InvalidSessionConfigError(
      `config.session.cookie.maxAge is ${showValue(value)}. Use a number of milliseconds above 0, or null to end ` +
        'with the browser.',
    ),
  )
  return null
}

function refuseUnknownSettings(
  given: Readonly<Record<string, unknown>>,
  problems: HalyardError[],
): void {
  for (const key of Object.keys(given)) {
    if (SESSION_COOKIE_KEYS.includes(key)) continue
    const nearest = nearestName(key, SESSION_COOKIE_KEYS) ?? SESSION_COOKIE_KEYS.join(', ')
    problems.push(
      new InvalidSessionConfigError(
        `config.session.cookie has the unknown key "${key}". Known: ${nearest}.`,
      ),
    )
  }
}
