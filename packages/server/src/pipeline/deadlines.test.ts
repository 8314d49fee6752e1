import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { Timed, createDeadlines } from './deadlines.ts'

const expired: string[] = []

class Item extends Timed<Item> {
  readonly #name: string

  constructor(name: string) {
    super()
    this.#name = name
  }

  override expire(timeoutMs: number): void {
    expired.push(`${this.#name} after ${timeoutMs}`)
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  expired.length = 0
})

afterEach(() => {
  vi.useRealTimers()
})

describe('createDeadlines', () => {
  test('items expire in turn, each once, with one timer for all of them', () => {
    const deadlines = createDeadlines<Item>()
    deadlines.set(new Item('a'), 100)
    vi.advanceTimersByTime(60)
    deadlines.set(new Item('b'), 100)
    expect(vi.getTimerCount()).toBe(1)

    vi.advanceTimersByTime(40)
    expect(expired).toEqual(['a after 100'])
    vi.advanceTimersByTime(1000)
    expect(expired).toEqual(['a after 100', 'b after 100'])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a cleared item does not expire, wherever it stands', () => {
    const deadlines = createDeadlines<Item>()
    const items = ['a', 'b', 'c', 'd'].map((name) => new Item(name))
    for (const item of items) deadlines.set(item, 100)
    for (const item of [items[0], items[2], items[3], items[3]]) if (item) deadlines.clear(item)

    vi.advanceTimersByTime(100)

    expect(expired).toEqual(['b after 100'])
  })

  test('a new deadline replaces the old one, 0 takes it away', () => {
    const deadlines = createDeadlines<Item>()
    const [longer, shorter, none] = [new Item('longer'), new Item('shorter'), new Item('none')]
    for (const item of [longer, shorter, none]) deadlines.set(item, 100)
    deadlines.set(longer, 300)
    deadlines.set(shorter, 50)
    deadlines.set(none, 0)

    vi.advanceTimersByTime(299)
    expect(expired).toEqual(['shorter after 50'])
    vi.advanceTimersByTime(1)
    expect(expired).toEqual(['shorter after 50', 'longer after 300'])
  })

  test('a deadline that no timer can hold is not due at once', () => {
    const deadlines = createDeadlines<Item>()
    deadlines.set(new Item('far'), 10_000_000_000)

    vi.advanceTimersByTime(1000)

    expect(expired).toEqual([])
    deadlines.close()
  })

  test('all items can be listed, those without a deadline too', () => {
    const deadlines = createDeadlines<Item>()
    const [timed, timeless, cleared] = [
      new Item('timed'),
      new Item('timeless'),
      new Item('cleared'),
    ]
    deadlines.set(timed, 100)
    deadlines.set(timeless, 0)
    deadlines.set(cleared, 0)
    deadlines.clear(cleared)

    expect(deadlines.items()).toEqual([timed, timeless])
    deadlines.close()
    expect(deadlines.items()).toEqual([])
  })

  test('nothing is left after closing', () => {
    const deadlines = createDeadlines<Item>()
    deadlines.set(new Item('a'), 100)
    deadlines.set(new Item('b'), 200)

    deadlines.close()

    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(1000)
    expect(expired).toEqual([])
  })

  test('a lone deadline does not keep the process alive', () => {
    vi.useRealTimers()
    const setTimeout = vi.spyOn(globalThis, 'setTimeout')
    const deadlines = createDeadlines<Item>()
    deadlines.set(new Item('a'), 60_000)

    const [timer] = setTimeout.mock.results.map(({ value }) => value)
    expect(timer.hasRef()).toBe(false)
    deadlines.close()
    setTimeout.mockRestore()
  })
})
