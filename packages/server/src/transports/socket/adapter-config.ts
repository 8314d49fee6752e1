import type { SettingReader } from './setting-reader.ts'

/** Names under which Sails and Socket.IO know the adapter over Redis. */
const REDIS_ADAPTERS: ReadonlySet<string> = new Set([
  '@sailshq/socket.io-redis',
  'socket.io-redis',
  'redis',
  '@socket.io/redis-adapter',
])

/** How several processes of one app are joined. */
export type AdapterConfig = RedisAdapterConfig | ModuleAdapterConfig

/** Through Redis. */
export interface RedisAdapterConfig {
  readonly kind: 'redis'
  readonly url: string
  /** Prefix of all channels. */
  readonly key: string
  /** Clients of the app's own, connected by the app; both or none. */
  readonly pubClient: object | undefined
  readonly subClient: object | undefined
  readonly onRedisDisconnect: ((...args: unknown[]) => unknown) | undefined
  readonly onRedisReconnect: ((...args: unknown[]) => unknown) | undefined
  /** Settings of the adapter's own. */
  readonly options: object
}

/** Through any other adapter of Socket.IO. */
export interface ModuleAdapterConfig {
  readonly kind: 'module'
  readonly name: string
  /** The adapter itself, where the app gave it. */
  readonly module: unknown
  readonly options: object
}

/** Reads the settings that name an adapter; `undefined` for an app of one process. */
export function readAdapterConfig(read: SettingReader): AdapterConfig | undefined {
  const named = read.optionalText('adapter')
  const name = named === 'memory' ? undefined : named
  const module = read.value('adapterModule')
  const options = readOptions(read)
  if (name === undefined && module === undefined) return undefined
  if (name === undefined || !REDIS_ADAPTERS.has(name)) {
    return { kind: 'module', name: name ?? 'adapterModule', module, options }
  }
  return readRedisConfig(read, options)
}

function readRedisConfig(read: SettingReader, options: object): RedisAdapterConfig {
  const pubClient = readClient(read, 'pubClient')
  const subClient = readClient(read, 'subClient')
  if ((pubClient === undefined) !== (subClient === undefined)) {
    const missing = pubClient === undefined ? 'pubClient' : 'subClient'
    read.refuse(missing, undefined, 'must be set when the other of pubClient and subClient is')
  }
  return {
    kind: 'redis',
    url: readUrl(read),
    key: read.optionalText('key') ?? readOptionsKey(options) ?? 'socket.io',
    pubClient,
    subClient,
    onRedisDisconnect: read.optionalFunction('onRedisDisconnect'),
    onRedisReconnect: read.optionalFunction('onRedisReconnect'),
    options,
  }
}

/** One URL of `url`, or of `host`, `port`, `pass` and `db`. */
function readUrl(read: SettingReader): string {
  const given = read.optionalText('url')
  const db = readDb(read)
  if (given !== undefined) {
    if (URL.canParse(given) && /^rediss?:$/.test(new URL(given).protocol)) return given
    read.refuse('url', given, 'must be a URL such as redis://:password@host:6379/0')
    return 'redis://127.0.0.1:6379'
  }
  const host = read.optionalText('host') ?? '127.0.0.1'
  const port = readPort(read)
  const pass = read.optionalText('pass')
  const credentials = pass === undefined ? '' : `:${encodeURIComponent(pass)}@`
  const bracketed = host.includes(':') ? `[${host}]` : host
  return `redis://${credentials}${bracketed}:${port}${db === undefined ? '' : `/${db}`}`
}

function readPort(read: SettingReader): number {
  const port = toNumber(read.value('port') ?? 6379)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  read.refuse('port', read.value('port'), 'must be a port of Redis, 1 to 65535')
  return 6379
}

function readDb(read: SettingReader): number | undefined {
  const value = read.value('db')
  if (value === undefined) return undefined
  const db = toNumber(value)
  if (Number.isInteger(db) && db >= 0) return db
  return read.refuse('db', value, 'must be the number of a Redis database, 0 or more')
}

// Environment variables and the command line give text.
function toNumber(value: unknown): number {
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value)
  return typeof value === 'number' ? value : Number.NaN
}

function readClient(read: SettingReader, key: string): object | undefined {
  const client = read.value(key)
  if (client === undefined) return undefined
  if (typeof client === 'object' && client !== null && 'publish' in client) return client
  return read.refuse(key, client, 'must be a client of the package redis or ioredis')
}

function readOptions(read: SettingReader): object {
  const options = read.value('adapterOptions')
  if (options === undefined) return {}
  if (typeof options === 'object' && options !== null) return options
  read.refuse('adapterOptions', options, 'must be a dictionary')
  return {}
}

function readOptionsKey(options: object): string | undefined {
  return 'key' in options && typeof options.key === 'string' ? options.key : undefined
}
