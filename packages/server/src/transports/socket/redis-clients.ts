import type { Log } from '../../hook/log.ts'
import type { RedisAdapterConfig } from './adapter-config.ts'
import { RedisPasswordError, SocketsAdapterError } from './errors.ts'

/** Commands that may wait for Redis to return. Beyond, the oldest behaviour of a full queue: new ones fail. */
const MAX_WAITING_COMMANDS = 10_000
/** Longest pause between two attempts to reach Redis again, in milliseconds. */
const MAX_RECONNECT_PAUSE_MS = 2_000

/** How Redis begins what it says of a wrong or missing password. */
const PASSWORD_PROBLEM = /^(?:WRONGPASS|NOAUTH|ERR (?:AUTH|invalid password|Client sent AUTH))/

/** The two connections that adapter and bus share: one publishes, one is subscribed. */
export interface RedisClients {
  readonly pubClient: object
  readonly subClient: object
  /** Ends connections that we have opened; those of the app stay. */
  readonly close: () => void
}

/** The part of a client of the package `redis` that we use ourselves. */
interface OwnClient {
  connect(): Promise<unknown>
  destroy(): void
  duplicate(): OwnClient
  on(event: string, listener: (...values: unknown[]) => void): unknown
  ping(): Promise<unknown>
}

/**
 * Takes the app's own clients, or opens two connections with the optional peer `redis`. While Redis is away up to
 * 10,000 commands wait for it and are sent when it returns.
 *
 * @throws {SocketsAdapterError} when the package is missing, or Redis cannot be reached at start
 * @throws {RedisPasswordError} when it wants another password, or one at all
 */
export async function openRedisClients(
  config: RedisAdapterConfig,
  importModule: (name: string) => Promise<unknown>,
  log: Log,
): Promise<RedisClients> {
  const { pubClient, subClient } = config
  if (pubClient !== undefined && subClient !== undefined) {
    return { pubClient, subClient, close: () => {} }
  }
  const publisher = await createClient(config, importModule)
  const subscriber = publisher.duplicate()
  reportAbsence(publisher, config, log)
  subscriber.on('error', (error) => log.verbose('Redis, which joins the processes:', error))
  await connectAll([publisher, subscriber], config.url)
  return {
    pubClient: publisher,
    subClient: subscriber,
    close() {
      publisher.destroy()
      subscriber.destroy()
    },
  }
}

async function createClient(
  config: RedisAdapterConfig,
  importModule: (name: string) => Promise<unknown>,
): Promise<OwnClient> {
  const module = await importModule('redis')
  const create: unknown =
    typeof module === 'object' && module !== null ? Reflect.get(module, 'createClient') : undefined
  const client: unknown =
    typeof create === 'function'
      ? create({
          url: config.url,
          commandsQueueMaxLength: MAX_WAITING_COMMANDS,
          socket: {
            reconnectStrategy: (attempts: number) =>
              Math.min(50 * 2 ** Math.min(attempts, 10), MAX_RECONNECT_PAUSE_MS),
          },
        })
      : undefined
  if (isOwnClient(client)) return client
  throw new SocketsAdapterError('The package "redis" is too old: install version 5 or later.')
}

/** A client that cannot connect at start would try for ever, and the lift would hang. */
async function connectAll(clients: readonly OwnClient[], url: string): Promise<void> {
  const failures = clients.map(
    (client) => new Promise<never>((_resolve, reject) => client.on('error', reject)),
  )
  // Later errors have their listeners elsewhere.
  for (const failure of failures) failure.catch(() => undefined)
  try {
    await Promise.race([Promise.all(clients.map(connectOne)), ...failures])
  } catch (cause) {
    for (const client of clients) client.destroy()
    const answer = cause instanceof Error ? cause.message : ''
    if (PASSWORD_PROBLEM.test(answer)) {
      throw new RedisPasswordError(new URL(url).password !== '', { cause })
    }
    throw new SocketsAdapterError(
      `Redis, which joins the processes of the app, cannot be reached at ${withoutPassword(url)}. ` +
        'Check config.sockets.url, or host, port, pass and db.',
      { cause },
    )
  }
}

/** A Redis that wants a password says so at the first command. */
async function connectOne(client: OwnClient): Promise<void> {
  await client.connect()
  await client.ping()
}

function reportAbsence(client: OwnClient, config: RedisAdapterConfig, log: Log): void {
  let isAway = false
  client.on('error', (error) => {
    log.verbose('Redis, which joins the processes:', error)
    if (isAway) return
    isAway = true
    if (config.onRedisDisconnect !== undefined) config.onRedisDisconnect()
    else log.error('Redis, which joins the processes, is away: sockets of others get nothing.')
  })
  client.on('ready', () => {
    if (!isAway) return
    isAway = false
    if (config.onRedisReconnect !== undefined) config.onRedisReconnect()
    else log.info('Redis, which joins the processes, is back.')
  })
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

function isOwnClient(value: unknown): value is OwnClient {
  if (typeof value !== 'object' || value === null) return false
  return ['connect', 'destroy', 'duplicate', 'on', 'ping'].every(
    (name) => typeof Reflect.get(value, name) === 'function',
  )
}
