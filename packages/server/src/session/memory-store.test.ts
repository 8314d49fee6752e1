import { afterEach, describe, expect, test, vi } from 'vitest'

import { MemoryStore } from './memory-store.ts'

const HOUR_MS = 60 * 60 * 1000
const withoutAge = { data: '{"v":1}', cookie: '{"originalMaxAge":null}' }
const ofOneHour = { data: '{"v":1}', cookie: `{"originalMaxAge":${HOUR_MS}}` }

afterEach(() => {
  vi.useRealTimers()
})

describe('the memory store', () => {
  test('keeps what was written until it is removed', () => {
    const store = new MemoryStore()

    store.write('a', withoutAge)
    expect(store.read('a')).toEqual(withoutAge)

    store.remove('a')
    expect(store.read('a')).toBeUndefined()
  })

  test('forgets a session when the age of its cookie has passed since the last use', () => {
    vi.useFakeTimers()
    const store = new MemoryStore()
    store.write('a', ofOneHour)

    vi.advanceTimersByTime(HOUR_MS - 1)
    store.touch('a')
    vi.advanceTimersByTime(HOUR_MS - 1)
    expect(store.read('a')).toEqual(ofOneHour)

    vi.advanceTimersByTime(1)
    expect(store.read('a')).toBeUndefined()
  })

  test('forgets a session without age after a day', () => {
    vi.useFakeTimers()
    const store = new MemoryStore()
    store.write('a', withoutAge)

    vi.advanceTimersByTime(24 * HOUR_MS)

    expect(store.read('a')).toBeUndefined()
  })

  test('sweeps sessions that ended while others are written, without a timer', () => {
    vi.useFakeTimers()
    const store = new MemoryStore()
    for (const id of ['a', 'b', 'c', 'd']) store.write(id, ofOneHour)
    vi.advanceTimersByTime(HOUR_MS)

    store.write('e', ofOneHour)
    store.write('f', ofOneHour)

    expect(store.size).toBe(2)
  })

  test('never holds more than its bound: the one written longest ago goes', () => {
    const store = new MemoryStore(2)
    for (const id of ['a', 'b', 'a', 'c']) store.write(id, withoutAge)

    expect(store.size).toBe(2)
    expect(store.read('b')).toBeUndefined()
    expect(store.read('a')).toEqual(withoutAge)
  })

  test('is a Connect store that hands out copies', () => {
    const store = new MemoryStore()
    const session = { cookie: { originalMaxAge: null }, list: [1] }
    store.set('a', session)
    session.list.push(2)

    store.get('a', (error, found) => {
      expect(error).toBeUndefined()
      expect(found).toEqual({ cookie: { originalMaxAge: null }, list: [1] })
    })
    expect.assertions(2)
  })
})

test('a session of plain values is parsed once, one with objects is not shared', () => {
  const store = new MemoryStore()
  store.write('plain', { data: '{"name":"Ann","age":1}', cookie: '{}' })
  store.write('deep', { data: '{"cart":{"a":1}}', cookie: '{}' })

  expect(store.read('plain')?.flatData).toEqual({ name: 'Ann', age: 1 })
  expect(store.read('plain')?.flatData).toBe(store.read('plain')?.flatData)
  expect(store.read('deep')?.flatData).toBeUndefined()
})
