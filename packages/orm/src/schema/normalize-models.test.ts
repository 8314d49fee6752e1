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

test('a many-to-many association has the junction that Sails would make', () => {
  const { schemas, problems } = normalizeModels(
    {
      User: { attributes: { pets: { collection: 'Pet', via: 'owners' } } },
      Pet: { attributes: { owners: { collection: 'user', via: 'pets' } } },
    },
    { defaults: DEFAULTS },
  )

  expect(problems).toEqual([])
  expect(schemas.get('user')?.attributes.get('pets')).toMatchObject({
    storage: {
      kind: 'junction',
      junction: 'pet_owners__user_pets',
      parentKey: 'user_pets',
      childKey: 'pet_owners',
      isThrough: false,
      via: 'owners',
    },
  })
  const junction = schemas.get('pet_owners__user_pets')
  expect(junction?.columns.map(({ name }) => name)).toEqual(['id', 'pet_owners', 'user_pets'])
})

test('a reference has the type of the other model’s key', () => {
  const { schemas } = normalizeModels({
    User: { primaryKey: 'email', attributes: { email: { type: 'string', required: true } } },
    Pet: { attributes: { id: 'number', owner: { model: 'USER' } } },
  })

  const owner = schemas.get('pet')?.attributes.get('owner') as ColumnAttribute
  expect([owner.type, owner.references]).toEqual(['string', 'user'])
})
