import { inspect } from 'node:util'

import { SessionAdapterError } from './errors.ts'
import { importFromApp } from './import-from-app.ts'
import { type RedisClient, withCallbacks } from './redis-client.ts'
import { type SessionStore, isSessionStore, storeToolkit } from './session-store.ts'

/** Short names, as in Sails. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  redis: 'connect-redis',
  mongo: 'connect-mongo',
}

/** Modules that need a Redis client, which we make unless the app gives its own. */
const REDIS_ADAPTERS = new Set(['connect-redis', '@sailshq/connect-redis'])

/** Adapter of `config.session` as a module name, a module, a class or a store; `undefined` for the memory store. */
export function adapterOf(config: Readonly<Record<string, unknown>>): unknown {
  if (config['store'] !== undefined) return config['store']
  const adapter = config['adapter']
  if (adapter === undefined || adapter === 'memory') return undefined
  return typeof adapter === 'string' ? (SHORT_NAMES[adapter] ?? adapter) : adapter
}

/** Whether a store of that name talks to Redis through a client that somebody must make. */
export function needsRedisClient(
  adapter: unknown,
  config: Readonly<Record<string, unknown>>,
): boolean {
  const isRedis = typeof adapter === 'string' && REDIS_ADAPTERS.has(adapter)
  return isRedis && config['client'] === undefined
}

/**
 * Makes the store: a store is taken as it is; a name is loaded from the app's `node_modules` first; a module, class or
 * function is constructed with `config.session`, by `session.handleConstructingSessionStore` where there is one.
 *
 * @param redis The Redis client that was made for the store.
 * @throws {SessionAdapterError} when the module is not there or what it makes is no store
 */
export async function loadStore(
  adapter: unknown,
  config: Readonly<Record<string, unknown>>,
  appPath: string,
  redis?: RedisClient,
): Promise<SessionStore> {
  const name = typeof adapter === 'string' ? `"${adapter}"` : inspect(adapter, { depth: 0 })
  const module = typeof adapter === 'string' ? await importFromApp(adapter, appPath) : adapter
  const store = await construct(module, config, name, redis)
  if (!isSessionStore(store)) {
    throw new SessionAdapterError(
      name,
      'is no Connect store: it needs the methods get, set and destroy.',
    )
  }
  return store
}

async function construct(
  module: unknown,
  given: Readonly<Record<string, unknown>>,
  name: string,
  redis: RedisClient | undefined,
): Promise<unknown> {
  if (isSessionStore(module)) return module
  const found = findConstructor(module) ?? findConstructor(defaultOf(module))
  const config = redis === undefined ? given : { ...given, client: redis }
  const custom = config['handleConstructingSessionStore']
  try {
    if (isFunction(custom)) return await custom(config, found ?? module, storeToolkit)
    return found === undefined ? module : constructDefault(found, config, redis)
  } catch (error) {
    throw new SessionAdapterError(
      name,
      'cannot be constructed from config.session. Check its settings, or construct it yourself: ' +
        'session.handleConstructingSessionStore, or a store as session.adapter.',
      error,
    )
  }
}

function constructDefault(
  found: Callable,
  config: Readonly<Record<string, unknown>>,
  redis: RedisClient | undefined,
): unknown {
  if (isStoreClass(found)) return instantiate(found, config)
  const made = found(storeToolkit)
  if (!isFunction(made)) return made
  // Stores of this form are from the time of callbacks, and so is the client that they expect: connect-redis below 7.
  return instantiate(made, redis === undefined ? config : withCallbacks(config, redis))
}

function instantiate(storeClass: Callable, config: Readonly<Record<string, unknown>>): unknown {
  // connect-mongo has no public constructor, but a factory.
  const create: unknown = Reflect.get(storeClass, 'create')
  if (isFunction(create)) return create.call(storeClass, { mongoUrl: config['url'], ...config })
  return Reflect.construct(storeClass, [config])
}

/** A store's class, wherever the module exports it, or the function of the old form. */
function findConstructor(module: unknown): Callable | undefined {
  if (isFunction(module)) return module
  if (typeof module !== 'object' || module === null) return undefined
  return Object.values(module).filter(isFunction).find(isStoreClass)
}

function defaultOf(module: unknown): unknown {
  return typeof module === 'object' && module !== null ? Reflect.get(module, 'default') : undefined
}

type Callable = (...values: unknown[]) => unknown

function isFunction(value: unknown): value is Callable {
  return typeof value === 'function'
}

function isStoreClass(value: Callable): boolean {
  return isSessionStore(value.prototype)
}
