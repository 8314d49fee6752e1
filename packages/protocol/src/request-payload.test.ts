import { expect, test } from 'vitest'

import { isPlainObject, isRequestPayload } from './request-payload.ts'

test('object literals are plain, with or without a prototype', () => {
  expect(
    [{}, Object.create(null), JSON.parse('{"__proto__":1}')].every((value) => isPlainObject(value)),
  ).toBe(true)
})

test('lists, instances, functions and null are not plain', () => {
  const others = [[], new Date(0), new Map(), () => undefined, null, undefined, 'x', 5]

  expect(others.some((value) => isPlainObject(value))).toBe(false)
})

test('a payload needs a url that is a string with something in it', () => {
  expect(isRequestPayload({ url: '/a' })).toBe(true)
  expect([{}, { url: '' }, { url: 5 }, null, ['/a']].some((value) => isRequestPayload(value))).toBe(
    false,
  )
})
