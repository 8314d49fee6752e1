import { describe, expect, test } from 'vitest'

import { MemoryStore } from './memory-store.ts'
import { saveChanges } from './save-changes.ts'

const cookie = '{"originalMaxAge":null}'
const record = (data: object) => ({ data: JSON.stringify(data), cookie })

function storeWith(data: object): MemoryStore {
  const store = new MemoryStore()
  store.write('a', record(data))
  return store
}

describe('saving what a request has changed', () => {
  test('keeps what another request wrote to other keys meanwhile', () => {
    const store = storeWith({ v: 1, theirs: true })

    const change = { id: 'a', before: record({ v: 1 }), after: record({ v: 2, mine: true }) }
    void saveChanges(store, { ...change, shared: true })

    expect(store.read('a')).toEqual(record({ v: 2, theirs: true, mine: true }))
  })

  test('removes the keys that the request has removed, and no others', () => {
    const store = storeWith({ gone: 1, stays: 2, theirs: 3 })

    const change = { id: 'a', before: record({ gone: 1, stays: 2 }), after: record({ stays: 2 }) }
    void saveChanges(store, { ...change, shared: true })

    expect(store.read('a')).toEqual(record({ stays: 2, theirs: 3 }))
  })

  test('does not bring a destroyed session back', () => {
    const store = new MemoryStore()

    const change = { id: 'a', before: record({ v: 1 }), after: record({ v: 2 }), shared: true }

    expect(saveChanges(store, change)).toBeUndefined()
    expect(store.size).toBe(0)
  })

  test('adds to a session that a parallel request of the same socket began', () => {
    const store = storeWith({ theirs: 1 })

    const change = { id: 'a', before: undefined, after: record({ mine: 2 }), shared: true }
    void saveChanges(store, change)

    expect(store.read('a')).toEqual(record({ theirs: 1, mine: 2 }))
  })

  test('treats a key named __proto__ as data', () => {
    const store = storeWith({ theirs: 1 })
    const after = { data: '{"__proto__":{"admin":true}}', cookie }

    void saveChanges(store, { id: 'a', before: record({}), after, shared: true })

    expect(Object.prototype).not.toHaveProperty('admin')
  })
})
