import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, throwProblems } from '../../errors.ts'
import { nearestName } from '../../nearest-name.ts'
import { type AdapterConfig, readAdapterConfig } from './adapter-config.ts'
import {
  BadSocketsConfigError,
  BadSocketsSectionError,
  InvalidOnlyAllowOriginsError,
  InvalidOriginError,
  OriginsRequiredError,
  UnknownSocketsKeyError,
} from './errors.ts'
import { KNOWN_KEYS, LEGACY_KEYS } from './known-config-keys.ts'
import { type OriginPattern, parseOriginPattern } from './origin-pattern.ts'
import { SettingReader } from './setting-reader.ts'
import type { RateLimit } from './token-bucket.ts'

/** A function that the app has put into its configuration. */
export type ConfiguredFunction = (...args: unknown[]) => unknown

/** `sails.config.sockets`, checked and complete. @see Sails reference: sails.config.sockets */
export interface SocketConfig {
  readonly path: string
  readonly transports: readonly Transport[]
  readonly allowUpgrades: boolean
  readonly pingInterval: number
  readonly pingTimeout: number
  readonly maxHttpBufferSize: number
  readonly serveClient: boolean
  /** Settings of Socket.IO that we hand on as they are. */
  readonly handedOn: Readonly<Record<string, unknown>>
  readonly sendStatusCode: boolean
  readonly sendResponseHeaders: boolean
  readonly onlyAllowOrigins: readonly OriginPattern[] | undefined
  readonly requireOrigin: boolean
  readonly allowForeignOrigins: boolean
  readonly beforeConnect: ConfiguredFunction | undefined
  readonly afterDisconnect: ConfiguredFunction | undefined
  readonly onConnect: ConfiguredFunction | undefined
  readonly maxConnections: number | undefined
  readonly maxConnectionsPerAddress: number | undefined
  readonly maxOpenRequests: number
  readonly maxDepth: number
  readonly maxWaitingBytes: number
  readonly rateLimit: RateLimit | undefined
  readonly fastPath: boolean
  readonly duplicates: boolean
  readonly roomAckTimeoutMs: number
  readonly adapter: AdapterConfig | undefined
}

/** The ways to carry a connection that Socket.IO knows. */
export type Transport = 'polling' | 'websocket'

/** What the rest of the configuration says that matters here. */
export interface SurroundingConfig {
  readonly isProduction: boolean
  /** Whether keys that nobody knows are left alone. */
  readonly ignoreUnknownKeys: boolean
  readonly warn: (message: string) => void
}

const TRANSPORTS: ReadonlySet<unknown> = new Set(['polling', 'websocket'])
/** Options of Socket.IO that have no meaning of our own. */
const HANDED_ON = [
  'perMessageDeflate',
  'httpCompression',
  'upgradeTimeout',
  'connectTimeout',
  'destroyUpgrade',
  'destroyUpgradeTimeout',
  'addTrailingSlash',
  'connectionStateRecovery',
  'cookie',
  'cors',
]

/**
 * Checks `sails.config.sockets`.
 * @throws the problem, or {LiftProblemsError} with all of them
 */
export function readSocketConfig(section: unknown, surrounding: SurroundingConfig): SocketConfig {
  const settings = section === undefined ? {} : section
  if (!isPlainObject(settings)) throw new BadSocketsSectionError(settings)

  const renaming = renameLegacyKeys(settings, surrounding.warn)
  const read = new SettingReader(renaming.settings)
  const config = readSettings(read, surrounding)
  throwProblems([
    ...(surrounding.ignoreUnknownKeys ? [] : misspeltKeys(renaming.settings)),
    ...renaming.problems,
    ...read.problems,
  ])
  return config
}

function readSettings(read: SettingReader, surrounding: SurroundingConfig): SocketConfig {
  return {
    path: readPath(read),
    transports: readTransports(read),
    allowUpgrades: read.boolean('allowUpgrades', true),
    pingInterval: read.wholeNumber('pingInterval', 25_000, { min: 1 }),
    pingTimeout: read.wholeNumber('pingTimeout', 60_000, { min: 1 }),
    maxHttpBufferSize: read.wholeNumber('maxHttpBufferSize', 1_000_000, { min: 1 }),
    serveClient: read.boolean('serveClient', false),
    handedOn: pickHandedOn(read),
    sendStatusCode: read.boolean('sendStatusCode', true),
    sendResponseHeaders: read.boolean('sendResponseHeaders', true),
    ...readConnectRules(read, surrounding),
    maxConnections: read.optionalWholeNumber('maxConnections', { min: 1 }),
    maxConnectionsPerAddress: read.optionalWholeNumber('maxConnectionsPerAddress', { min: 1 }),
    maxOpenRequests: read.wholeNumber('maxOpenRequests', 64, { min: 1 }),
    maxDepth: read.wholeNumber('maxDepth', 64, { min: 1, max: 1_000 }),
    maxWaitingBytes: read.wholeNumber('maxWaitingBytes', 16_000_000, { min: 1 }),
    rateLimit: readRateLimit(read),
    fastPath: read.boolean('fastPath', true),
    duplicates: read.boolean('duplicates', false),
    roomAckTimeoutMs: read.wholeNumber('roomAckTimeoutMs', 5_000, { min: 1 }),
    adapter: readAdapterConfig(read),
  }
}

type ConnectRules = Pick<
  SocketConfig,
  | 'onlyAllowOrigins'
  | 'requireOrigin'
  | 'allowForeignOrigins'
  | 'beforeConnect'
  | 'afterDisconnect'
  | 'onConnect'
>

function readConnectRules(read: SettingReader, surrounding: SurroundingConfig): ConnectRules {
  // Whether `grant3rdPartyCookie` is right is asked here; the session hook reads it.
  read.boolean('grant3rdPartyCookie', true)
  if (read.value('allowRequest') !== undefined) {
    read.refuse('allowRequest', read.value('allowRequest'), 'is not supported: use beforeConnect')
  }
  const rules = {
    onlyAllowOrigins: readOrigins(read),
    requireOrigin: read.boolean('requireOrigin', false),
    allowForeignOrigins: read.optionalBoolean('allowForeignOrigins'),
    beforeConnect: read.optionalFunction('beforeConnect'),
    afterDisconnect: read.optionalFunction('afterDisconnect'),
    onConnect: read.optionalFunction('onConnect'),
  }
  const isDecided =
    read.value('onlyAllowOrigins') !== undefined ||
    rules.beforeConnect !== undefined ||
    rules.allowForeignOrigins !== undefined
  if (surrounding.isProduction && !isDecided) read.problems.push(new OriginsRequiredError())
  if (rules.beforeConnect !== undefined && rules.onlyAllowOrigins !== undefined) {
    surrounding.warn('config.sockets.onlyAllowOrigins counts for nothing beside beforeConnect.')
  }
  return { ...rules, allowForeignOrigins: rules.allowForeignOrigins ?? false }
}

function readOrigins(read: SettingReader): OriginPattern[] | undefined {
  const entries = read.value('onlyAllowOrigins')
  if (entries === undefined) return undefined
  if (!Array.isArray(entries)) {
    read.problems.push(new InvalidOnlyAllowOriginsError())
    return undefined
  }
  return entries.flatMap((entry: unknown) => {
    try {
      return [parseOriginPattern(entry)]
    } catch (error) {
      if (!(error instanceof InvalidOriginError)) throw error
      read.problems.push(error)
      return []
    }
  })
}

function readPath(read: SettingReader): string {
  const path = read.optionalText('path') ?? '/socket.io'
  if (!path.startsWith('/')) read.refuse('path', path, 'must begin with a slash')
  return path
}

function readTransports(read: SettingReader): Transport[] {
  const transports = read.value('transports') ?? ['websocket']
  if (Array.isArray(transports) && transports.length > 0 && transports.every(isTransport)) {
    return transports
  }
  read.refuse('transports', transports, "must be an array of 'websocket' and 'polling'")
  return ['websocket']
}

function isTransport(value: unknown): value is Transport {
  return TRANSPORTS.has(value)
}

function readRateLimit(read: SettingReader): RateLimit | undefined {
  const value = read.value('rateLimit')
  if (value === undefined || value === false) return undefined
  if (isPlainObject(value)) {
    const { perSecond, burst = perSecond } = value
    if (isPositive(perSecond) && isPositive(burst)) return { perSecond, burst }
  }
  return read.refuse('rateLimit', value, 'must be { perSecond, burst } of numbers above 0')
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}

function pickHandedOn(read: SettingReader): Record<string, unknown> {
  const present = HANDED_ON.filter((key) => read.value(key) !== undefined)
  return Object.fromEntries(present.map((key) => [key, read.value(key)]))
}

function renameLegacyKeys(
  settings: Readonly<Record<string, unknown>>,
  warn: (message: string) => void,
): { settings: Record<string, unknown>; problems: HalyardError[] } {
  const renamed = { ...settings }
  const problems: HalyardError[] = []
  for (const [oldKey, key] of Object.entries(LEGACY_KEYS)) {
    const value = renamed[oldKey]
    Reflect.deleteProperty(renamed, oldKey)
    if (value === undefined || value === null) continue
    if (renamed[key] !== undefined && renamed[key] !== null) {
      problems.push(
        new BadSocketsConfigError(
          oldKey,
          `is the old name of "${key}", which is set too. Remove it.`,
        ),
      )
      continue
    }
    renamed[key] = value
    warn(`config.sockets.${oldKey} is now named "${key}".`)
  }
  return { settings: renamed, problems }
}

/** Keys that look like misspelt settings; apps keep keys of their own there too. */
function misspeltKeys(settings: Readonly<Record<string, unknown>>): HalyardError[] {
  return Object.keys(settings).flatMap((key) => {
    const meant = KNOWN_KEYS.has(key) ? undefined : nearestName(key, KNOWN_KEYS)
    return meant === undefined ? [] : [new UnknownSocketsKeyError(key, meant)]
  })
}
