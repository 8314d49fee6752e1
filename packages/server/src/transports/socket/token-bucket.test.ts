import { expect, test } from 'vitest'

import { TokenBucket } from './token-bucket.ts'

test('a burst passes at once, then as many as are earned', () => {
  const bucket = new TokenBucket({ perSecond: 2, burst: 3 }, 0)

  const atOnce = [0, 0, 0, 0].map((now) => bucket.take(now))
  const later = [400, 500, 600, 1_000].map((now) => bucket.take(now))

  expect(atOnce).toEqual([true, true, true, false])
  expect(later).toEqual([false, true, false, true])
})

test('a long pause earns no more than a burst', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 2 }, 0)

  expect([60_000, 60_000, 60_000].map((now) => bucket.take(now))).toEqual([true, true, false])
})
