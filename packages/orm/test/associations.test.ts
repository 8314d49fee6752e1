import { describe, expect, test } from 'vitest'

import { overEachDatabase } from './databases.ts'
import { type Pets, liftPeople, names } from './pets.ts'

type Row = Record<string, unknown>

/** Ann has Rex, Tom and Udo; Bob has Vic; Rex has two collars. Ann's friends are Bob and Cid. */
async function liftFamily(
  lift: Parameters<typeof liftPeople>[0],
  more?: Parameters<typeof liftPeople>[1],
): Promise<Pets> {
  const orm = await liftPeople(lift, more)
  await orm.Pet.createEach([
    { id: 1, name: 'Rex', age: 3, owner: 1 },
    { id: 2, name: 'Tom', age: 1, owner: 1 },
    { id: 3, name: 'Udo', age: 2, owner: 1 },
    { id: 4, name: 'Vic', age: 9, owner: 2 },
    { id: 5, name: 'Wim', age: 5 },
  ])
  await orm.Collar.createEach([
    { color: 'red', pet: 1 },
    { color: 'blue', pet: 1 },
    { color: 'green', pet: 4 },
  ])
  await orm.User.addToCollection(1, 'friends', [2, 3])
  await orm.User.addToCollection(2, 'friends', [1])
  await orm.User.addToCollection([1, 2], 'bookmarks', [4, 5])
  await orm.Team.createEach([{ name: 'Red' }, { name: 'Blue' }])
  await orm.Membership.createEach([
    { member: 1, team: 1, role: 'lead' },
    { member: 1, team: 2 },
    { member: 2, team: 1 },
  ])
  orm.statements()
  return orm
}

const of = (record: unknown, name: string) => names((record as Row)[name])

overEachDatabase('populate', (lift, share) => {
  const family = share(() => liftFamily(lift))

  test('any number of associations come in one statement', async () => {
    const { User, statements } = await family()
    statements()

    const users = await User.find().sort('id').populateAll()

    expect(statements()).toHaveLength(1)
    expect(
      users.map((user) => [
        of(user, 'pets'),
        of(user, 'friends'),
        of(user, 'friendOf'),
        of(user, 'bookmarks'),
        of(user, 'teams'),
      ]),
    ).toEqual([
      [['Rex', 'Tom', 'Udo'], ['Bob', 'Cid'], ['Bob'], ['Vic', 'Wim'], ['Red', 'Blue']],
      [['Vic'], ['Ann'], ['Ann'], ['Vic', 'Wim'], ['Red']],
      [[], [], ['Ann'], [], []],
      [[], [], [], [], []],
    ])
  })

  test('what is populated is a record like any other', async () => {
    const { Pet, User } = await family()

    const pet = (await Pet.findOne(1).populate('owner')) as Row
    expect(pet['owner']).toEqual(await User.findOne(1))
    const user = (await User.findOne(1).populate('pets')) as { pets: unknown[] }
    expect(user.pets[0]).toEqual(await Pet.findOne(1))
  })

  test('not populated, a reference is a key or null, and a collection is not there', async () => {
    const { Pet, User } = await family()

    expect(await Pet.findOne(1)).toMatchObject({ owner: 1 })
    expect(await Pet.findOne(5)).toMatchObject({ owner: null })
    expect(await User.findOne(1)).not.toHaveProperty('pets')
  })

  const criteria: [subcriteria: unknown, expected: string[][]][] = [
    [{ sort: 'age' }, [['Tom', 'Udo', 'Rex'], ['Vic']]],
    [{ sort: 'age DESC', limit: 2 }, [['Rex', 'Udo'], ['Vic']]],
    [{ sort: 'name', skip: 1 }, [['Tom', 'Udo'], []]],
    [{ sort: 'name DESC', skip: 1, limit: 1 }, [['Tom'], []]],
    [{ where: { age: { '>': 2 } } }, [['Rex'], ['Vic']]],
    [{ age: { '>': 2 } }, [['Rex'], ['Vic']]],
    [{ name: ['Rex', 'Vic', 'Wim'] }, [['Rex'], ['Vic']]],
    [{ or: [{ name: 'Tom' }, { name: { startsWith: 'U' } }] }, [['Tom', 'Udo'], []]],
    [{ limit: 0 }, [[], []]],
    [{ id: [] }, [[], []]],
    [true, [['Rex', 'Tom', 'Udo'], ['Vic']]],
  ]
  test.each(criteria)('criteria %j hold for each parent', async (subcriteria, expected) => {
    const { User, statements } = await family()
    statements()

    const users = await User.find([1, 2]).sort('id').populate('pets', subcriteria)

    expect(users.map((user) => of(user, 'pets'))).toEqual(expected)
    expect(statements()).toHaveLength(1)
  })

  test('values of parents and children do not get mixed up', async () => {
    const { User } = await family()

    const users = await User.find({
      where: { name: { startsWith: 'A' } },
      limit: 5,
      skip: 0,
      sort: 'name',
    })
      .populate('friends', { where: { name: { contains: 'o' } }, limit: 3 })
      .populate('pets', { where: { age: { '<': 3 } }, skip: 1, limit: 4, sort: 'name' })
    expect(users.map((user) => [of(user, 'friends'), of(user, 'pets')])).toEqual([
      [['Bob'], ['Udo']],
    ])
  })

  test('selected children have their key and the reference to the parent', async () => {
    const { User, Pet } = await family()

    expect(
      await User.findOne(2)
        .select(['name'])
        .populate('pets', { select: ['name'] }),
    ).toEqual({
      id: 2,
      name: 'Bob',
      pets: [{ id: 4, name: 'Vic', owner: 2 }],
    })
    expect(
      await Pet.findOne(4)
        .select(['name'])
        .populate('owner', { select: ['name'] }),
    ).toEqual({
      id: 4,
      name: 'Vic',
      owner: { id: 2, name: 'Bob' },
    })
  })

  test('populates can be nested', async () => {
    const { User, statements } = await family()
    statements()

    const user = await User.findOne(1)
      .select(['name'])
      .populate('pets', {
        select: ['name'],
        limit: 2,
        populate: { collars: { sort: 'color', select: ['color'] }, owner: true },
      })

    expect(statements()).toHaveLength(1)
    expect(user).toMatchObject({
      pets: [
        {
          name: 'Rex',
          owner: { name: 'Ann', data: { a: 1 } },
          collars: [{ color: 'blue' }, { color: 'red' }],
        },
        { name: 'Tom', owner: { name: 'Ann' }, collars: [] },
      ],
    })
  })

  test('find takes a dictionary of populates', async () => {
    const { User } = await family()

    const [ann] = await User.find({ id: 1 }, { pets: { limit: 1 }, friends: true, teams: false })
    expect([of(ann, 'pets'), of(ann, 'friends')]).toEqual([['Rex'], ['Bob', 'Cid']])
    expect(ann).not.toHaveProperty('teams')
  })

  const refused: [name: string, subcriteria: unknown][] = [
    ['nope', true],
    ['name', true],
    ['pets.owner', true],
    ['pets', 'x'],
    ['pets', { sort: 'nope' }],
    ['pets', { where: { nope: 1 } }],
    ['pets', { populate: 'nope' }],
  ]
  test.each(refused)('populate(%j, %j) is refused', async (name, subcriteria) => {
    const { User } = await family()

    await expect(User.find().populate(name, subcriteria)).rejects.toMatchObject({
      name: 'UsageError',
      code: 'E_INVALID_POPULATES',
    })
  })

  test('criteria for a reference, and a sort by what is populated, are refused', async () => {
    const { Pet } = await family()

    for (const criteria of [
      { where: { name: 'Ann' } },
      { limit: 1 },
      { sort: 'name' },
      { name: 'Ann' },
    ]) {
      await expect(Pet.find().populate('owner', criteria)).rejects.toMatchObject({
        code: 'E_INVALID_POPULATES',
      })
    }
    await expect(Pet.find().sort('owner').populate('owner')).rejects.toMatchObject({
      code: 'E_INVALID_POPULATES',
    })
  })
})

overEachDatabase('collections', (lift) => {
  const friends = async ({ User }: Pets, id: number) =>
    of(await User.findOne(id).populate('friends'), 'friends')
  const pets = async ({ User }: Pets, id: number) =>
    of(await User.findOne(id).populate('pets'), 'pets')

  test('many-to-many: add, add again, remove, replace', async () => {
    const orm = await liftPeople(lift)
    const { User } = orm

    expect(await User.addToCollection([1, 2], 'friends', [3, 4])).toBeUndefined()
    await User.addToCollection(1, 'friends').members([4, 2])
    expect([await friends(orm, 1), await friends(orm, 2)]).toEqual([
      ['Bob', 'Cid', 'Dan'],
      ['Cid', 'Dan'],
    ])
    orm.statements()
    await User.removeFromCollection([1, 2], 'friends', [3])
    expect(orm.statements()).toHaveLength(1)
    expect([await friends(orm, 1), await friends(orm, 2)]).toEqual([['Bob', 'Dan'], ['Dan']])
    await User.replaceCollection(1, 'friends', [3, '4'])
    expect(await friends(orm, 1)).toEqual(['Cid', 'Dan'])
    await User.replaceCollection([1, 2], 'friends', [])
    expect([await friends(orm, 1), await friends(orm, 2)]).toEqual([[], []])
  })

  test('a reference to a record that is gone, or to none, is null', async () => {
    const { Pet } = await liftFamily(lift)
    await Pet.update(4).set({ owner: 99 })

    expect(await Pet.find([4, 5]).sort('id').populate('owner')).toMatchObject([
      { owner: null },
      { owner: null },
    ])
  })

  test('links to records that do not exist are ignored when reading', async () => {
    const orm = await liftPeople(lift)

    await orm.User.addToCollection(1, 'friends', [2, 99])
    expect(await friends(orm, 1)).toEqual(['Bob'])
  })

  test('through: the records of the model in between stay, and have their defaults', async () => {
    const { User, Team, Membership } = await liftPeople(lift)
    await Team.createEach([{ name: 'Red' }, { name: 'Blue' }])
    await Membership.create({ member: 1, team: 1, role: 'lead' })

    await User.addToCollection(1, 'teams', [1, 2])
    expect(await Membership.find().sort('id')).toMatchObject([
      { team: 1, role: 'lead' },
      { team: 2, role: 'member' },
    ])
    await User.replaceCollection(1, 'teams', [1])
    expect(await Membership.find()).toMatchObject([{ team: 1, role: 'lead' }])
    expect(of(await Team.findOne(1).populate('members'), 'members')).toEqual(['Ann'])
  })

  test('one-to-many: a child has one parent', async () => {
    const orm = await liftPeople(lift)
    const { User, Pet } = orm
    await Pet.createEach([{ name: 'Rex' }, { name: 'Tom' }])

    await User.addToCollection(1, 'pets', [1, 2, 99])
    await User.addToCollection(2, 'pets', 2)
    expect([await pets(orm, 1), await pets(orm, 2)]).toEqual([['Rex'], ['Tom']])
    await User.removeFromCollection(1, 'pets', [1, 2])
    expect([await pets(orm, 1), await pets(orm, 2)]).toEqual([[], ['Tom']])
    await User.replaceCollection(2, 'pets', [1])
    expect(await pets(orm, 2)).toEqual(['Rex'])
    for (const method of ['addToCollection', 'replaceCollection'] as const) {
      await expect(User[method]([1, 2], 'pets', [1])).rejects.toMatchObject({
        code: 'E_INVALID_TARGET_RECORD_IDS',
      })
    }
    await User.replaceCollection([1, 2], 'pets', [])
    expect(await Pet.count({ owner: null })).toBe(2)
  })

  test('a child that needs its parent is not left without one', async () => {
    const { Pet, Collar } = await liftPeople(lift)
    await Pet.createEach([{ name: 'Rex' }, { name: 'Tom' }])
    await Collar.createEach([
      { color: 'red', pet: 1 },
      { color: 'blue', pet: 2 },
    ])

    await expect(Pet.removeFromCollection(1, 'collars', [1])).rejects.toMatchObject({
      code: 'E_INVALID_VALUES_TO_SET',
    })
    await expect(Pet.replaceCollection(1, 'collars', [])).rejects.toMatchObject({
      name: 'PropagationError',
      code: 'E_COLLISIONS_WHEN_NULLING_OUT_REQUIRED_FK',
    })
    await Pet.replaceCollection(1, 'collars', [1, 2])
    expect(await Collar.count({ pet: 1 })).toBe(2)
  })

  test('nobody, or nothing, to change is no error', async () => {
    const { User, statements } = await liftPeople(lift)

    await User.addToCollection([], 'friends', [1])
    await User.addToCollection(1, 'friends', [])
    await User.removeFromCollection(1, 'pets', [])
    await User.replaceCollection([], 'pets', [1])
    expect(statements()).toEqual([])
  })

  test('changes the updatedAt of children that are moved', async () => {
    const { User, Pet } = await liftPeople(lift)
    await Pet.create({ name: 'Rex', updatedAt: 5 })

    await User.addToCollection(1, 'pets', 1)
    expect(await Pet.count({ updatedAt: { '>': 5 } })).toBe(1)
  })

  const refused: [args: unknown[], code: string][] = [
    [[1, 'nope', [1]], 'E_INVALID_COLLECTION_ATTR_NAME'],
    [[1, 'name', [1]], 'E_INVALID_COLLECTION_ATTR_NAME'],
    [[1, 'friends'], 'E_INVALID_ASSOCIATED_IDS'],
    [[1, 'friends', [null]], 'E_INVALID_ASSOCIATED_IDS'],
    [[1, 'friends', ['x']], 'E_INVALID_ASSOCIATED_IDS'],
    [[undefined, 'friends', [1]], 'E_INVALID_TARGET_RECORD_IDS'],
    [[-1, 'friends', [1]], 'E_INVALID_TARGET_RECORD_IDS'],
    [[{}, 'friends', [1]], 'E_INVALID_TARGET_RECORD_IDS'],
  ]
  test.each(refused)('%j is refused', async (args, code) => {
    const { User } = await liftPeople(lift)

    await expect(User.addToCollection(...args)).rejects.toMatchObject({ name: 'UsageError', code })
  })
})

describe('associations across datastores', () => {
  overEachDatabase('children in memory', (lift) => {
    const models = {
      User: {
        attributes: {
          name: 'string',
          pets: { collection: 'pet', via: 'owner' },
          tags: { collection: 'tag', via: 'users' },
        },
      },
      Pet: { datastore: 'other', attributes: { name: 'string', owner: { model: 'user' } } },
      Tag: {
        datastore: 'other',
        attributes: { name: 'string', users: { collection: 'user', via: 'tags' } },
      },
    }
    const datastores = { other: { adapter: 'sqlite', file: ':memory:' } }

    test('are read for all parents at once, whatever the kind', async () => {
      const orm = await lift(models, { datastores })
      const [User, Pet, Tag] = [orm.model('User'), orm.model('Pet'), orm.model('Tag')]
      await User.createEach([{ name: 'Ann' }, { name: 'Bob' }, { name: 'Cid' }])
      await Pet.createEach([1, 1, 1, 2].map((owner, index) => ({ name: `p${index}`, owner })))
      await Tag.createEach([{ name: 'x' }, { name: 'y' }])
      await User.addToCollection([1, 2], 'tags', [1, 2])
      await User.addToCollection(3, 'tags', [2])
      orm.statements()

      const users = await User.find()
        .sort('name')
        .populate('pets', { sort: 'name DESC', limit: 2, skip: 1 })
      expect(users.map((user) => of(user, 'pets'))).toEqual([['p1', 'p0'], [], []])
      expect(orm.statements()).toHaveLength(2)
      expect(await Pet.find().sort('name').populate('owner')).toMatchObject([
        { owner: { name: 'Ann' } },
        { owner: { name: 'Ann' } },
        { owner: { name: 'Ann' } },
        { owner: { name: 'Bob' } },
      ])
      expect(orm.statements()).toHaveLength(2)
      const tagged = await User.find()
        .sort('name')
        .populate('tags', { where: { name: { '!=': 'z' } }, sort: 'name DESC' })
      expect(tagged.map((user) => of(user, 'tags'))).toEqual([['y', 'x'], ['y', 'x'], ['y']])
      expect(orm.statements()).toHaveLength(3)
      const nested = await Tag.find({ name: 'y' }).populate('users', {
        populate: { pets: { select: ['name'], limit: 1 } },
      })
      expect(nested).toMatchObject([
        { users: [{ pets: [{ name: 'p0' }] }, { pets: [{ name: 'p3' }] }, { pets: [] }] },
      ])
    })
  })
})
