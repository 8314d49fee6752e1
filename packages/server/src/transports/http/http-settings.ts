import type { ServerOptions } from 'node:https'

import { isPlainObject } from '@halyard/protocol'

import type { HalyardError } from '../../errors.ts'
import { showValue, throwProblems } from '../../errors.ts'
import { type BodySettings, parseBodySettings } from './body-settings.ts'
import { parseCompression } from './compress/compress-settings.ts'
import { InvalidHttpConfigError, InvalidSslConfigError, type ListenPlace } from './errors.ts'
import { type FileSettings, parseFileSettings } from './static/file-settings.ts'
import { type UploadSettings, parseUploadSettings } from './uploads/upload-settings.ts'

/** @see Sails reference: sails.config.port */
const DEFAULT_PORT = 1337

/** Milliseconds until the server must be listening. @see Sails: `liftTimeout` */
const DEFAULT_LIFT_TIMEOUT_MS = 4_000

/** What the http hook reads from an app's configuration, checked. */
export interface HttpSettings {
  readonly place: ListenPlace
  readonly liftTimeoutMs: number
  readonly isSecure: boolean
  /** Options for `http.createServer` or `https.createServer`: `http.serverOptions` and `ssl`. */
  readonly serverOptions: ServerOptions
  readonly files: FileSettings
  /** Fewest bytes of an answer that is compressed; `undefined` where none is. */
  readonly compressionThreshold: number | undefined
  readonly body: BodySettings
  readonly uploads: UploadSettings
}

/**
 * Reads `port`, `explicitHost`, `liftTimeout`, `ssl`, `paths.public` and `http`.
 * @throws all problems together: {@link InvalidHttpConfigError}, {@link InvalidSslConfigError}
 */
export function parseHttpSettings(config: Readonly<Record<string, unknown>>): HttpSettings {
  const http = toDictionary(config['http'])
  const problems: HalyardError[] = findRemovedSettings(config, http)
  const port = parsePort(config['port'], problems)
  const settings: HttpSettings = {
    place: { port, host: parseHost(config['explicitHost'] ?? config['host'], problems) },
    liftTimeoutMs: parseMs('liftTimeout', config['liftTimeout'], DEFAULT_LIFT_TIMEOUT_MS, problems),
    ...parseServerOptions(config['ssl'], http['serverOptions'], problems),
    files: parseFileSettings(config, problems),
    compressionThreshold: parseCompression(http['compression'], problems),
    body: parseBodySettings(http['bodyParser'], problems),
    uploads: parseUploadSettings(http['uploads'], config['appPath'], problems),
  }
  throwProblems(problems)
  return settings
}

function findRemovedSettings(
  config: Readonly<Record<string, unknown>>,
  http: Readonly<Record<string, unknown>>,
): HalyardError[] {
  const removed = [
    ['config.express', config['express'], 'config.http'],
    ['config.cache', config['cache'], 'config.http.cache'],
    ['config.http.loadMiddleware', http['loadMiddleware'], 'config.http.middleware.order'],
  ] as const
  return removed
    .filter(([, value]) => Boolean(value))
    .map(
      ([key, , instead]) =>
        new InvalidHttpConfigError(`${key} was removed in Sails 1.0. Use ${instead}.`),
    )
}

/** `PORT` of the environment is text. */
function parsePort(port: unknown, problems: HalyardError[]): number {
  if (port === undefined || port === null) return DEFAULT_PORT
  const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 65_535) {
    return number
  }
  problems.push(
    new InvalidHttpConfigError(
      `config.port is ${showValue(port)}. Use a whole number from 0 to 65535.`,
    ),
  )
  return DEFAULT_PORT
}

function parseHost(host: unknown, problems: HalyardError[]): string | undefined {
  if (host === undefined || host === null || host === '') return undefined
  if (typeof host === 'string') return host
  problems.push(
    new InvalidHttpConfigError(
      `config.explicitHost is ${showValue(host)}. Use an address or a host name such as '127.0.0.1'.`,
    ),
  )
  return undefined
}

function parseMs(key: string, ms: unknown, fallback: number, problems: HalyardError[]): number {
  if (ms === undefined || ms === null) return fallback
  if (typeof ms === 'number' && ms >= 0) return ms
  problems.push(
    new InvalidHttpConfigError(`config.${key} is ${showValue(ms)}. Use a number of milliseconds.`),
  )
  return fallback
}

function parseServerOptions(
  ssl: unknown,
  serverOptions: unknown,
  problems: HalyardError[],
): Pick<HttpSettings, 'isSecure' | 'serverOptions'> {
  const own = toDictionary(ssl)
  if (Boolean(own['key']) !== Boolean(own['cert'])) {
    const missing = own['key'] ? 'cert' : 'key'
    problems.push(new InvalidSslConfigError(`config.ssl has no ${missing}.`))
  }
  const isSecure = ssl === true || Boolean(own['key'] && own['cert']) || Boolean(own['pfx'])
  return { isSecure, serverOptions: { ...toDictionary(serverOptions), ...own } }
}

function toDictionary(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {}
}
