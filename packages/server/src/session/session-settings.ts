import { type HalyardError, showValue } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import type { Request } from '../request/request.ts'
import { readCookieSettings } from './cookie-settings.ts'
import { InvalidSessionConfigError, UnknownSessionSettingError } from './errors.ts'
import type { CookieSettings } from './session-cookie.ts'

/** Milliseconds that a store may take for one answer, unless `session.storeTimeoutMs` says otherwise. */
const DEFAULT_STORE_TIMEOUT_MS = 5_000

/** `sails.LOOKS_LIKE_ASSET_RX`: the last part of the path has a dot. */
const LOOKS_LIKE_ASSET = /^[^?]*\/[^?/]+\.[^?/]+(\?.*)?$/

/** Every setting under `config.session`. */
export const SESSION_KEYS: readonly string[] = [
  'adapter',
  'client',
  'cookie',
  'db',
  'handleConstructingSessionStore',
  'host',
  'isSessionDisabled',
  'key',
  'name',
  'onRedisDisconnect',
  'onRedisReconnect',
  'pass',
  'port',
  'prefix',
  'resave',
  'rolling',
  'routesDisabled',
  'saveUninitialized',
  'secret',
  'store',
  'storeTimeoutMs',
  'url',
  '_hookTimeout',
]

/** `config.session`, checked and complete, but for what only the store reads. */
export interface SessionSettings {
  /** Name of the cookie. @default `sails.sid`; in production `__Host-sails.sid` where the cookie allows it */
  readonly name: string
  /** Keys of the signature; the first one signs. */
  readonly secrets: readonly [string, ...string[]]
  readonly cookie: CookieSettings
  /** Write unchanged sessions too. @default false */
  readonly resave: boolean
  /** Begin a session for every visitor, used or not. @default false */
  readonly saveUninitialized: boolean
  /** Send the cookie with every answer, so that its age counts from the last visit. @default false */
  readonly rolling: boolean
  /** Whether a request goes without session. @default true for paths that look like assets */
  readonly isSessionDisabled: (req: Request) => unknown
  /** Milliseconds that a store may take for one answer; then requests that need it get a 503. @default 5000 */
  readonly storeTimeoutMs: number
}

/**
 * Checks `config.session`. Reports every problem that it finds.
 * @param secrets Keys that are believed when `session.secret` itself is missing.
 */
export function readSessionSettings(
  config: Readonly<Record<string, unknown>>,
  secrets: readonly [string, ...string[]],
  isProduction: boolean,
): { settings: SessionSettings; problems: HalyardError[] } {
  const problems: HalyardError[] = []
  const refuse = (message: string): void => {
    problems.push(new InvalidSessionConfigError(message))
  }
  const cookie = readCookieSettings(config['cookie'], isProduction, problems)
  const name = readName(config, cookie, isProduction, refuse)
  refuseMisspeltSettings(config, problems)
  return {
    settings: {
      name,
      secrets,
      cookie,
      resave: readFlag(config, 'resave', refuse),
      saveUninitialized: readFlag(config, 'saveUninitialized', refuse),
      rolling: readFlag(config, 'rolling', refuse),
      isSessionDisabled: readIsSessionDisabled(config, refuse),
      storeTimeoutMs: readTimeout(config, refuse),
    },
    problems,
  }
}

type Refuse = (message: string) => void

function readName(
  config: Readonly<Record<string, unknown>>,
  cookie: CookieSettings,
  isProduction: boolean,
  refuse: Refuse,
): string {
  const isHostOnly = cookie.secure && cookie.path === '/' && cookie.domain === undefined
  const name = config['name'] ?? config['key']
  if (name === undefined) return isProduction && isHostOnly ? '__Host-sails.sid' : 'sails.sid'
  if (typeof name !== 'string' || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    refuse(
      `config.session.name is ${showValue(name)}. Use a cookie name: letters, digits, ".", "-" and "_".`,
    )
    return 'sails.sid'
  }
  if (name.startsWith('__Host-') && !isHostOnly) {
    refuse(
      `Browsers refuse a cookie named "${name}" unless session.cookie has secure: true, path: '/' and no domain. ` +
        'Set these, or choose another session.name.',
    )
  }
  return name
}

function readFlag(config: Readonly<Record<string, unknown>>, key: string, refuse: Refuse): boolean {
  const value = config[key]
  if (value !== undefined && typeof value !== 'boolean') {
    refuse(`config.session.${key} is ${showValue(value)}. Use true or false.`)
  }
  return value === true
}

function readIsSessionDisabled(
  config: Readonly<Record<string, unknown>>,
  refuse: Refuse,
): (req: Request) => unknown {
  if (config['routesDisabled'] !== undefined) {
    refuse(
      'config.session.routesDisabled is gone since Sails 1.0. Write session.isSessionDisabled: (req) => true for ' +
        'the requests that need no session.',
    )
  }
  const isSessionDisabled = config['isSessionDisabled']
  if (isSessionDisabled === undefined) return looksLikeAsset
  if (isRequestTest(isSessionDisabled)) return isSessionDisabled
  refuse(
    `config.session.isSessionDisabled is ${showValue(isSessionDisabled)}. Use a function of the request.`,
  )
  return looksLikeAsset
}

function readTimeout(config: Readonly<Record<string, unknown>>, refuse: Refuse): number {
  const ms = config['storeTimeoutMs'] ?? DEFAULT_STORE_TIMEOUT_MS
  if (typeof ms === 'number' && Number.isInteger(ms) && ms > 0) return ms
  refuse(
    `config.session.storeTimeoutMs is ${showValue(ms)}. Use a whole number of milliseconds above 0.`,
  )
  return DEFAULT_STORE_TIMEOUT_MS
}

/** A store of the app's choice may take any key; the memory store takes none. */
/** What looks like a misspelt setting; apps keep keys of their own there too. */
function refuseMisspeltSettings(
  config: Readonly<Record<string, unknown>>,
  problems: HalyardError[],
): void {
  const adapter = config['adapter'] ?? 'memory'
  if (adapter !== 'memory' || config['store'] !== undefined) return
  for (const key of Object.keys(config)) {
    const meant = SESSION_KEYS.includes(key) ? undefined : nearestName(key, SESSION_KEYS)
    if (meant !== undefined) problems.push(new UnknownSessionSettingError(key, meant))
  }
}

function looksLikeAsset(req: Request): boolean {
  return LOOKS_LIKE_ASSET.test(req.path)
}

function isRequestTest(value: unknown): value is (req: Request) => unknown {
  return typeof value === 'function'
}
