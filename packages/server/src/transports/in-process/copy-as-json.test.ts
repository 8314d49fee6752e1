import { expect, test } from 'vitest'

import { copyAsJson } from './copy-as-json.ts'

test('a copy shares nothing with what it was made of', () => {
  const original = { list: [{ a: 1 }], bytes: Buffer.from('hi') }

  const copy = copyAsJson(original)

  expect(copy).toEqual(original)
  original.list[0] = { a: 2 }
  original.bytes[0] = 0
  expect(copy).toEqual({ list: [{ a: 1 }], bytes: Buffer.from('hi') })
})

test.each([
  ['a Date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['an invalid Date', new Date(Number.NaN), null],
  ['NaN', Number.NaN, null],
  ['undefined', undefined, undefined],
  ['a function', () => 1, undefined],
  ['a Map', new Map([[1, 2]]), {}],
  ['toJSON', { toJSON: () => ({ x: 1 }) }, { x: 1 }],
  ['members without JSON', { a: undefined, b: () => 1, c: 0 }, { c: 0 }],
  ['items without JSON', [undefined, () => 1, 0], [null, null, 0]],
  ['a number', 42, 42],
  ['a text', 'x', 'x'],
])('%s becomes what a socket would carry', (_what, value, expected) => {
  expect(copyAsJson(value)).toEqual(expected)
})

test('a key __proto__ stays a key', () => {
  const copy = copyAsJson(JSON.parse('{"__proto__":{"x":1}}'))

  expect(Object.keys(Object(copy))).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
})

test('a circular reference and a BigInt are refused with a code', () => {
  const circle: Record<string, unknown> = {}
  circle['self'] = circle

  for (const value of [circle, { big: 1n }]) {
    expect(() => copyAsJson(value)).toThrow(expect.objectContaining({ code: 'E_UNCOPYABLE_DATA' }))
  }
})
