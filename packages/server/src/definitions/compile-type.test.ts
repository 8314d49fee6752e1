import { describe, expect, test } from 'vitest'

import { compileType } from './compile-type.ts'
import type { InputIssue } from './input-issue.ts'
import type { TypeNotation } from './type-notation.ts'
import { REFUSED } from './value-type.ts'

const lenient = { strictNumbers: false, singleValueArrays: false, parseJsonTexts: false }

function coerce(type: TypeNotation, value: unknown, settings: typeof lenient = lenient): unknown {
  return compileType(type, settings).coerce(value)
}

function explain(type: TypeNotation, value: unknown): string[] {
  const issues: InputIssue[] = []
  compileType(type, lenient).explain(value, ['x'], issues)
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('what Sails takes is taken', () => {
  test.each<[TypeNotation, unknown, unknown]>([
    ['string', 'a', 'a'],
    ['string', '', ''],
    ['string', 1, '1'],
    ['string', true, 'true'],
    ['number', 5, 5],
    ['number', '1', 1],
    ['number', '1.', 1],
    ['number', '1.5', 1.5],
    ['number', '-1', -1],
    ['number', '1e3', 1000],
    ['number', '0x10', 16],
    ['number', true, 1],
    ['boolean', true, true],
    ['boolean', 'false', false],
    ['boolean', 1, true],
    ['boolean', '0', false],
    ['json', null, null],
    ['json', '{"a":1}', '{"a":1}'],
    ['ref', null, null],
    [{}, { a: 1 }, { a: 1 }],
    [['string'], [1, 'b'], ['1', 'b']],
    [['ref'], [1, null], [1, null]],
    [
      { a: 'string', b: 'number' },
      { a: 1, b: '2', c: 3 },
      { a: '1', b: 2 },
    ],
    [[{ x: 'number' }], [{ x: '1' }], [{ x: 1 }]],
  ])('%j: %j becomes %j', (type, value, expected) => {
    expect(coerce(type, value)).toEqual(expected)
  })
})

describe('what Sails refuses is refused', () => {
  test.each<[TypeNotation, unknown]>([
    ['string', null],
    ['string', [1]],
    ['string', { a: 1 }],
    ['string', Number.NaN],
    ['number', 'abc'],
    ['number', ''],
    ['number', ' 1'],
    ['number', 'Infinity'],
    ['number', Infinity],
    ['boolean', 'TRUE'],
    ['boolean', 'yes'],
    ['boolean', 2],
    ['boolean', ''],
    [{}, [1]],
    [{}, 'x'],
    [{}, null],
    [['string'], 'x'],
    [['string'], [null]],
    [['ref'], 'x'],
    [{ a: 'string', b: 'number' }, { a: 'x' }],
    [{ a: 'string' }, Object.create({ a: 'inherited' })],
  ])('%j: %j', (type, value) => {
    expect(coerce(type, value)).toBe(REFUSED)
  })
})

describe('a refusal says what and where', () => {
  test.each<[TypeNotation, unknown, string[]]>([
    ['number', 'abc', ['x: Expecting a number, but got a string.']],
    ['string', [1], ['x: Expecting a string, but got an array.']],
    [{}, [1], ['x: Expecting a dictionary, but got an array.']],
    ['number', Infinity, ['x: Expecting a number, but got Infinity.']],
    [
      ['number'],
      [1, 'a', null],
      [
        'x.1: Expecting array to contain only numbers, but this item is a string.',
        'x.2: Expecting array to contain only numbers, but this item is null.',
      ],
    ],
    [
      { a: 'string', b: 'number' },
      { a: [] },
      ['x.a: Expecting a string, but got an array.', 'x.b: Missing property (expecting a number).'],
    ],
    [[{ x: 'number' }], [{ x: 1 }, {}], ['x.1.x: Missing property (expecting a number).']],
  ])('%j: %j', (type, value, messages) => {
    expect(explain(type, value)).toEqual(messages)
  })
})

describe('settings', () => {
  test('strict numbers are plain decimals', () => {
    const strict = { ...lenient, strictNumbers: true }

    expect(['0', '-1', '1.5', 7].map((value) => coerce('number', value, strict))).toEqual([
      0, -1, 1.5, 7,
    ])
    for (const value of ['0x10', '1e3', '01', '1.', true]) {
      expect(coerce('number', value, strict)).toBe(REFUSED)
    }
  })

  test('a single value stands for an array of one', () => {
    expect(coerce(['number'], '5', { ...lenient, singleValueArrays: true })).toEqual([5])
  })

  test('texts for json are parsed, and stay texts when they are none', () => {
    const parsing = { ...lenient, parseJsonTexts: true }

    expect(coerce('json', '{"a":1}', parsing)).toEqual({ a: 1 })
    expect(coerce('json', '{a', parsing)).toBe('{a')
  })
})
