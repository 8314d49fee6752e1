import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import type { CorsPolicy } from './cors-policy.ts'
import { type CorsPlace, InvalidCorsConfigError, UnsafeCorsError } from './errors.ts'
import { readOrigins } from './origins.ts'

/** Settings without any of the app's. @see Sails reference: sails.config.security.cors */
export const CORS_DEFAULTS = {
  allRoutes: false,
  allowOrigins: '*',
  allowCredentials: false,
  allowRequestMethods: 'GET,HEAD,PUT,PATCH,POST,DELETE',
  allowRequestHeaders: 'content-type',
  allowResponseHeaders: '',
  allowAnyOriginWithCredentialsUnsafe: false,
  rejectUnlisted: false,
} as const

/** Names of Sails before 1.0, which still count. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  origin: 'allowOrigins',
  credentials: 'allowCredentials',
  headers: 'allowRequestHeaders',
  methods: 'allowRequestMethods',
  exposeHeaders: 'allowResponseHeaders',
}

/** Dictionary with today's names. Tells of old ones. */
export function renameOldSettings(
  settings: Readonly<Record<string, unknown>>,
  warn: (message: string) => void,
): Record<string, unknown> {
  const renamed: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(settings)) {
    const today = OLD_NAMES[key]
    if (today === undefined) {
      renamed[key] = value
      continue
    }
    warn(`\`${key}\` is an old name; write \`${today}\`.`)
    renamed[today] = value
  }
  return renamed
}

/**
 * Resolves settings, complete with today's names, to the one policy that they mean. Adds what is wrong to `problems`.
 */
export function readCors(
  settings: Readonly<Record<string, unknown>>,
  place: CorsPlace,
  problems: HalyardError[],
  warn: (message: string) => void,
): CorsPolicy {
  refuseUnknown(settings, place, problems)
  const flag = (key: string): boolean => readFlag(settings, key, place, problems)
  const list = (key: string): string => readNames(settings, key, place, problems)
  const origins = readOrigins(settings['allowOrigins'], place, problems, warn)
  // Read where routes without a setting get theirs; that it is right is asked here.
  flag('allRoutes')
  const allowCredentials = flag('allowCredentials')
  const isUnsafe = origins === 'any' && allowCredentials
  if (isUnsafe && !flag('allowAnyOriginWithCredentialsUnsafe')) {
    problems.push(new UnsafeCorsError(place))
  }
  return {
    // Browsers refuse '*' together with credentials.
    origins: isUnsafe ? 'echo' : origins,
    allowCredentials,
    methods: list('allowRequestMethods') || CORS_DEFAULTS.allowRequestMethods,
    requestHeaders: list('allowRequestHeaders'),
    responseHeaders: list('allowResponseHeaders'),
    rejectUnlisted: flag('rejectUnlisted'),
  }
}

function refuseUnknown(
  settings: Readonly<Record<string, unknown>>,
  place: CorsPlace,
  problems: HalyardError[],
): void {
  const known = Object.keys(CORS_DEFAULTS)
  for (const key of Object.keys(settings)) {
    if (known.includes(key)) continue
    const advice =
      key === 'securityLevel'
        ? 'To guard sockets set config.sockets.onlyAllowOrigins.'
        : `Known: ${nearestName(key, known) ?? known.join(', ')}.`
    problems.push(new InvalidCorsConfigError(place, `has the unknown key "${key}". ${advice}`))
  }
}

function readFlag(
  settings: Readonly<Record<string, unknown>>,
  key: string,
  place: CorsPlace,
  problems: HalyardError[],
): boolean {
  const value = settings[key]
  if (value !== undefined && typeof value !== 'boolean') {
    problems.push(
      new InvalidCorsConfigError(place, `has ${key}: ${showValue(value)}. Use true or false.`),
    )
  }
  return value === true
}

/** Names with commas between them, or an array of names. */
function readNames(
  settings: Readonly<Record<string, unknown>>,
  key: string,
  place: CorsPlace,
  problems: HalyardError[],
): string {
  const value = settings[key] ?? ''
  if (typeof value === 'string') return value
  if (isTexts(value)) return value.join(',')
  problems.push(
    new InvalidCorsConfigError(
      place,
      `has ${key}: ${showValue(value)}. Use names with commas between them, such as 'x-one,x-two'.`,
    ),
  )
  return ''
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}

/** Settings of a route or of the app, as they stand in a dictionary; `undefined` for anything else. */
export function toSettings(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value === 'string') return { allowOrigins: value }
  return isPlainObject(value) ? value : undefined
}
