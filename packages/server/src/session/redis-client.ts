import type { HookHost } from '../hook/hook-host.ts'
import { SessionAdapterError } from './errors.ts'
import { importFromApp } from './import-from-app.ts'

/** The part of a Redis client (package `redis`, 5 or later) that we use ourselves. */
export interface RedisClient {
  connect(): Promise<unknown>
  destroy(): void
  on(event: string, listener: (...values: unknown[]) => void): unknown
  /** Its commands as version 3 had them, with callbacks. */
  legacy(): object
}

/** Settings of the connection, which is made already. */
const CONNECTION: ReadonlySet<string> = new Set(['url', 'host', 'port', 'pass', 'db'])

/** `config.session` with the client as stores of older versions expect it. */
export function withCallbacks(
  config: Readonly<Record<string, unknown>>,
  redis: RedisClient,
): Record<string, unknown> {
  const on: RedisClient['on'] = (event, listener) => redis.on(event, listener)
  const others = Object.entries(config).filter(([key]) => !CONNECTION.has(key))
  return { ...Object.fromEntries(others), client: Object.assign(redis.legacy(), { on }) }
}

/**
 * Connects to the Redis of `config.session` (`url`, or `host`, `port`, `pass`, `db`) with the optional peer `redis`.
 * While the connection is away, commands fail at once, and `onRedisDisconnect` and `onRedisReconnect` are called.
 *
 * @throws {SessionAdapterError} when the package is not installed
 * @throws the client's error when Redis cannot be reached
 */
export async function connectRedis(
  config: Readonly<Record<string, unknown>>,
  host: HookHost,
  appPath: string,
): Promise<RedisClient> {
  const client = await createClient(clientOptions(config), appPath)
  let state: 'connecting' | 'ready' | 'away' = 'connecting'
  client.on('ready', () => {
    if (state === 'away') {
      tell(config['onRedisReconnect'], () => host.log.info('Redis, the session store, is back.'))
    }
    state = 'ready'
  })
  client.on('error', (error) => {
    host.log.verbose('Redis, the session store:', error)
    if (state !== 'ready') return
    state = 'away'
    tell(config['onRedisDisconnect'], () => host.log.error('Redis, the session store, is away.'))
  })
  await connectOnce(client)
  return client
}

async function createClient(options: object, appPath: string): Promise<RedisClient> {
  const module = await importFromApp('redis', appPath)
  const create: unknown =
    typeof module === 'object' && module !== null ? Reflect.get(module, 'createClient') : undefined
  const client: unknown = typeof create === 'function' ? create(options) : undefined
  if (!isRedisClient(client)) {
    throw new SessionAdapterError('"redis"', 'is too old: install version 5 or later.')
  }
  return client
}

/** A client that cannot connect at start would try for ever, and the lift would hang. */
async function connectOnce(client: RedisClient): Promise<void> {
  const failed = new Promise<never>((_resolve, reject) => client.on('error', reject))
  // Later errors have their listener above; this promise is settled by then.
  failed.catch(() => undefined)
  try {
    await Promise.race([client.connect(), failed])
  } catch (error) {
    client.destroy()
    throw error
  }
}

function clientOptions(config: Readonly<Record<string, unknown>>): object {
  const { url, host, port, pass, db } = config
  const common = {
    // Without a connection a command must fail, not wait.
    disableOfflineQueue: true,
    ...(pass === undefined ? {} : { password: pass }),
    ...(db === undefined ? {} : { database: Number(db) }),
  }
  if (typeof url === 'string') return { ...common, url: url.replace(/\/$/, '') }
  return { ...common, socket: { host: host ?? '127.0.0.1', port: Number(port ?? 6379) } }
}

function tell(listener: unknown, otherwise: () => void): void {
  if (typeof listener === 'function') listener()
  else otherwise()
}

function isRedisClient(value: unknown): value is RedisClient {
  if (typeof value !== 'object' || value === null) return false
  return ['connect', 'destroy', 'legacy', 'on'].every(
    (name) => typeof Reflect.get(value, name) === 'function',
  )
}
