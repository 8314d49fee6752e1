import { expect, test } from 'vitest'

import { dehydrate } from './dehydrate.ts'

class Money {
  toJSON(): string {
    return '1 EUR'
  }
}

test('plain output is given back untouched', () => {
  const output = { list: [{ id: 1, at: new Date(0), none: null }], cost: new Money() }

  expect(dehydrate(output, true)).toBe(output)
})

test('what JSON cannot say becomes text', () => {
  const output = { pattern: /a+/g, big: 12n, call: () => 1 }

  expect(dehydrate(output, true)).toEqual({ pattern: '/a+/g', big: '12', call: '() => 1' })
})

test('an error inside an output shows its stack in development only', () => {
  const error = new TypeError('no')

  expect(dehydrate({ error }, true)).toEqual({ error: 'TypeError: no' })
  expect(dehydrate({ error }, false)).toEqual({ error: expect.stringContaining('dehydrate.test') })
})

test('a circle ends in a mark, and the same value twice is no circle', () => {
  const shared = { n: 1 }
  const output: Record<string, unknown> = { a: shared, b: [shared] }
  output['self'] = output

  expect(dehydrate(output, true)).toEqual({ a: { n: 1 }, b: [{ n: 1 }], self: '[Circular ~]' })
})

test('bytes inside an output stay bytes', () => {
  const bytes = Buffer.from('hi')

  expect(dehydrate({ bytes }, true)).toEqual({ bytes })
})
