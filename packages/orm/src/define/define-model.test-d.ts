import { expectTypeOf } from 'vitest'

import { belongsTo, boolean, collection, json, number, ref, string } from './attribute-builder.ts'
import { defineModel, model } from './define-model.ts'
import type { ModelOf } from './model-types.ts'
import type { Encrypted, NewRecordOf, RecordOf } from './record-types.ts'

const user = model({
  attributes: {
    name: string().required(),
    email: string().email().unique().allowNull(),
    role: string().oneOf('admin', 'guest').defaultsTo('guest'),
    mood: string().oneOf('good', 'bad'),
    age: number().integer().min(0),
    active: boolean(),
    settings: json<{ theme: string }>(),
    tags: json<string[]>().required(),
    picture: ref<Uint8Array>(),
    ssn: string().encrypt(),
    boss: belongsTo('user'),
    team: belongsTo('team').required(),
    pets: collection('pet').via('owner'),
    updatedAt: false,
  },
  shout(this: void, text: string) {
    return text.toUpperCase()
  },
  Types: { guest: 'guest' },
})

const pet = defineModel({
  attributes: {
    name: { type: 'string', required: true },
    kind: { type: 'string', isIn: ['cat', 'dog'], required: true },
    nick: 'string',
    owner: { model: 'User' },
    friends: { collection: 'pet' },
  },
})

const team = defineModel({
  primaryKey: 'code',
  fetchRecordsOnCreate: true,
  attributes: {
    id: false,
    code: { type: 'string', required: true },
    members: { collection: 'user', via: 'team' },
  },
})

interface Models {
  user: typeof user
  pet: typeof pet
  team: typeof team
}

declare const User: ModelOf<Models, 'user'>
declare const Pet: ModelOf<Models, 'pet'>
declare const Team: ModelOf<Models, 'team'>

type UserRecord = {
  id: number
  createdAt: number
  name: string
  email: string | null
  role: 'admin' | 'guest'
  mood: 'good' | 'bad' | ''
  age: number
  active: boolean
  settings: { theme: string } | null
  tags: string[]
  picture: Uint8Array | null
  ssn: Encrypted<string>
  boss: number | null
  team: string
}

type PetRecord = {
  id: number
  createdAt: number
  updatedAt: number
  name: string
  kind: 'cat' | 'dog'
  nick: string
  owner: number | null
}

expectTypeOf<RecordOf<Models, 'user'>>().toEqualTypeOf<UserRecord>()
expectTypeOf<RecordOf<Models, 'pet'>>().toEqualTypeOf<PetRecord>()

expectTypeOf<NewRecordOf<Models, 'pet'>>().toExtend<{ name: string; kind: 'cat' | 'dog' }>()
expectTypeOf<{ name: string; kind: 'cat'; owner: null; friends: number[] }>().toExtend<
  NewRecordOf<Models, 'pet'>
>()

// Functions of a definition know its attributes.
void defineModel({
  attributes: { name: { type: 'string', required: true }, owner: { model: 'user' } },
  customToJSON() {
    expectTypeOf(this.name).toEqualTypeOf<string>()
    return { name: this.name }
  },
  beforeCreate: async (record) => {
    expectTypeOf(record.name).toEqualTypeOf<string>()
    expectTypeOf(record.owner).toEqualTypeOf<string | number | null>()
    record.name = record.name.trim()
  },
  beforeUpdate(values, proceed) {
    expectTypeOf(values.name).toEqualTypeOf<string | undefined>()
    proceed()
  },
  findAll: () => 3,
})

void model({
  attributes: { name: string().required(), age: number().allowNull() },
  customToJSON() {
    return { name: this.name.trim() }
  },
  afterCreate: [
    (record) => {
      expectTypeOf(record.age).toEqualTypeOf<number | null>()
    },
  ],
})

// Definitions: what is wrong in them does not compile.
string().oneOf('a', 'b')
// @ts-expect-error texts have no `min()`
string().min(1)
// @ts-expect-error only collections have `via()`
belongsTo('user').via('x')
// @ts-expect-error the default is of the type of the attribute
number().defaultsTo('1')
// @ts-expect-error there is no such key
defineModel({ attributes: { name: { type: 'string', requird: true } } })
// @ts-expect-error there is no such type
defineModel({ attributes: { name: { type: 'text' } } })
// @ts-expect-error `schema` is a boolean
model({ schema: 'yes', attributes: {} })

export async function reading(): Promise<void> {
  expectTypeOf(await User.find()).toEqualTypeOf<UserRecord[]>()
  expectTypeOf(await User.find({ name: 'x', age: { '>': 3 }, boss: null })).toEqualTypeOf<
    UserRecord[]
  >()
  expectTypeOf(await User.find([1, 2]).sort('name DESC').limit(3).skip(1)).toEqualTypeOf<
    UserRecord[]
  >()
  expectTypeOf(await User.findOne(3)).toEqualTypeOf<UserRecord | undefined>()
  expectTypeOf(await User.findOne({ id: 3 }).orThrow('notFound')).toEqualTypeOf<UserRecord>()
  expectTypeOf(await Team.findOne('blue')).toEqualTypeOf<
    { code: string; createdAt: number; updatedAt: number } | undefined
  >()
  expectTypeOf(
    await User.find({
      where: { or: [{ name: { contains: 'a' } }, { age: [1, 2] }] },
      select: ['name'],
    }),
  ).toEqualTypeOf<{ id: number; name: string }[]>()
  expectTypeOf(await User.find().select(['name', 'age'])).toEqualTypeOf<
    { id: number; name: string; age: number }[]
  >()
  expectTypeOf((await Pet.find().omit(['nick', 'createdAt', 'updatedAt']))[0]).toEqualTypeOf<
    { id: number; name: string; kind: 'cat' | 'dog'; owner: number | null } | undefined
  >()
  expectTypeOf((await User.find().decrypt())[0]?.ssn).toEqualTypeOf<string | undefined>()
  expectTypeOf(await User.count({ name: 'x' })).toEqualTypeOf<number>()
  expectTypeOf(await User.sum('age', { active: true })).toEqualTypeOf<number>()
  expectTypeOf(User.shout('x')).toEqualTypeOf<string>()
  expectTypeOf(User.Types.guest).toEqualTypeOf<'guest'>()

  for await (const row of User.stream({ active: true }).select(['name']))
    expectTypeOf(row).toEqualTypeOf<{ id: number; name: string }>()

  // @ts-expect-error there is no such attribute
  User.find({ nmae: 'x' })
  // @ts-expect-error the age is a number
  User.find({ age: 'old' })
  // @ts-expect-error there is no such operator
  User.find({ age: { '>>': 1 } })
  // @ts-expect-error a number does not contain a text
  User.find({ age: { contains: '1' } })
  // @ts-expect-error clauses do not stand beside attributes
  User.find({ name: 'x', limit: 3 })
  // @ts-expect-error a plural association is no condition
  User.find({ pets: 3 })
  // @ts-expect-error the keys of teams are texts
  Team.find(3)
  // @ts-expect-error there is no such attribute
  User.find().sort('nmae')
  // @ts-expect-error there is no such direction
  User.find().sort('name DOWN')
  // @ts-expect-error there is no such attribute
  User.find().select(['nmae'])
  // @ts-expect-error there is no such attribute
  User.find({ select: ['nmae'] })
  // @ts-expect-error there is no such attribute
  User.find({ where: { nmae: 1 } })
  // @ts-expect-error one record has no order
  User.findOne(3).limit(1)
  // @ts-expect-error a name cannot be added up
  User.sum('name')
  // @ts-expect-error an encrypted value is no text
  ;(await User.find())[0]?.ssn.toUpperCase()
}

export async function populating(): Promise<void> {
  const [withPets] = await User.find().populate('pets')
  expectTypeOf(withPets?.pets).toEqualTypeOf<PetRecord[] | undefined>()
  expectTypeOf(withPets?.name).toEqualTypeOf<string | undefined>()

  const boss = (await User.findOne(1).populate('boss').populate('team').orThrow()).boss
  expectTypeOf(boss).toEqualTypeOf<UserRecord | null>()

  const some = await User.findOne(1)
    .select(['name'])
    .populate('pets', { where: { kind: 'cat' }, select: ['name'], limit: 3, sort: 'name' })
    .orThrow()
  expectTypeOf(some).toEqualTypeOf<{
    id: number
    name: string
    pets: { id: number; name: string }[]
  }>()

  const nested = await Team.findOne('x')
    .populate('members', { populate: { boss: true, pets: true } })
    .orThrow()
  expectTypeOf(nested.members[0]?.boss).toEqualTypeOf<UserRecord | null | undefined>()
  expectTypeOf(nested.members[0]?.pets).toEqualTypeOf<PetRecord[] | undefined>()
  expectTypeOf(nested.members[0]?.name).toEqualTypeOf<string | undefined>()

  const all = await Pet.findOne(1).populateAll().orThrow()
  expectTypeOf(all.owner).toEqualTypeOf<UserRecord | null>()
  expectTypeOf(all.friends).toEqualTypeOf<PetRecord[]>()

  const second = await User.find({ name: 'x' }, { pets: true })
  expectTypeOf(second[0]?.pets).toEqualTypeOf<PetRecord[] | undefined>()

  // @ts-expect-error there is no such association
  User.find().populate('pet')
  // @ts-expect-error a name is no association
  User.find().populate('name')
  // @ts-expect-error pets have no such attribute
  User.find().populate('pets', { where: { colour: 'red' } })
  // @ts-expect-error pets have no such attribute
  User.find().populate('pets', { sort: 'colour' })
  // @ts-expect-error one record has no limit
  User.find().populate('boss', { limit: 1 })
  // @ts-expect-error pets have no such association
  User.find().populate('pets', { populate: { enemies: true } })
  // @ts-expect-error there is no such association
  User.find({}, { pet: true })
  expectTypeOf(await User.findOne(1).orThrow()).not.toHaveProperty('pets')
}

export async function writing(): Promise<void> {
  const values = { name: 'x', team: 'blue', tags: ['a'] }
  expectTypeOf(await User.create(values)).toEqualTypeOf<undefined>()
  expectTypeOf(
    await User.create({ ...values, pets: [1, 2], boss: null }).fetch(),
  ).toEqualTypeOf<UserRecord>()
  expectTypeOf(await User.create(values).meta({ fetch: true })).toEqualTypeOf<UserRecord>()
  expectTypeOf(await User.create(values).meta({ cascade: true })).toEqualTypeOf<undefined>()
  expectTypeOf(await User.createEach([values]).fetch()).toEqualTypeOf<UserRecord[]>()
  expectTypeOf(await Team.create({ code: 'x' })).toEqualTypeOf<{
    code: string
    createdAt: number
    updatedAt: number
  }>()
  expectTypeOf(await User.update({ id: 1 }).set({ age: 3 })).toEqualTypeOf<undefined>()
  expectTypeOf(await User.update([1, 2], { age: 3, pets: 4 }).fetch()).toEqualTypeOf<UserRecord[]>()
  expectTypeOf(await User.updateOne({ name: 'x' }).set({ boss: 2 })).toEqualTypeOf<
    UserRecord | undefined
  >()
  expectTypeOf(await User.destroy(1)).toEqualTypeOf<undefined>()
  expectTypeOf(await User.destroyOne(1)).toEqualTypeOf<UserRecord | undefined>()
  expectTypeOf(await User.archive({ active: false }).fetch()).toEqualTypeOf<UserRecord[]>()
  expectTypeOf(await User.addToCollection(1, 'pets').members([1])).toEqualTypeOf<undefined>()
  expectTypeOf(await User.create(values).tolerate('E_UNIQUE')).toEqualTypeOf<undefined>()
  expectTypeOf(await User.find().tolerate('E_TIMEOUT', () => 0)).toEqualTypeOf<
    UserRecord[] | number
  >()

  // @ts-expect-error `team` and `tags` are required
  User.create({ name: 'x' })
  // @ts-expect-error there is no such attribute
  User.create({ ...values, nmae: 'x' })
  // @ts-expect-error the age is a number
  User.create({ ...values, age: 'x' })
  // @ts-expect-error `null` needs `allowNull`
  User.create({ ...values, age: null })
  // @ts-expect-error the role is one of two
  User.create({ ...values, role: 'boss' })
  // @ts-expect-error there is no such attribute
  User.update(1).set({ nmae: 'x' })
  // @ts-expect-error nothing can be selected in an update
  User.update({ where: {}, select: ['name'] })
  // @ts-expect-error to destroy everything, `{}` has to be written
  User.destroy()
  // @ts-expect-error there is no such collection
  User.addToCollection(1, 'boss')
  // @ts-expect-error the keys of pets are numbers
  User.replaceCollection(1, 'pets', ['x'])
}
