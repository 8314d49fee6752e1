import { expect, expectTypeOf, onTestFinished, test } from 'vitest'

import { type Orm, createOrm } from '../src/create-orm.ts'
import { belongsTo, collection, json, number, string } from '../src/define/attribute-builder.ts'
import { model } from '../src/define/define-model.ts'
import { autoMigrate } from '../src/migrate/auto-migrate.ts'

const models = {
  User: model({
    attributes: {
      name: string().required(),
      role: string().oneOf('admin', 'guest').defaultsTo('guest'),
      age: number().allowNull(),
      settings: json<{ theme: string }>(),
      friends: collection('user').via('friendOf'),
      friendOf: collection('user').via('friends'),
      pets: collection('pet').via('owner'),
    },
    shout(text: string) {
      return text.toUpperCase()
    },
  }),
  Pet: model({
    attributes: { name: string().required(), owner: belongsTo('user').required() },
  }),
}

async function lift(): Promise<Orm<typeof models>> {
  const orm = await createOrm({
    models,
    datastores: { default: { adapter: 'sqlite', file: ':memory:' } },
  })
  onTestFinished(() => orm.close())
  await autoMigrate(orm, 'drop')
  return orm
}

test('models that are written with builders have the standard attributes, and do what their types say', async () => {
  const { user: User, pet: Pet } = (await lift()).models
  const ann = await User.create({ name: 'Ann', settings: { theme: 'dark' } }).fetch()
  const bob = await User.create({ name: 'Bob', age: 7, friends: [ann.id] }).fetch()
  await Pet.create({ name: 'Rex', owner: bob.id })

  const [found] = await User.find({ age: { '>': 3 } })
    .populate('friends', { select: ['name'] })
    .populate('pets')

  expectTypeOf(found?.friends).toEqualTypeOf<{ id: number; name: string }[] | undefined>()
  expect(found).toMatchObject({
    name: 'Bob',
    role: 'guest',
    friends: [{ id: ann.id, name: 'Ann' }],
    pets: [{ name: 'Rex', owner: bob.id }],
  })
  expect(found?.createdAt).toEqual(expect.any(Number))
  expect(ann).toMatchObject({ age: null, settings: { theme: 'dark' } })
  expect(User.shout('x')).toBe('X')
})

test('one query reads what another one has nested in it', async () => {
  const { user: User, pet: Pet } = (await lift()).models
  const ann = await User.create({ name: 'Ann' }).fetch()
  const bob = await User.create({ name: 'Bob', friends: [ann.id] }).fetch()
  await Pet.create({ name: 'Rex', owner: bob.id })

  const pet = await Pet.findOne({ name: 'Rex' })
    .populate('owner', { populate: { friends: true } })
    .orThrow()

  expectTypeOf(pet.owner?.friends[0]?.role).toEqualTypeOf<'admin' | 'guest' | undefined>()
  expect(pet.owner?.friends.map(({ name }) => name)).toEqual(['Ann'])
})
