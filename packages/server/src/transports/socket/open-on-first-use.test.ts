import { EventEmitter } from 'node:events'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { openOnFirstUse } from './open-on-first-use.ts'
import type { End } from './open-sockets.ts'

let host: EventEmitter & { httpServer?: undefined }
let ends: End[]
let opened: number
let open: () => number

beforeEach(() => {
  vi.useFakeTimers()
  host = new EventEmitter()
  ends = []
  opened = 0
  open = openOnFirstUse(host, '/socket.io', ends, () => ++opened)
})

afterEach(() => {
  vi.useRealTimers()
})

test('it opens with the first use, and once', () => {
  expect(opened).toBe(0)
  expect([open(), open()]).toEqual([1, 1])
})

test('it opens by itself shortly after the lift', () => {
  vi.advanceTimersByTime(10_000)
  expect(opened).toBe(0)

  host.emit('lifted')
  expect(opened).toBe(0)
  vi.advanceTimersByTime(1_000)

  expect([opened, open()]).toEqual([1, 1])
})

test('it waits for nothing any more once it is open, or has ended', async () => {
  host.emit('lifted')
  open()
  expect([vi.getTimerCount(), host.listenerCount('lifted')]).toEqual([0, 0])

  openOnFirstUse(host, '/socket.io', ends, () => ++opened)
  host.emit('lifted')
  for (const end of ends) await end()
  expect([vi.getTimerCount(), host.listenerCount('lifted')]).toEqual([0, 0])
})
