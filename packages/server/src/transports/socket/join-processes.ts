import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Server } from 'socket.io'

import type { Log } from '../../hook/log.ts'
import type { AdapterConfig, ModuleAdapterConfig, RedisAdapterConfig } from './adapter-config.ts'
import { SocketsAdapterError } from './errors.ts'
import { guardPromises } from './guard-promises.ts'
import { openRedisClients } from './redis-clients.ts'

type AdapterFactory = NonNullable<Parameters<Server['adapter']>[0]>

/** What joining the processes needs to know of the app. */
export interface ProcessesOptions {
  readonly appPath: string
  readonly ackTimeoutMs: number
  readonly log: Log
}

/**
 * Joins the processes of one app by an adapter of Socket.IO. For Redis this is `@socket.io/redis-adapter`: its messages
 * are Redis' plain publish and subscribe, so it is as quick as Redis, keeps nothing there, and works with Redis Cluster
 * and the clients `redis` and `ioredis`. (`redis-streams-adapter` keeps a log, which would let a process catch up after
 * it has lost Redis, at the cost of a blocking reader for each process and of everything being read by everybody. Set
 * as `adapterModule`, it works too.)
 *
 * @returns Leaves the others and closes what was opened.
 * @throws {SocketsAdapterError} when the adapter cannot be loaded or Redis cannot be reached
 */
export async function joinProcesses(
  io: Server,
  config: AdapterConfig,
  options: ProcessesOptions,
): Promise<() => void> {
  const importModule = (name: string) => importFromApp(name, options.appPath)
  if (config.kind === 'redis') return joinByRedis(io, config, options, importModule)
  io.adapter(toFactory(config, config.module ?? (await importModule(config.name))))
  return () => {}
}

async function joinByRedis(
  io: Server,
  config: RedisAdapterConfig,
  { ackTimeoutMs, log }: ProcessesOptions,
  importModule: (name: string) => Promise<unknown>,
): Promise<() => void> {
  const module = await importModule('@socket.io/redis-adapter')
  const createAdapter = findCreateAdapter(module)
  if (createAdapter === undefined) throw notAnAdapter('@socket.io/redis-adapter')

  const clients = await openRedisClients(config, importModule, log)
  const onError = (error: unknown): void => {
    log.verbose('A message to the other processes failed:', error)
  }
  const publisher = guardPromises(clients.pubClient, onError)
  const subscriber = guardPromises(clients.subClient, onError)
  const settings = { requestsTimeout: ackTimeoutMs, ...config.options, key: config.key }
  io.adapter(asFactory(createAdapter(publisher.client, subscriber.client, settings), 'redis'))
  // Before it is subscribed, this process would miss what others send.
  await subscriber.settled()
  return clients.close
}

function toFactory(config: ModuleAdapterConfig, module: unknown): AdapterFactory {
  const createAdapter = findCreateAdapter(module)
  return asFactory(
    createAdapter === undefined ? module : createAdapter(config.options),
    config.name,
  )
}

function asFactory(value: unknown, name: string): AdapterFactory {
  if (isFactory(value)) return value
  throw notAnAdapter(name)
}

// What Socket.IO takes cannot be told from any other function.
function isFactory(value: unknown): value is AdapterFactory {
  return typeof value === 'function'
}

function findCreateAdapter(module: unknown): ((...args: unknown[]) => unknown) | undefined {
  const create: unknown =
    typeof module === 'object' && module !== null ? Reflect.get(module, 'createAdapter') : undefined
  return typeof create === 'function' ? (...args) => Reflect.apply(create, module, args) : undefined
}

function notAnAdapter(name: string): SocketsAdapterError {
  return new SocketsAdapterError(
    `config.sockets.adapter is "${name}", which is no adapter of Socket.IO 4: it should export ` +
      '`createAdapter`. Give an adapter as `adapterModule` if it is made in another way.',
  )
}

/** Optional peers belong to the app: they are looked for from its folder first, then from ours. */
async function importFromApp(name: string, appPath: string): Promise<unknown> {
  const fromApp = createRequire(path.join(appPath, 'package.json'))
  try {
    const file = tryResolve(fromApp, name)
    return await import(file === undefined ? name : pathToFileURL(file).href)
  } catch (cause) {
    throw new SocketsAdapterError(
      `config.sockets.adapter needs the package "${name}", which cannot be loaded. Install it: npm install ${name}`,
      { cause },
    )
  }
}

function tryResolve(fromApp: NodeJS.Require, name: string): string | undefined {
  try {
    return fromApp.resolve(name)
  } catch {
    return undefined
  }
}
