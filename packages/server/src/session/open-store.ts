import type { HookHost } from '../hook/hook-host.ts'
import { adapterOf, loadStore, needsRedisClient } from './load-store.ts'
import { MemoryStore } from './memory-store.ts'
import { connectRedis } from './redis-client.ts'
import type { SessionRecords } from './session-records.ts'
import type { SessionSettings } from './session-settings.ts'
import type { SessionStore } from './session-store.ts'
import { StoreRecords } from './store-records.ts'

/** A store in use. */
export interface OpenStore {
  readonly store: SessionStore
  readonly records: SessionRecords
  /** Closes the connection, if we have opened it. */
  close(): void
}

/**
 * Makes the store of `config.session`.
 * @throws {SessionAdapterError} when it cannot be made
 */
export async function openStore(
  host: HookHost,
  config: Readonly<Record<string, unknown>>,
  settings: SessionSettings,
): Promise<OpenStore> {
  const adapter = adapterOf(config)
  if (adapter === undefined) {
    const store = new MemoryStore()
    return { store, records: store, close: () => undefined }
  }
  const { appPath } = host.config
  const folder = typeof appPath === 'string' ? appPath : process.cwd()
  const client = needsRedisClient(adapter, config)
    ? await connectRedis(config, host, folder)
    : undefined
  const store = await loadStore(adapter, config, folder, client)
  const report = (error: unknown): void => host.log.error('The session store fails:', error)
  const records = new StoreRecords(store, settings.storeTimeoutMs, report)
  return { store, records, close: () => client?.destroy() }
}
