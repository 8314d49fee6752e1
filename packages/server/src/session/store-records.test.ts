import { EventEmitter } from 'node:events'

import { describe, expect, test } from 'vitest'

import { MemoryStore } from './memory-store.ts'
import type { SessionStore } from './session-store.ts'
import { StoreRecords } from './store-records.ts'

const record = { data: '{"v":1}', cookie: '{"originalMaxAge":null}' }
const unavailable = expect.objectContaining({ code: 'E_SESSION_STORE_UNAVAILABLE', status: 503 })

/** A store that has nothing and says so at once; each test replaces what it is about. */
const emptyStore: SessionStore = {
  get: (_id, callback) => callback(),
  set: (_id, _session, callback) => callback(),
  destroy: (_id, callback) => callback(),
}

function storeWith(methods: Partial<SessionStore>): SessionStore {
  return { ...emptyStore, ...methods }
}

describe('a Connect store', () => {
  test('reads what it has written', async () => {
    const records = new StoreRecords(new MemoryStore(), 1_000, () => undefined)

    await records.write('a', record)

    expect(await records.read('a')).toEqual(record)
    expect(await records.read('b')).toBeUndefined()
  })

  test('that never answers is a 503, not a request that hangs', async () => {
    const records = new StoreRecords(storeWith({ get: () => undefined }), 1, () => undefined)

    await expect(records.read('a')).rejects.toEqual(unavailable)
  })

  test('that fails is a 503 whose text says nothing of the cause, which is reported once', async () => {
    const reports: unknown[] = []
    const failure = new Error('connect ECONNREFUSED 10.0.0.7:6379')
    const store = storeWith({ get: (_id, done) => done(failure) })
    const records = new StoreRecords(store, 1_000, (error) => reports.push(error))

    const error: unknown = await records.read('a').catch((error: unknown) => error)
    await records.read('a').catch(() => undefined)

    expect(error).toMatchObject({ status: 503, cause: failure })
    expect(String(error)).not.toContain('10.0.0.7')
    expect(reports).toEqual([failure])
  })

  test('that rejects its promise and does not call back is a 503 too', async () => {
    const store = storeWith({ get: async () => Promise.reject(new Error('gone')) })
    const records = new StoreRecords(store, 1_000, () => undefined)

    await expect(records.read('a')).rejects.toEqual(unavailable)
  })

  test('that says it is disconnected is not asked until it is back', async () => {
    const store = Object.assign(new EventEmitter(), storeWith({}))
    const records = new StoreRecords(store, 1_000, () => undefined)

    store.emit('disconnect')
    await expect(records.read('a')).rejects.toEqual(unavailable)
    store.emit('connect')

    expect(await records.read('a')).toBeUndefined()
  })

  test('has no entry where it finds no file', async () => {
    const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' })
    const store = storeWith({ get: (_id, done) => done(missing) })

    expect(await new StoreRecords(store, 1_000, () => undefined).read('a')).toBeUndefined()
  })

  test('is written by one request after the other', async () => {
    const records = new StoreRecords(storeWith({}), 1_000, () => undefined)
    const order: string[] = []
    const step = async (name: string): Promise<void> => {
      order.push(`${name} begins`)
      await records.read('a')
      order.push(`${name} ends`)
    }

    await Promise.all([
      records.inTurn('a', async () => step('one')),
      records.inTurn('a', async () => step('two')),
    ])

    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
  })
})
