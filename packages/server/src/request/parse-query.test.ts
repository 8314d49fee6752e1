import { expect, test } from 'vitest'

import { parseQuery } from './parse-query.ts'

test('a query string cannot grow without bounds', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => `k${index}=1`).join('&')
  const deep = `a${'[b]'.repeat(100)}=1`

  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Math.max(...Object.values(value).map(depthOf))
      : 0

  expect(Object.keys(parseQuery(`/?${many}`))).toHaveLength(1_000)
  expect(depthOf(parseQuery(`/?${deep}`))).toBeLessThan(10)
})

test('without a query string there are no parameters', () => {
  expect([parseQuery('/a'), parseQuery('/a?'), parseQuery('/a#?b=1')]).toEqual([{}, {}, {}])
})
