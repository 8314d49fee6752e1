import { expect, test } from 'vitest'

import type { RawDefinition } from './model-definition.ts'
import type { CollectionStorage, ModelSchemas } from './model-schema.ts'
import { normalizeModels } from './normalize-models.ts'

const ID = { id: { type: 'number', autoIncrement: true } }

/** Schemas of models that are right, given by their attributes. */
function schemasOf(
  attributes: Readonly<Record<string, Record<string, unknown>>>,
  settings: Readonly<Record<string, RawDefinition>> = {},
): ModelSchemas {
  const definitions = Object.entries(attributes).map(
    ([name, own]) =>
      [name, { attributes: own, archiveModelIdentity: false, ...settings[name] }] as const,
  )
  const { schemas, problems } = normalizeModels(Object.fromEntries(definitions), {
    defaults: { attributes: ID },
  })
  expect(problems).toEqual([])
  return schemas
}

function storageOf(schemas: ModelSchemas, identity: string, name: string): CollectionStorage {
  const attribute = schemas.get(identity)?.attributes.get(name)
  if (attribute?.kind !== 'collection') throw new Error('no collection')
  return attribute.storage
}

test('same: one-way: a reference has a column and may be null', () => {
  const schemas = schemasOf({ User: {}, Pet: { owner: { model: 'User' } } })

  expect(schemas.get('pet')?.attributes.get('owner')).toMatchObject({
    kind: 'column',
    type: 'number',
    references: 'user',
    required: false,
    defaultValue: null,
  })
})

test('same: one-to-many: the child has the column', () => {
  const schemas = schemasOf({
    User: { pets: { collection: 'PET', via: 'owner' } },
    Pet: { owner: { model: 'user' } },
  })

  expect(storageOf(schemas, 'user', 'pets')).toEqual({ kind: 'child', foreignKey: 'owner' })
  expect([...schemas.keys()]).toEqual(['user', 'pet'])
})

test('same: many-to-many: both sides share a junction, sorted by name', () => {
  const schemas = schemasOf({
    User: { pets: { collection: 'pet', via: 'owners' } },
    Pet: { owners: { collection: 'user', via: 'pets' } },
  })
  const shared = { kind: 'junction', junction: 'pet_owners__user_pets', isThrough: false }

  expect(storageOf(schemas, 'user', 'pets')).toEqual({
    ...shared,
    parentKey: 'user_pets',
    childKey: 'pet_owners',
    via: 'owners',
  })
  expect(storageOf(schemas, 'pet', 'owners')).toEqual({
    ...shared,
    parentKey: 'pet_owners',
    childKey: 'user_pets',
    via: 'pets',
  })
})

test('same: without via the other side is made up; the table keeps the case, the identity does not', () => {
  const schemas = schemasOf({ User: { Likes: { collection: 'pet' } }, Pet: {} })
  const junction = schemas.get('pet_likes_pet__user_likes')

  expect(junction?.tableName).toBe('pet_Likes_pet__user_Likes')
  expect(storageOf(schemas, 'user', 'Likes')).toMatchObject({
    parentKey: 'user_Likes',
    childKey: 'pet_Likes_pet',
  })
})

test('same: reflexive: friends and those whose friend one is', () => {
  const schemas = schemasOf({
    User: {
      friends: { collection: 'user', via: 'friendOf' },
      friendOf: { collection: 'user', via: 'friends' },
      siblings: { collection: 'user' },
      boss: { model: 'user' },
      staff: { collection: 'user', via: 'boss' },
    },
  })

  expect(storageOf(schemas, 'user', 'friends')).toMatchObject({
    junction: 'user_friendof__user_friends',
    parentKey: 'user_friends',
    childKey: 'user_friendOf',
  })
  expect(storageOf(schemas, 'user', 'siblings')).toMatchObject({
    parentKey: 'user_siblings',
    childKey: 'user_siblings_user',
  })
  expect(storageOf(schemas, 'user', 'staff')).toEqual({ kind: 'child', foreignKey: 'boss' })
})

test('same: through: via names the attribute that points back', () => {
  const schemas = schemasOf({
    User: { teams: { collection: 'team', through: 'membership', via: 'member' } },
    Team: { members: { collection: 'user', through: 'membership', via: 'team' } },
    Membership: { team: { model: 'team' }, member: { model: 'user' }, role: 'string' },
  })

  expect(storageOf(schemas, 'user', 'teams')).toEqual({
    kind: 'junction',
    junction: 'membership',
    parentKey: 'member',
    childKey: 'team',
    isThrough: true,
    via: 'members',
  })
})

test('same: through, reflexive', () => {
  const schemas = schemasOf({
    User: {
      followers: { collection: 'user', through: 'follow', via: 'followed' },
      follows: { collection: 'user', through: 'follow', via: 'follower' },
    },
    Follow: { follower: { model: 'user' }, followed: { model: 'user' } },
  })

  expect(storageOf(schemas, 'user', 'followers')).toMatchObject({
    parentKey: 'followed',
    childKey: 'follower',
  })
  expect(storageOf(schemas, 'user', 'follows')).toMatchObject({
    parentKey: 'follower',
    childKey: 'followed',
  })
})

test('fixed: through needs no other side where only one attribute can be it', () => {
  const schemas = schemasOf({
    User: { teams: { collection: 'team', through: 'membership' } },
    Team: {},
    Membership: { team: { model: 'team' }, member: { model: 'user' } },
  })

  expect(storageOf(schemas, 'user', 'teams')).toMatchObject({
    parentKey: 'member',
    childKey: 'team',
  })
})

test('same: columns of a junction have the types of the keys; its own key counts up', () => {
  const schemas = schemasOf({
    User: { id: { type: 'string', required: true }, pets: { collection: 'pet' } },
    Pet: {},
  })

  expect(
    schemas
      .get('pet_pets_pet__user_pets')
      ?.columns.map(({ name, type, autoIncrement }) => [name, type, autoIncrement]),
  ).toEqual([
    ['id', 'number', true],
    ['pet_pets_pet', 'number', false],
    ['user_pets', 'string', false],
  ])
})

test('same: the dominant side has the junction in its datastore; without one it is the first by name', () => {
  const attributes = (dominant: boolean): Record<string, Record<string, unknown>> => ({
    User: { pets: { collection: 'pet', via: 'owners', ...(dominant && { dominant }) } },
    Pet: { owners: { collection: 'user', via: 'pets' } },
  })
  const settings = { User: { datastore: 'second' } }
  const datastoreOf = (schemas: ModelSchemas): unknown =>
    schemas.get('pet_owners__user_pets')?.datastore

  expect(datastoreOf(schemasOf(attributes(true), settings))).toBe('second')
  expect(datastoreOf(schemasOf(attributes(false), settings))).toBe('default')
})

test('same: a model and a collection may be named in any case', () => {
  const schemas = schemasOf({
    User: { pets: { collection: 'PET', via: 'owner' } },
    Pet: { owner: { model: 'uSeR' } },
  })

  expect(schemas.get('user')?.attributes.get('pets')).toMatchObject({ collection: 'pet' })
})
