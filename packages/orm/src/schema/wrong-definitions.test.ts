import { describe, expect, test } from 'vitest'

import { ModelProblemsError, throwModelProblems } from '../errors.ts'
import type { NormalizeSettings } from './model-definition.ts'
import { normalizeModels } from './normalize-models.ts'

const ID = { id: { type: 'number', autoIncrement: true } }

/** What is wrong with a model `Thing` of these attributes, beside `Other`: attribute and code. */
function problemsOf(
  attributes: Record<string, unknown>,
  settings: Record<string, unknown> = {},
  others: Record<string, Record<string, unknown>> = {},
): string[] {
  const { problems } = normalizeModels(
    {
      Thing: { attributes, ...settings },
      Other: { attributes: { things: { collection: 'thing' }, thing: { model: 'thing' } } },
      ...others,
    },
    { defaults: { attributes: ID }, datastores: ['default', 'second'] },
  )
  return problems.map(({ attrName = '', code, message }) => `${attrName} ${code}: ${message}`)
}

describe('attributes that do not work (orm.md 2.1, 2.3, 2.5)', () => {
  const key = 'tVdQbq2JptoPp4oXGT94kKqF72iV0VKY/cnp7SjL7Ik='

  test.each<readonly [string, unknown, string]>([
    ['same', {}, 'has no `type`'],
    ['fixed', null, 'Write a dictionary'],
    ['fixed', undefined, 'Write a dictionary'],
    ['same', true, 'Write a dictionary'],
    ['same', 'strng', 'Did you mean "string"'],
    ['same', { type: 5 }, 'Its type is 5'],
    ['fixed', 'constructor', 'Its type is'],
    ['fixed', { type: 'string', constructor: true }, '`constructor` is no key'],
    ['same', () => 'x', 'records have no methods'],
    ...['date', 'datetime', 'array', 'binary', 'objectid'].map(
      (type) => ['same', type, `Its type is '${type}'`] as const,
    ),
    ['same', { type: 'string', primaryKey: true }, 'Write `primaryKey` beside'],
    ['same', { type: 'string', protected: true }, 'Write `protect: true`'],
    ['same', { type: 'string', requird: true }, 'Did you mean "required"'],
    ['stricter', { type: 'string', required: 'yes' }, 'Write `true` or `false`'],
    ['stricter', { type: 'string', allowNull: 'yes' }, 'Write `true` or `false`'],
    [
      'same',
      { type: 'string', required: true, defaultsTo: 'x' },
      'both `required` and `defaultsTo`',
    ],
    [
      'same',
      { type: 'string', required: true, allowNull: true },
      'both `allowNull` and `required`',
    ],
    ['same', { type: 'json', allowNull: true }, '`null` is allowed anyway'],
    ['same', { type: 'ref', allowNull: true }, '`null` is allowed anyway'],
    ['same', { type: 'string', defaultsTo: () => 'x' }, '`defaultsTo` is a function'],
    ['same', { type: 'number', defaultsTo: '5' }, "not of the type 'number'"],
    ['same', { type: 'number', defaultsTo: null }, "not of the type 'number'"],
    ['same', { type: 'string', allowNull: true, defaultsTo: null }, 'it is `null` anyway'],
    ['same', { type: 'number', autoCreatedAt: true, autoUpdatedAt: true }, 'Write one of the two'],
    ['same', { type: 'boolean', autoCreatedAt: true }, "A timestamp has the type 'boolean'"],
    ['same', { type: 'number', autoCreatedAt: true, required: true }, 'A timestamp has'],
    ['same', { type: 'number', autoCreatedAt: true, allowNull: true }, 'A timestamp has'],
    ['same', { type: 'number', autoUpdatedAt: true, defaultsTo: 5 }, 'A timestamp has'],
    ['stricter', { type: 'boolean', autoIncrement: true }, '`autoIncrement` with'],
    ['same', { type: 'ref', encrypt: true }, "`encrypt` with the type 'ref'"],
    ['same', { type: 'number', autoCreatedAt: true, encrypt: true }, 'A timestamp has `encrypt`'],
    ['same', { type: 'string', encrypt: true, defaultsTo: 'x' }, 'both `encrypt` and `defaultsTo`'],
    ['same', { model: 'other', encrypt: true }, 'An association has `encrypt`'],
    ['stricter', { type: 'string', columnName: '' }, '`columnName` is'],
    ['same', { type: 'string', columnName: 'id' }, 'is that of `id` too'],
    ['same', { type: 'number', isEmail: true }, "not for the type 'number'"],
    ['same', { type: 'string', min: 1 }, "not for the type 'string'"],
    ['same', { type: 'string', isBoolean: true }, "not for the type 'string'"],
    ['same', { type: 'string', isEmail: false }, 'Write `true`'],
    ['same', { type: 'number', min: '1' }, 'Write a number'],
    ['same', { type: 'string', maxLength: '1' }, 'Write a whole number'],
    ['same', { type: 'string', regex: 'a' }, 'Write a regular expression'],
    ['same', { type: 'string', isIn: 'a' }, 'Write an array'],
    ['fixed', { type: 'string', isAfter: 'x' }, 'Date.parse'],
    ['same', { type: 'string', custom: async () => Promise.resolve(true) }, 'not async'],
    ['same', { type: 'string', alpha: true }, 'no longer there'],
    ['same', { type: 'string', validations: { isEmial: true } }, 'Did you mean "isEmail"'],
    ['same', { type: 'string', validations: [] }, 'Write a dictionary of rules'],
  ])('%s: %o', (_mark, attribute, message) => {
    expect(problemsOf({ a: attribute }, { dataEncryptionKeys: { default: key } })).toEqual([
      expect.stringMatching(/^a E_INVALID_MODEL_DEF: `a` of model `thing`: /),
    ])
    expect(problemsOf({ a: attribute }, { dataEncryptionKeys: { default: key } })[0]).toContain(
      message,
    )
  })

  test.each(['a.b', 'toJSON', 'tojson', 'toObject', ''])('stricter: the name `%s`', (name) => {
    expect(problemsOf({ [name]: 'string' })).toHaveLength(1)
  })

  test.each([
    ['fixed', { type: 'number', min: 1 }],
    ['fixed', { type: 'number', isIn: [1, 2] }],
    ['fixed', { type: 'string', isNotEmptyString: true }],
    ['fixed', { type: 'string', isIn: ['a'], defaultsTo: 'b' }],
  ])('%s: what records get that leave it out breaks a rule: %o', (_mark, attribute) => {
    expect(problemsOf({ a: attribute })[0]).toContain(
      'Write `required`, `allowNull` or a `defaultsTo`',
    )
    expect(problemsOf({ a: attribute }, { checkBaseValues: false })).toEqual([])
  })

  test.each([
    { type: 'number', min: 1, required: true },
    { type: 'number', min: 1, allowNull: true },
    { type: 'number', min: 1, defaultsTo: 1 },
    { type: 'string', isIn: ['a'] },
    { type: 'string', custom: () => false },
  ])('what records get that leave it out is fine: %o', (attribute) => {
    expect(problemsOf({ a: attribute })).toEqual([])
  })
})

describe('settings that do not work (orm.md 1, 2.5)', () => {
  test.each<readonly [string, Record<string, unknown>, string]>([
    ...['connection', 'autoCreatedAt', 'autoUpdatedAt', 'autoPK', 'types'].map(
      (name) => ['same', { [name]: false }, `\`${name}\` is no longer there`] as const,
    ),
    ['same', { datastore: 'third' }, 'There is no datastore `third`'],
    ['same', { datastore: 5 }, '`datastore` is 5'],
    ['same', { primaryKey: 'key' }, 'The primary key is `key`, but there is no such attribute'],
    ['stricter', { schema: 'yes' }, '`schema` is'],
    ['stricter', { tableName: 5 }, '`tableName` is 5'],
    ['stricter', { migrate: 'all' }, "Write 'alter', 'drop' or 'safe'"],
    ['stricter', { fetchRecordsOnCreate: 1 }, 'Write `true` or `false`'],
    ['stricter', { customToJSON: 'x' }, '`customToJSON` is'],
    ['stricter', { customToJSON: async () => Promise.resolve({}) }, 'an async function'],
    ['fixed', { beforeCreate: 'x' }, 'Write a function, or an array of functions'],
    ['same', { archiveModelIdentity: 'othr' }, 'Did you mean "other"'],
    ['stricter', { attributes: [] }, '`attributes` is'],
  ])('%s: %o', (_mark, settings, message) => {
    const problems = problemsOf({}, settings)

    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(message)
  })

  test.each([
    ['same', { primaryKey: 'a', attributes: { a: 'json' } }, 'Give it the type'],
    [
      'same',
      { primaryKey: 'a', attributes: { a: { model: 'other' } } },
      'The primary key is a reference',
    ],
    [
      'same',
      { primaryKey: 'a', attributes: { a: { type: 'string', defaultsTo: 'x' } } },
      'The primary key has `defaultsTo`',
    ],
    [
      'same',
      { primaryKey: 'a', attributes: { a: { type: 'string', allowNull: true } } },
      'The primary key has `allowNull`',
    ],
    [
      'stricter',
      {
        primaryKey: 'a',
        attributes: { a: { type: 'string', required: true, encrypt: true } },
        dataEncryptionKeys: { default: Buffer.alloc(32).toString('base64') },
      },
      'The primary key has `encrypt`',
    ],
  ])('%s: a key such as %o', (_mark, settings, message) => {
    expect(problemsOf({}, settings).join()).toContain(message)
  })

  test.each(['my-model', '1model', 'mo.del'])('same: a model cannot be called `%s`', (name) => {
    expect(problemsOf({}, {}, { [name]: { attributes: {} } })).toEqual([
      expect.stringContaining('is no name for a model'),
    ])
  })

  test('same: two files for one model', () => {
    expect(problemsOf({}, {}, { thing: { attributes: {} } })).toEqual([
      expect.stringContaining('E_DUPLICATE_MODEL'),
    ])
  })

  const key = Buffer.alloc(32, 1).toString('base64')
  test.each<readonly [string, unknown, string]>([
    ['same', undefined, 'has no key `default`'],
    ['same', 'x', 'has no key `default`'],
    ['same', { other: key }, 'has no key `default`'],
    ['same', { default: 'short' }, 'no base64 text of 32 bytes'],
    ['same', { default: key, 'a-b': key }, 'Choose another id'],
  ])('%s: something to encrypt, and the keys %o', (_mark, dataEncryptionKeys, message) => {
    const problems = problemsOf({ a: { type: 'string', encrypt: true } }, { dataEncryptionKeys })

    expect(problems).toEqual([expect.stringContaining('E_INVALID_DATA_ENCRYPTION_KEYS')])
    expect(problems[0]).toContain(message)
    expect(problems[0]).not.toContain('short')
  })

  test('same: keys that nothing is encrypted with may be anything', () => {
    expect(problemsOf({ a: 'string' }, { dataEncryptionKeys: { default: 'short' } })).toEqual([])
  })
})

describe('associations that do not work (orm.md 3, 7)', () => {
  const others = {
    Link: {
      attributes: {
        thing: { model: 'thing' },
        other: { model: 'other' },
        second: { model: 'other' },
      },
    },
  }
  test.each<readonly [string, unknown, string]>([
    ['same', { model: 'nope' }, 'There is no model `nope`'],
    ['same', { collection: 'othr' }, 'Did you mean "other"'],
    ['same', { model: 'other', collection: 'other' }, 'both `model` and `collection`'],
    ['same', { model: 'other', type: 'number' }, 'An association has `type`'],
    ['same', { model: 'other', defaultsTo: 1 }, 'An association has `defaultsTo`'],
    ['same', { model: 'other', allowNull: true }, '`null` is allowed unless'],
    ['same', { collection: 'other', required: true }, 'An association has `required`'],
    ['same', { collection: 'other', columnName: 'x' }, 'An association has `columnName`'],
    ['same', { collection: 'other', unique: true }, 'An association has `unique`'],
    ['same', { collection: 'other', via: 'nope' }, 'which does not exist'],
    ['same', { collection: 'other', via: 'id' }, 'which is no association'],
    ['stricter', { collection: 'other', via: 'things' }, 'has no `via`'],
    ['same', { collection: 'thing', via: 'a' }, '`via` names the attribute itself'],
    [
      'same',
      { collection: 'other', via: 'thing', dominant: true },
      '`dominant` without a junction',
    ],
    ['same', { collection: 'other', dominant: true }, '`dominant` without a junction'],
    ['fixed', { collection: 'other', through: 'nope', via: 'x' }, 'There is no model `nope`'],
    ['same', { collection: 'other', through: 'link', via: 'other' }, 'Let `via` name `thing`'],
    [
      'stricter',
      { collection: 'other', through: 'link', via: 'thing' },
      'refers to `other` more than once',
    ],
    [
      'same',
      { collection: 'thing', through: 'link', via: 'thing' },
      'has no attribute that refers to `thing`',
    ],
  ])('%s: %o', (_mark, attribute, message) => {
    const problems = problemsOf({ a: attribute }, {}, others)

    expect(problems).toEqual([expect.stringContaining('a E_INVALID_MODEL_DEF')])
    expect(problems[0]).toContain(message)
  })
})

describe('one report (OD-1)', () => {
  test('fixed: all problems of all models, with file, attribute and what to do', () => {
    const { problems } = normalizeModels(
      {
        User: { attributes: { id: 'number', name: { type: 'strin' }, pets: { collection: 'pt' } } },
        Pet: { schema: 'yes', attributes: { id: 'number' } },
      },
      { files: { User: 'api/models/User.js', Pet: 'api/models/Pet.js' } },
    )

    expect(problems.map(({ file, model, attrName }) => [file, model, attrName])).toEqual([
      ['api/models/User.js', 'user', 'name'],
      ['api/models/Pet.js', 'pet', undefined],
      ['api/models/User.js', 'user', 'pets'],
    ])
    expect(() => throwModelProblems(problems)).toThrow(ModelProblemsError)
    expect(problems[0]).toMatchObject({
      name: 'userError',
      code: 'E_INVALID_MODEL_DEF',
      message:
        "api/models/User.js, `name` of model `user`: Its type is 'strin'. " +
        'Write one of: string, number, boolean, json, ref. Did you mean "string"?',
    })
  })

  test('what is wrong in config.models is told once', () => {
    const { problems } = normalizeModels(
      { A: {}, B: {}, C: {} },
      { defaults: { migrate: 'all', attributes: ID } },
    )

    expect(problems.map(({ model, file }) => [model, file])).toEqual([['*', 'config.models']])
  })

  test('a single problem is thrown as it is', () => {
    const { problems } = normalizeModels({ A: { attributes: {} } })

    expect(() => throwModelProblems(problems)).toThrow('The primary key is `id`')
  })
})

describe('what is odd, or old, is logged (OD-11, orm.md 2.1)', () => {
  function logOf(
    attributes: Record<string, unknown>,
    more: Record<string, unknown> = {},
    settings: NormalizeSettings = {},
  ): string {
    const lines: string[] = []
    const log = {
      warn: (line: string) => lines.push(`warn ${line}`),
      debug: (line: string) => lines.push(`debug ${line}`),
    }
    const { problems } = normalizeModels(
      { Thing: { attributes: { ...ID, ...attributes }, ...more } },
      { ...settings, log },
    )
    expect(problems).toEqual([])
    return lines.join('\n')
  }

  test.each([
    ['same', { a: 'TEXT' }, /debug.*'text' is taken for 'string'/],
    ['same', { a: { type: 'string', email: true } }, /debug.*`email` is taken for `isEmail`/],
    [
      'same',
      { a: { model: 'thing', isEmail: true } },
      /debug.*`isEmail` is no setting of associations/,
    ],
    ['fixed', { limit: 'number' }, /warn.*name of a clause/],
    ['fixed', { a: { type: 'string', unique: true } }, /warn.*is unique and not required/],
  ])('%s: %o', (_mark, attributes, line) => {
    expect(logOf(attributes)).toMatch(line)
  })

  test('fixed: a member that replaces a built-in method, callbacks that are never called, no schema', () => {
    expect(logOf({}, { find: () => 1 })).toContain('`find` replaces the method')
    expect(logOf({}, { schema: false })).toContain('`schema: false` keeps nothing more')
    expect(logOf({}, { beforeValidate: () => 1 })).toContain('`beforeValidate` is never called')
  })

  test('same: config.models.connection is taken for datastore', () => {
    expect(logOf({}, {}, { defaults: { connection: 'default' } })).toContain(
      'config.models.connection',
    )
  })
})
