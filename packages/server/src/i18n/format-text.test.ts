import { expect, test } from 'vitest'

import { formatText } from './format-text.ts'

test.each<[string, unknown[], string]>([
  ['100 %s', [], '100 %s'],
  ['%s and %s', ['a', 'b'], 'a and b'],
  ['%2$s and %1$s', ['a', 'b'], 'b and a'],
  ['%s and %s', ['a'], 'a and %s'],
  ['%d cats, 50%% off', [3.7], '3 cats, 50% off'],
  ['%.2f|%05d|%-4s|%+d|%x', [1.005, 42, 'a', 7, 255], '1.00|00042|a   |+7|ff'],
  ['%(name)s is %(age)d', [{ name: 'Ann', age: 30 }], 'Ann is 30'],
  ['{name} is {age}, {none}', [{ name: 'Ann', age: 30 }], 'Ann is 30, {none}'],
  ['%(constructor)s {constructor}', [{}], '%(constructor)s {constructor}'],
  ['%j', [{ a: 1 }], '{"a":1}'],
  ['%.2s', ['abc'], 'ab'],
  ['%s', ['%s {x}', { x: 1 }], '%s 1'],
])('%j with %j is %j', (text, values, shown) => {
  expect(formatText(text, values)).toBe(shown)
})

test('a width does not fill the memory', () => {
  expect(formatText('%999999999s', ['a'])).toHaveLength(1_000)
})
