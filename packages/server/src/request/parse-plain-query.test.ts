import { parse } from 'qs'
import { expect, test } from 'vitest'

import { parsePlainQuery } from './parse-plain-query.ts'

const PLAIN = [
  '',
  'a=1',
  'a=1&b=2',
  'limit=15&where={"a":1}',
  'a',
  'a=',
  'a=b=c',
  '=1',
  '=1&a=2',
  'a=1&&b=2',
  '&a=1&',
  'a.b=1',
  '0=a&1=b',
  'ü=ä',
]

test.each(PLAIN)('%o is what qs makes of it', (text) => {
  expect(parsePlainQuery(text)).toEqual(parse(text, { allowPrototypes: false }))
})

const MORE_THAN_PLAIN = [
  'a=1&a=2',
  'a[b]=1',
  'a[]=1',
  'a%5Bb%5D=1',
  'a=%20',
  'a=b+c',
  'toString=1',
  '__proto__=1',
  Array.from({ length: 100 }, (_, index) => `k${index}=1`).join('&'),
]

test.each(MORE_THAN_PLAIN)('%o is left to qs', (text) => {
  expect(parsePlainQuery(text)).toBeUndefined()
})
