import { expect, test } from 'vitest'

import type { ColumnAttribute } from './model-schema.ts'
import { normalizeModels } from './normalize-models.ts'

const DEFAULTS = {
  attributes: {
    createdAt: { type: 'number', autoCreatedAt: true },
    updatedAt: { type: 'number', autoUpdatedAt: true },
    id: { type: 'number', autoIncrement: true },
  },
}

test('a model of a few lines has everything that it does not say', () => {
  const { schemas, problems } = normalizeModels(
    { User: { attributes: { name: 'string' } } },
    { defaults: DEFAULTS },
  )

  expect(problems).toEqual([])
  expect(schemas.get('user')).toMatchObject({
    identity: 'user',
    globalId: 'User',
    tableName: 'user',
    datastore: 'default',
    primaryKey: 'id',
    strict: true,
  })
  expect(schemas.get('user')?.columns.map(({ name, type }) => [name, type])).toEqual([
    ['createdAt', 'number'],
    ['updatedAt', 'number'],
    ['id', 'number'],
    ['name', 'string'],
  ])
})

test('same: attributes are merged by name, each as a whole; false takes one away', () => {
  const { schemas } = normalizeModels(
    { User: { attributes: { id: { type: 'string', required: true }, updatedAt: false } } },
    { defaults: DEFAULTS },
  )
  const user = schemas.get('user')

  expect([...(user?.attributes.keys() ?? [])]).toEqual(['createdAt', 'id'])
  expect(user?.attributes.get('id')).toMatchObject({ type: 'string', autoIncrement: false })
})

test('same: settings of the model come before those of config.models', () => {
  const { schemas } = normalizeModels(
    { User: { datastore: 'second', tableName: 'people' }, Pet: {} },
    { defaults: { ...DEFAULTS, datastore: 'first', fetchRecordsOnUpdate: true } },
  )

  expect(schemas.get('user')).toMatchObject({ datastore: 'second', tableName: 'people' })
  expect(schemas.get('pet')).toMatchObject({ datastore: 'first', fetchOn: { update: true } })
})

test('same: a text is short for a type, in any case; rules may stand below validations', () => {
  const { schemas, problems } = normalizeModels(
    { User: { attributes: { a: 'STRING', b: { type: 'String', validations: { maxLength: 3 } } } } },
    { defaults: DEFAULTS },
  )

  expect(problems).toEqual([])
  expect(schemas.get('user')?.attributes.get('a')).toMatchObject({ type: 'string' })
  expect(schemas.get('user')?.attributes.get('b')).toMatchObject({
    rules: [{ name: 'maxLength', value: 3 }],
  })
})

test('same: unique, autoIncrement and columnType may stand below autoMigrations', () => {
  const autoMigrations = { unique: true, columnType: 'citext' }
  const { schemas } = normalizeModels(
    { User: { attributes: { a: { type: 'string', required: true, autoMigrations } } } },
    { defaults: DEFAULTS },
  )

  expect(schemas.get('user')?.attributes.get('a')).toMatchObject(autoMigrations)
  expect(schemas.get('user')?.attributes.get('id')).toMatchObject({ unique: true })
})

test('same: functions and values of the file are members of the model', () => {
  const { schemas } = normalizeModels(
    { Card: { Types: { open: 'open' }, findOpen: () => [] } },
    { defaults: DEFAULTS },
  )

  expect(Object.keys(schemas.get('card')?.statics ?? {})).toEqual(['Types', 'findOpen'])
})

test('fixed: callbacks may be arrays of functions', () => {
  const { schemas, problems } = normalizeModels(
    { User: { beforeCreate: [() => 1, () => 2], afterUpdate: () => 3 } },
    { defaults: DEFAULTS },
  )

  expect(problems).toEqual([])
  expect(schemas.get('user')?.callbacks.beforeCreate).toHaveLength(2)
  expect(schemas.get('user')?.callbacks.afterUpdate).toHaveLength(1)
})

test('same: the archive is there as soon as one model does not disable it', () => {
  const off = { archiveModelIdentity: false }
  const { schemas } = normalizeModels(
    { User: { datastore: 'second' }, Pet: off },
    { defaults: DEFAULTS },
  )
  const without = normalizeModels({ User: off, Pet: off }, { defaults: DEFAULTS })

  expect(schemas.get('archive')).toMatchObject({
    globalId: 'Archive',
    datastore: 'second',
    archiveModelIdentity: false,
  })
  expect(schemas.get('archive')?.columns.map(({ name }) => name)).toEqual([
    ...['id', 'createdAt', 'fromModel', 'originalRecord', 'originalRecordId'],
  ])
  expect(without.schemas.has('archive')).toBe(false)
})

test('same: an archive of the app takes its place', () => {
  const { schemas, problems } = normalizeModels(
    { User: {}, Archive: { tableName: 'old', archiveModelIdentity: false } },
    { defaults: DEFAULTS },
  )

  expect(problems).toEqual([])
  expect(schemas.get('archive')?.tableName).toBe('old')
})

test('fixed: a default key that is a required text is no key of junctions and archive', () => {
  const { schemas, problems } = normalizeModels(
    { User: { attributes: { friends: { collection: 'user' } } } },
    { defaults: { attributes: { id: { type: 'string', required: true } } } },
  )

  expect(problems).toEqual([])
  for (const identity of ['archive', 'user_friends__user_friends_user'])
    expect(schemas.get(identity)?.attributes.get('id')).toMatchObject({
      type: 'number',
      autoIncrement: true,
      required: false,
    })
})

test('fixed: no definition is changed', () => {
  const definition = Object.freeze({
    attributes: Object.freeze({ name: Object.freeze({ type: 'TEXT', email: true }) }),
  })

  const { problems } = normalizeModels({ User: definition }, { defaults: Object.freeze(DEFAULTS) })

  expect(problems).toEqual([])
})

test('a reference has the type of the other model’s key', () => {
  const { schemas } = normalizeModels({
    User: { primaryKey: 'email', attributes: { email: { type: 'string', required: true } } },
    Pet: { attributes: { id: 'number', owner: { model: 'USER' } } },
  })

  const owner = schemas.get('pet')?.attributes.get('owner') as ColumnAttribute
  expect([owner.type, owner.references]).toEqual(['string', 'user'])
})

test("Waterline's own names of column types mean the type that we choose", () => {
  const id = { type: 'number', autoMigrations: { columnType: '_numberkey', autoIncrement: true } }

  const { schemas, problems } = normalizeModels({ User: { attributes: { id } } }, {})

  expect(problems).toEqual([])
  expect(schemas.get('user')?.columns[0]).not.toHaveProperty('columnType')
})
