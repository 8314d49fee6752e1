import { describe, expect, test } from 'vitest'

import { adapterOf, loadStore, needsRedisClient } from './load-store.ts'
import { MemoryStore } from './memory-store.ts'

const folder = process.cwd()

class OldStore {
  readonly config: unknown
  constructor(config: unknown) {
    this.config = config
  }
  get(): void {}
  set(): void {}
  destroy(): void {}
}

describe('session.adapter', () => {
  test('may be a store, a class, a module with a class, or a function that makes one', async () => {
    const store = new MemoryStore()
    const config = { path: 'x' }

    expect(await loadStore(store, config, folder)).toBe(store)
    expect(await loadStore(OldStore, config, folder)).toMatchObject({ config })
    expect(await loadStore({ OldStore }, config, folder)).toMatchObject({ config })
    expect(await loadStore({ default: () => OldStore }, config, folder)).toMatchObject({ config })
  })

  test('may be constructed by session.handleConstructingSessionStore', async () => {
    const store = new MemoryStore()
    const config = {
      handleConstructingSessionStore: (_config: unknown, adapter: unknown) =>
        adapter === OldStore ? store : undefined,
    }

    expect(await loadStore(OldStore, config, folder)).toBe(store)
  })

  test('has the short names of Sails', () => {
    expect(adapterOf({ adapter: 'redis' })).toBe('connect-redis')
    expect(adapterOf({ adapter: 'mongo' })).toBe('connect-mongo')
    expect(adapterOf({ adapter: 'memory' })).toBeUndefined()
    expect(adapterOf({})).toBeUndefined()
    expect(needsRedisClient('connect-redis', {})).toBe(true)
    expect(needsRedisClient('connect-redis', { client: {} })).toBe(false)
  })

  test('that is not installed says what to install', async () => {
    await expect(loadStore('connect-nothing', {}, folder)).rejects.toMatchObject({
      code: 'E_SESSION_ADAPTER',
      message: expect.stringContaining('npm install connect-nothing'),
    })
  })

  test('that makes no store is refused', async () => {
    await expect(loadStore({ get: 'no function' }, {}, folder)).rejects.toMatchObject({
      code: 'E_SESSION_ADAPTER',
    })
  })
})
