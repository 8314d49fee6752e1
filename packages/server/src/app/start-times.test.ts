import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { StartTimes } from './start-times.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const lasting = (ms: number) => async () => {
  vi.advanceTimersByTime(ms)
  return ms
}

test('parts that took long are told, the slowest first', async () => {
  const times = new StartTimes()

  await times.measure('config/', lasting(250))
  await times.measure('hook "http"', lasting(10))
  const result = await times.measure('hook "orm"', lasting(812))

  expect(result).toBe(812)
  expect(times.describeSlow()).toEqual(['hook "orm" 812 ms', 'config/ 250 ms'])
})

test('what a part fails with comes back unchanged', async () => {
  const failure = new Error('no')

  await expect(new StartTimes().measure('x', async () => Promise.reject(failure))).rejects.toBe(
    failure,
  )
})
