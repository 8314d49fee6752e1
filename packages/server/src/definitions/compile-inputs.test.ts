import { describe, expect, test } from 'vitest'

import { type DeclaredInputs, compileInputs, type InputSettings } from './compile-inputs.ts'
import type { InputDefinition, InputDefinitions } from './input-definition.ts'
import type { InputProblems } from './input-issue.ts'
import type { ParameterSource } from './parameter-source.ts'
import type { StandardSchema } from './standard-schema.ts'

/** What is wrong with the values. */
class Refusal extends Error {
  readonly found: InputProblems

  constructor(found: InputProblems) {
    super(found.problems.join('; '))
    this.found = found
  }
}

const defaults: InputSettings<ParameterSource> = {
  strictNumbers: false,
  singleValueArrays: false,
  parseJsonTexts: false,
  unknownInputs: 'strip',
  refuse: (found) => new Refusal(found),
}

describe('the value of an input', () => {
  test('is absent when nothing was sent, and undeclared parameters are dropped', () => {
    expect(read({ a: { type: 'string' } }, { body: { b: 1 } })).toEqual({})
  })

  test('is its default when absent, a new one for each request', () => {
    const inputs = {
      list: { type: 'ref', defaultsTo: { ids: [1] } },
      n: { type: 'number', defaultsTo: 5 },
    } as const

    const first = read(inputs, {})
    const second = read(inputs, {})

    expect(first).toEqual({ list: { ids: [1] }, n: 5 })
    expect(first['list']).not.toBe(second['list'])
  })

  test('is the default itself with readOnly', () => {
    const defaultsTo = { ids: [1] }

    expect(read({ a: { type: 'ref', defaultsTo, readOnly: true } }, {})['a']).toBe(defaultsTo)
  })

  test('is null where null is allowed', () => {
    const inputs = {
      a: { type: 'string', allowNull: true, isEmail: true },
      b: { type: 'json' },
    } as const

    expect(read(inputs, { body: { a: null, b: null } })).toEqual({ a: null, b: null })
  })

  test('is true for ?flag, and absent for ?count=', () => {
    const inputs = { flag: { type: 'boolean' }, count: { type: 'number' } } as const

    expect(read(inputs, { query: { flag: '', count: '' } })).toEqual({ flag: true })
    expect(() => read(inputs, { body: { flag: '' } })).toThrow(Refusal)
  })

  test('has the type that its example or its rules tell', () => {
    const inputs = {
      a: { example: 1 },
      b: { example: ['x'] },
      c: { isIn: ['x', 'y'] },
      d: { min: 3 },
      e: { example: { n: 1 } },
    }
    const body = { a: '1', b: [2], c: 'x', d: '4', e: { n: '5', extra: 1 } }

    expect(read(inputs, { body })).toEqual({ a: 1, b: ['2'], c: 'x', d: 4, e: { n: 5 } })
  })

  test('comes from the * part of the URL when the action says so', () => {
    const definition = { inputs: { path: { type: 'string' } }, urlWildcardSuffix: 'path' } as const

    expect(readAll(definition, { params: { '0': 'a/b' } })).toEqual({ path: 'a/b' })
  })
})

describe('a problem', () => {
  test.each<[string, object, unknown, string]>([
    [
      'missing',
      { type: 'string', required: true },
      undefined,
      '"x" is required, but it was not defined.',
    ],
    [
      'empty',
      { type: 'string', required: true },
      '',
      'Invalid "x":  Cannot use \'\' (empty string) for a required input.',
    ],
    [
      'required null',
      { type: 'ref', required: true },
      null,
      'Invalid "x":  Cannot use `null` for this required input.',
    ],
    [
      'wrong type',
      { type: 'number' },
      'abc',
      'Invalid "x":\n  · Expecting a number, but got a string.',
    ],
    [
      'wrong items',
      { type: ['number'] },
      [1, 'a'],
      'Invalid "x" array:\n  · @ `[1]`:  Expecting array to contain only numbers, but this item is a string.',
    ],
    [
      'missing key',
      { type: { a: 'string', b: 'number' } },
      { a: 'x' },
      'Invalid "x":\n  · @ `b`:  Missing property (expecting a number).',
    ],
    [
      'min',
      { type: 'number', min: 18 },
      17,
      'Invalid "x":\n  · Value (17) was less than the configured minimum (18)',
    ],
    [
      'max',
      { type: 'number', max: 18 },
      19,
      'Invalid "x":\n  · Value (19) was greater than the configured maximum (18)',
    ],
    [
      'minLength',
      { type: 'string', minLength: 5 },
      'ab',
      'Invalid "x":\n  · Value (\'ab\') was shorter than the configured minimum length (5)',
    ],
    [
      'maxLength',
      { type: 'string', maxLength: 1 },
      'abc',
      'Invalid "x":\n  · Value was 2 characters longer than the configured maximum length (1)',
    ],
    [
      'isEmail',
      { type: 'string', isEmail: true },
      'ab',
      'Invalid "x":\n  · Value (\'ab\') was not a valid email address.',
    ],
    [
      'isIn',
      { type: 'string', isIn: ['a', 'b'] },
      'c',
      'Invalid "x":\n  · Value (\'c\') was not in the configured whitelist (a, b)',
    ],
    [
      'isNotIn',
      { type: 'number', isNotIn: [1] },
      1,
      'Invalid "x":\n  · Value (1) was in the configured blacklist (1)',
    ],
    [
      'regex',
      { type: 'string', regex: /^a$/g },
      'b',
      'Invalid "x":\n  · Value (\'b\') did not match the configured regular expression (/^a$/g)',
    ],
    [
      'isAfter',
      { type: 'number', isAfter: 10 },
      5,
      'Invalid "x":\n  · Value (5) was before the configured time (10)',
    ],
    [
      'custom',
      { type: 'string', custom: () => false },
      '',
      'Invalid "x":\n  · Value (\'\') failed custom validation.',
    ],
    [
      'asynchronous custom',
      { type: 'string', custom: () => Promise.resolve(true) },
      'a',
      'Invalid "x":\n  · Value (\'a\') failed custom validation.',
    ],
    [
      'protected',
      { type: 'string', minLength: 9, protect: true },
      'pass',
      'Invalid "x":\n  · Value (protected) was shorter than the configured minimum length (9)',
    ],
    [
      'several rules',
      { type: 'number', min: 18, isInteger: true },
      17.5,
      'Invalid "x":\n  · Value (17.5) was not an integer.\n  · Value (17.5) was less than the configured minimum (18)',
    ],
  ])('says %s', (_case, input, value, problem) => {
    expect(refusal({ x: input as InputDefinition }, { body: { x: value } }).problems).toEqual([
      problem,
    ])
  })

  test('of an optional null says how to leave it out', () => {
    expect(refusal({ x: { type: 'number' } }, { body: { x: null } }).problems[0]).toMatch(
      /^Invalid "x": {2}Cannot use `null`\. {2}It is not a number/,
    )
  })

  test('is told to programs with path, code and what was expected, never with the value', () => {
    const { issues } = refusal(
      { x: { type: [{ a: 'number' }] }, y: { type: 'number', min: 3 } },
      { body: { x: [{ a: 'q' }], y: 1 } },
    )

    expect(issues).toEqual([
      {
        path: ['x', 0, 'a'],
        code: 'type',
        message: 'Expecting a number, but got a string.',
        expected: 'number',
        received: 'string',
      },
      { path: ['y'], code: 'min', message: expect.any(String), expected: 3 },
    ])
  })

  test('of each bad input is listed', () => {
    const inputs = { a: { type: 'string', required: true }, b: { type: 'number' } } as const

    expect(refusal(inputs, { body: { b: 'x' } }).problems).toHaveLength(2)
  })
})

test.each<[string, object]>([
  ['isEmail', { isEmail: true }],
  ['isIn', { isIn: ['a'] }],
  ['minLength', { minLength: 3 }],
  ['regex', { regex: /a/ }],
])('the rule %s lets an empty text pass', (_name, rule) => {
  expect(read({ x: { type: 'string', ...rule } }, { body: { x: '' } })).toEqual({ x: '' })
})

test('a sticky regular expression checks each request from the start', () => {
  const inputs = { x: { type: 'string', regex: /a/gy } } as const

  expect([1, 2, 3].map(() => read(inputs, { body: { x: 'ab' } }))).toHaveLength(3)
})

test('unknown parameters are refused when the app wants that', () => {
  const settings = { ...defaults, unknownInputs: 'reject' } as const
  const source = { body: { a: 'x', extra: 1 }, params: { id: '7' } }

  expect(refusal({ a: { type: 'string' } }, source, settings)).toMatchObject({
    problems: ['Invalid "extra":\n  · There is no such parameter.'],
    issues: [{ code: 'unknown' }],
  })
})

describe('a schema', () => {
  const even: StandardSchema<unknown, number> = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) =>
        Number(value) % 2 === 0 ? { value: Number(value) } : { issues: [{ message: 'Not even' }] },
    },
  }
  const later: StandardSchema = {
    '~standard': { version: 1, vendor: 'test', validate: async (value) => ({ value: [value] }) },
  }

  test('gives the value of one input beside Sails notation', () => {
    const inputs = { n: even, name: { type: 'string', required: true } } as const

    expect(read(inputs, { body: { n: '4', name: 'x' } })).toEqual({ n: 4, name: 'x' })
    expect(refusal(inputs, { body: { n: '3' } }).problems).toEqual([
      '"name" is required, but it was not defined.',
      'Invalid "n":\n  · Not even',
    ])
  })

  test('may be asynchronous', async () => {
    await expect(readAll({ inputs: { n: later } }, { body: { n: 1 } })).resolves.toEqual({ n: [1] })
  })

  test('stands for all parameters together', () => {
    const all: StandardSchema = {
      '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: { all: value } }) },
    }

    expect(readAll({ inputs: all }, { body: { a: 1 }, query: { b: '2' } })).toEqual({
      all: { a: 1, b: '2' },
    })
  })
})

describe('a bad definition', () => {
  test.each<[object, string]>([
    [{}, "the type is missing; if any value will do, write type: 'ref'"],
    [{ required: true }, 'the type is missing'],
    [{ type: 'strin' }, "the type must be 'string'"],
    [{ type: 'dictionary' }, 'write {}'],
    [{ type: [] }, "write ['ref']"],
    [{ type: ['string', 'number'] }, 'exactly one type'],
    [{ example: [] }, 'the type is missing'],
    [{ type: 'string', required: true, defaultsTo: 'a' }, 'defaultsTo can never be used'],
    [{ type: 'string', required: true, allowNull: true }, 'allowNull contradicts required'],
    [{ type: 'json', allowNull: true }, 'allowNull is superfluous'],
    [{ type: 'number', minLength: 3 }, 'the rule minLength does not go with the type number'],
    [{ type: 'number', defaultsTo: 'a' }, 'defaultsTo is not of the type number'],
    [{ type: 'string', defaultsto: 'a' }, 'write defaultsTo'],
    [{ type: 'string', isEmail: false }, 'is switched on by true'],
    [{ type: 'string', isIn: 'a' }, 'the rule isIn must be an array'],
    [{ type: 'string', regex: 'a' }, 'the rule regex must be a regular expression'],
    [{ type: 'string', custom: async () => true }, 'must be a synchronous function'],
  ])('%j says: %s', (input, mistake) => {
    expect(mistakesOf({ x: input as InputDefinition })).toEqual([expect.stringContaining(mistake)])
  })

  test.each(['a-b', '1a', 'constructor', '__proto__', 'exits'])('names no input "%s"', (name) => {
    const inputs: Record<string, InputDefinition> = Object.fromEntries([
      [name, { type: 'string' } as const],
    ])

    expect(mistakesOf(inputs)).toEqual([expect.stringContaining(`"${name}" needs another name`)])
  })
})

interface Sent {
  readonly params?: Record<string, string>
  readonly body?: Record<string, unknown>
  readonly query?: Record<string, unknown>
}

function readAll(
  definition: DeclaredInputs,
  sent: Sent,
  settings: InputSettings<ParameterSource> = defaults,
): unknown {
  const mistakes: string[] = []
  const readInputs = compileInputs(definition, settings, mistakes)
  expect(mistakes).toEqual([])
  const { params = {}, body = {}, query = {} } = sent
  const all: Record<string, unknown> = { ...query, ...body, ...params }
  return readInputs({ params, query, param: (name) => all[name], allParams: () => all })
}

function read(
  inputs: InputDefinitions,
  sent: Sent,
  settings?: InputSettings<ParameterSource>,
): Record<string, unknown> {
  return Object(readAll({ inputs }, sent, settings))
}

function refusal(
  inputs: InputDefinitions,
  sent: Sent,
  settings?: InputSettings<ParameterSource>,
): InputProblems {
  try {
    read(inputs, sent, settings)
  } catch (error) {
    if (error instanceof Refusal) return error.found
    throw error
  }
  throw new Error('nothing was refused')
}

function mistakesOf(inputs: InputDefinitions): string[] {
  const mistakes: string[] = []
  compileInputs({ inputs }, defaults, mistakes)
  return mistakes
}
