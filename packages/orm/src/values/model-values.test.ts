import { describe, expect, test } from 'vitest'

import { type InvalidValueError, UsageError } from '../errors.ts'
import { normalizeModels } from '../schema/normalize-models.ts'
import { ModelValues } from './model-values.ts'

const NOW = 1_700_000_000_000

/** The values of a model with this attribute `a`, and a model `other` with keys of the type `string`. */
function valuesOf(attributes: Record<string, unknown>): ModelValues {
  const { schemas, problems } = normalizeModels({
    Thing: {
      attributes: { id: { type: 'number', autoIncrement: true }, ...attributes },
    },
    Other: { attributes: { id: { type: 'string', required: true } } },
  })
  expect(problems).toEqual([])
  const schema = schemas.get('thing')
  if (schema === undefined) throw new Error('no schema')
  return new ModelValues(schema, schemas)
}

/** What becomes of a value in a new record: the stored value, or the codes of its problems. */
function outcome(attribute: unknown, value: unknown): unknown {
  try {
    return valuesOf({ a: attribute }).newRecord({ a: value }, NOW)['a']
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.problems?.map(({ code, rule }) => rule ?? code).join(' ')
  }
}

const circular: Record<string, unknown> = { name: 'x' }
circular['self'] = circular

describe('types: what is taken, converted and refused (orm.md 2.2)', () => {
  const aDate = new Date(0)
  test.each<readonly [string, string, unknown, unknown]>([
    ['same', 'string', 'text', 'text'],
    ['same', 'string', '', ''],
    ['same', 'string', 5, '5'],
    ['same', 'string', true, 'true'],
    ['same', 'string', aDate, '1970-01-01T00:00:00.000Z'],
    ['same', 'string', {}, 'E_TYPE'],
    ['same', 'string', [], 'E_TYPE'],
    ['same', 'string', () => 1, 'E_TYPE'],
    ['same', 'string', Number.NaN, 'E_TYPE'],
    ['same', 'string', Infinity, 'E_TYPE'],
    ['same', 'string', null, 'E_TYPE'],
    ['same', 'number', 1.5, 1.5],
    ['same', 'number', '12', 12],
    ['same', 'number', '0x10', 16],
    ['same', 'number', '1e3', 1000],
    ['same', 'number', true, 1],
    ['same', 'number', false, 0],
    ['same', 'number', aDate, 0],
    ['same', 'number', '', 'E_TYPE'],
    ['same', 'number', ' 1', 'E_TYPE'],
    ['same', 'number', 'x', 'E_TYPE'],
    ['same', 'number', Number.NaN, 'E_TYPE'],
    ['same', 'number', -Infinity, 'E_TYPE'],
    ['same', 'number', null, 'E_TYPE'],
    ['stricter', 'number', '9007199254740993', 'E_TYPE'],
    ['stricter', 'string', new Date('x'), 'E_TYPE'],
    ['stricter', 'string', 'a\0b', 'E_TYPE'],
    ['stricter', 'json', { a: ['b\0'] }, 'E_TYPE'],
    ['stricter', 'json', { 'a\0': 1 }, 'E_TYPE'],
    ['fixed', 'json', ['a\uD800b', '\u{1F600}'], ['a\uFFFDb', '\u{1F600}']],
    ...[true, 1, '1', 'true'].map((value) => ['same', 'boolean', value, true] as const),
    ...[false, 0, '0', 'false'].map((value) => ['same', 'boolean', value, false] as const),
    ['same', 'boolean', 'yes', 'E_TYPE'],
    ['same', 'boolean', 2, 'E_TYPE'],
    ['same', 'boolean', null, 'E_TYPE'],
    ['same', 'json', null, null],
    ['same', 'json', { a: [1, undefined, 2], b: undefined }, { a: [1, 2] }],
    ['same', 'json', aDate, '1970-01-01T00:00:00.000Z'],
    ['same', 'json', Number.NaN, 0],
    ['same', 'json', /x/g, '/x/g'],
    ['same', 'json', new Error('boo'), 'Error: boo'],
    ['same', 'json', circular, { name: 'x', self: '[Circular ~]' }],
    ['same', 'ref', aDate, aDate],
    ['same', 'ref', null, null],
  ])('%s: a %s takes %o as %o', (_mark, type, value, expected) => {
    expect(outcome(type, value)).toEqual(expected)
  })

  test.each([
    ['string', ''],
    ['number', 0],
    ['boolean', false],
    ['json', null],
    ['ref', null],
  ])('same: a %s that is left out is %o', (type, base) => {
    expect(valuesOf({ a: type }).newRecord({}, NOW)).toEqual({ a: base })
  })

  test('same: with allowNull it is null, given or left out', () => {
    const values = valuesOf({ a: { type: 'string', allowNull: true } })

    expect(values.newRecord({}, NOW)).toEqual({ a: null })
    expect(values.newRecord({ a: null }, NOW)).toEqual({ a: null })
  })

  test('same: values that are undefined count as left out', () => {
    const values = valuesOf({ a: 'string', b: { type: 'string', required: true } })

    expect(values.valuesToSet({ a: undefined, b: undefined }, NOW)).toEqual({})
  })

  test('fixed: JSON that is nested too deeply is refused instead of exhausting the stack', () => {
    let deep: unknown = 1
    for (let depth = 0; depth < 100_000; depth++) deep = [deep]

    expect(outcome('json', deep)).toBe('E_TYPE')
  })
})

describe('required, defaults and empty texts (orm.md 2.1, 2.2)', () => {
  const required = { type: 'string', required: true }

  test.each([null, ''])('same: %o is nothing for a required attribute', (value) => {
    expect(outcome(required, value)).toBe('E_REQUIRED')
    expect(() => valuesOf({ a: required }).valuesToSet({ a: value }, NOW)).toThrow(UsageError)
  })

  test('same: a default is for new records that leave the attribute out', () => {
    const values = valuesOf({ a: { type: 'string', defaultsTo: 'x' } })

    expect(values.newRecord({}, NOW)).toEqual({ a: 'x' })
    expect(values.newRecord({ a: '' }, NOW)).toEqual({ a: '' })
    expect(values.valuesToSet({}, NOW)).toEqual({})
  })

  test('same: each record has a copy of a default', () => {
    const defaultsTo = { list: [] }
    const values = valuesOf({ a: { type: 'json', defaultsTo } })

    expect(values.newRecord({}, NOW)['a']).not.toBe(values.newRecord({}, NOW)['a'])
  })

  test('same: attributes that are not defined are dropped', () => {
    expect(valuesOf({ a: 'string' }).newRecord({ a: 'x', b: 1 }, NOW)).toEqual({ a: 'x' })
  })

  test('fixed: what is passed in is not changed', () => {
    const given = Object.freeze({ a: Object.freeze({ b: 1 }) })

    expect(valuesOf({ a: 'json', c: 'string' }).newRecord(given, NOW)).toEqual({
      a: { b: 1 },
      c: '',
    })
  })

  test('a name that every dictionary inherits counts only when it is given', () => {
    expect(valuesOf({ constructor: 'string' }).newRecord({}, NOW)).toEqual({ constructor: '' })
  })
})

describe('keys, references and timestamps (orm.md 2.2)', () => {
  const number = { type: 'number', autoIncrement: true }
  test.each<readonly [string, unknown, unknown]>([
    ['number', 7, 7],
    ['number', '7', 7],
    ...[null, 0, -1, 1.5, '', 'x', '1e3', 2 ** 53].map(
      (value) => ['number', value, 'E_HIGHLY_IRREGULAR'] as const,
    ),
    ['string', 'k', 'k'],
    ['string', '', 'E_HIGHLY_IRREGULAR'],
    ['string', 'a\0b', 'E_HIGHLY_IRREGULAR'],
    ['string', 5, 'E_HIGHLY_IRREGULAR'],
  ])('same: a key of the type %s takes %o as %o', (type, value, expected) => {
    const attributes = { id: type === 'number' ? number : { type } }
    const read = (): unknown => valuesOf(attributes).newRecord({ id: value }, NOW)['id']

    if (expected === 'E_HIGHLY_IRREGULAR') expect(read).toThrow('id')
    else expect(read()).toBe(expected)
  })

  test('same: a key that is left out is left to the database', () => {
    expect(valuesOf({}).newRecord({}, NOW)).toEqual({})
  })

  test('same: a required key has to be given', () => {
    const values = valuesOf({ id: { type: 'string', required: true } })

    expect(() => values.newRecord({}, NOW)).toThrow('`id`')
    expect(values.newRecord({ id: 'k' }, NOW)).toEqual({ id: 'k' })
  })

  test.each<readonly [object, unknown, unknown]>([
    [{ model: 'thing' }, 3, 3],
    [{ model: 'thing' }, '3', 3],
    [{ model: 'thing' }, null, null],
    [{ model: 'thing' }, { id: 3 }, 'E_HIGHLY_IRREGULAR'],
    [{ model: 'other' }, 'x', 'x'],
    [{ model: 'other' }, 3, 'E_HIGHLY_IRREGULAR'],
    [{ model: 'thing', required: true }, null, 'E_REQUIRED'],
    [{ collection: 'thing' }, 3, [3]],
    [{ collection: 'thing' }, ['3', 3, 4], [3, 4]],
    [{ collection: 'thing' }, [], []],
    [{ collection: 'thing' }, null, 'E_HIGHLY_IRREGULAR'],
    [{ collection: 'thing' }, [null], 'E_HIGHLY_IRREGULAR'],
  ])('same: the association %o takes %o as %o', (attribute, value, expected) => {
    expect(outcome(attribute, value)).toEqual(expected)
  })

  test.each([
    ['number', NOW],
    ['string', new Date(NOW).toISOString()],
    ['ref', new Date(NOW)],
  ])(
    'same: timestamps of the type %s are set for all records alike; given ones win',
    (type, now) => {
      const values = valuesOf({
        createdAt: { type, autoCreatedAt: true },
        updatedAt: { type, autoUpdatedAt: true },
      })

      expect(values.newRecords([{}, {}], NOW)).toEqual([
        { createdAt: now, updatedAt: now },
        { createdAt: now, updatedAt: now },
      ])
      expect(values.valuesToSet({}, NOW)).toEqual({ updatedAt: now })
      expect(values.newRecord({ createdAt: new Date(0) }, NOW)['createdAt']).not.toEqual(now)
    },
  )

  test('same: an empty text is no timestamp', () => {
    expect(outcome({ type: 'string', autoCreatedAt: true }, '')).toBe('E_HIGHLY_IRREGULAR')
  })
})

describe('validation rules (orm.md 2.3)', () => {
  test.each<readonly [object, readonly string[], readonly string[]]>([
    [
      { isEmail: true },
      ['a@b.co', 'jörg@müller.de', 'a@b.xn--p1ai', ''],
      ['a@b', 'a b@c.de', '.a@b.co', 'a..b@c.de', `${'a'.repeat(65)}@b.co`],
    ],
    [
      { isURL: true },
      [
        'x.com',
        'http://localhost',
        'http://x.com/a?b',
        'ftp://x.com',
        'http://127.0.0.1:3000/x',
        'http://u:p@x.com',
        'http://[::1]/',
      ],
      [
        'x',
        '//x.com',
        'http://a_b.com',
        'mailto:a@b.co',
        'javascript:alert(1)',
        'https://x',
        'a b.com',
        'x.com:99999',
      ],
    ],
    [{ isHexColor: true }, ['#fff', 'fff', '#ffffff', '#ffff'], ['red', '#ff']],
    [{ isIP: true }, ['1.2.3.4', '::1'], ['1.2.3', '256.1.1.1']],
    [
      { isUUID: true },
      ['550E8400-e29b-41d4-a716-446655440000'],
      ['550e8400e29b41d4a716446655440000', 'x'],
    ],
    [
      { isCreditCard: true },
      ['4111111111111111', '4111 1111-1111 1111'],
      ['4111111111111112', '0000000000000000'],
    ],
    [{ minLength: 2 }, ['ab', ''], ['a']],
    [{ maxLength: 2 }, ['ab', ''], ['abc']],
    [{ regex: /^a/g }, ['ab', 'ab', ''], ['b']],
    [{ isNotEmptyString: true, defaultsTo: 'x' }, ['a', ' '], ['']],
    [{ isIn: ['a', 'b'] }, ['a', ''], ['c']],
    [{ isNotIn: ['a', 'b'] }, ['c', ''], ['a']],
    [{ isAfter: '2001-01-01' }, ['2002-01-01', ''], ['2001-01-01', 'foo']],
    [{ isBefore: new Date('2001-01-01') }, ['2000-01-01'], ['2001-01-01', 'foo']],
    [{ custom: (value: string) => value !== 'no' }, ['yes', ''], ['no']],
    [
      {
        custom: () => {
          throw new Error('boo')
        },
      },
      [],
      ['x'],
    ],
    [{ validations: { minLength: 2 } }, ['ab'], ['a']],
  ])('same: %o of a text', (rules, good, bad) => {
    const attribute = { type: 'string', ...rules }

    for (const value of good) expect(outcome(attribute, value)).toBe(value)
    for (const value of bad) expect(String(outcome(attribute, value))).not.toBe(value)
  })

  test.each<readonly [object, readonly unknown[], readonly unknown[]]>([
    [{ min: 3, defaultsTo: 3 }, [3, '4'], [2.9]],
    [{ max: 3 }, [3, -1], [3.1]],
    [{ isInteger: true }, [3, '3'], [1.5, 1e300]],
    [{ isIn: [0, 1] }, [1, true], [2]],
    [{ isAfter: 1000, defaultsTo: 2000 }, [1001], [1000, 999]],
  ])('same: %o of a number', (rules, good, bad) => {
    const attribute = { type: 'number', ...rules }

    for (const value of good) expect(outcome(attribute, value)).toBe(Number(value))
    for (const value of bad) expect(typeof outcome(attribute, value)).toBe('string')
  })

  test.each(['isBoolean', 'isNumber', 'isString', 'isEmail', 'min'])(
    'same: %s looks at the type of JSON',
    (rule) => {
      expect(outcome({ type: 'json', [rule]: rule === 'min' ? 1 : true }, [])).toBe(rule)
    },
  )

  test('same: no rule is asked about null', () => {
    expect(
      outcome({ type: 'string', allowNull: true, minLength: 2, custom: () => false }, null),
    ).toBeNull()
  })

  test('same: all rules of an attribute are asked', () => {
    expect(outcome({ type: 'string', minLength: 5, isEmail: true }, 'a')).toBe('minLength isEmail')
  })

  test('same: the message of what `custom` throws is told', () => {
    const custom = (): never => {
      throw new Error('Not on Sundays.')
    }

    expect(() => valuesOf({ a: { type: 'string', custom } }).validate('a', 'x')).toThrow(
      'Not on Sundays.',
    )
  })

  test('stricter: a `custom` that returns a promise lets nothing pass', () => {
    expect(outcome({ type: 'string', custom: () => Promise.resolve(true) }, 'x')).toBe('custom')
  })

  test('fixed: the message of maxLength counts up', () => {
    expect(() => valuesOf({ a: { type: 'string', maxLength: 2 } }).validate('a', 'abcd')).toThrow(
      '2 longer',
    )
  })
})

describe('errors (orm-queries.md 7, OQ-1, OQ-17)', () => {
  const attributes = {
    email: { type: 'string', required: true, isEmail: true },
    age: { type: 'number' },
    secret: { type: 'string', protect: true, maxLength: 3 },
  }

  function failureOf(act: (values: ModelValues) => unknown): UsageError {
    try {
      act(valuesOf(attributes))
    } catch (error) {
      return error as UsageError
    }
    throw new Error('nothing was thrown')
  }

  test('fixed: all problems of all attributes are told together', () => {
    const error = failureOf((values) => values.newRecord({ age: 'x', secret: 'hunter2' }, NOW))

    expect(error).toMatchObject({ name: 'UsageError', code: 'E_INVALID_NEW_RECORD' })
    expect(error.problems?.map(({ attrName, code, rule }) => [attrName, code, rule])).toEqual([
      ['email', 'E_REQUIRED', undefined],
      ['age', 'E_TYPE', undefined],
      ['secret', 'E_VIOLATES_RULES', 'maxLength'],
    ])
    expect(error.details).toMatch(/^`email` is not valid:\n {2}• Is required/)
  })

  test('fixed: createEach tells of which record', () => {
    const error = failureOf((values) =>
      values.newRecords([{ email: 'a@b.co' }, undefined, { email: 'x' }], NOW),
    )

    expect(error.code).toBe('E_INVALID_NEW_RECORDS')
    expect(error.problems).toEqual([
      {
        attrName: 'email',
        code: 'E_VIOLATES_RULES',
        rule: 'isEmail',
        message: 'Must be an email address.',
        index: 2,
      },
    ])
  })

  test('fixed: nothing of an error shows a value', () => {
    const error = failureOf((values) =>
      values.valuesToSet({ secret: 'hunter2', email: 'hunter2' }, NOW),
    )

    expect(error.code).toBe('E_INVALID_VALUES_TO_SET')
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('hunter2')
  })

  test.each<readonly [unknown]>([['x'], [[{}]], [5], [null]])(
    'same: %o is no new record',
    (value) => {
      expect(failureOf((values) => values.newRecord(value, NOW)).code).toBe('E_INVALID_NEW_RECORD')
    },
  )

  test('same: the same dictionary twice is refused by createEach', () => {
    const record = { email: 'a@b.co' }

    expect(failureOf((values) => values.newRecords([record, record], NOW)).code).toBe(
      'E_INVALID_NEW_RECORDS',
    )
  })

  test.each([
    ['age', '5', 5],
    ['nothing', 5, undefined],
    ['age', undefined, undefined],
  ])('same: validate(%o, %o) is %o', (attrName, value, expected) => {
    expect(valuesOf(attributes).validate(attrName, value)).toBe(expected)
  })

  test('same: validate throws with a code of its own', () => {
    const failure = (attrName: string, value: unknown): InvalidValueError =>
      failureOf((values) => values.validate(attrName, value)) as unknown as InvalidValueError

    expect(failure('age', 'x')).toMatchObject({ code: 'E_TYPE', expectedType: 'number' })
    expect(failure('email', '')).toMatchObject({ code: 'E_REQUIRED' })
    expect(failure('id', 0)).toMatchObject({ code: 'E_HIGHLY_IRREGULAR' })
    expect(failure('email', 'x')).toMatchObject({
      code: 'E_VIOLATES_RULES',
      ruleViolations: [{ rule: 'isEmail', message: 'Must be an email address.' }],
    })
  })
})
