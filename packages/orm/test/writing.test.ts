import { expect, test } from 'vitest'

import { overEachDatabase } from './databases.ts'
import { liftPeople, liftPets, names } from './pets.ts'

overEachDatabase('create', (lift) => {
  test('gives nothing unless it is fetched', async () => {
    const { User, statements } = await liftPets(lift)

    expect(await User.create({ name: 'Ann' })).toBeUndefined()
    expect(await User.createEach([{ name: 'Bob' }])).toBeUndefined()
    expect(statements()).toHaveLength(2)
    expect(await User.create({ name: 'Cid' }).fetch()).toMatchObject({ id: 3, name: 'Cid' })
  })

  test('fills in defaults and timestamps, and leaves what is passed as it is', async () => {
    const { User, Membership } = await liftPets(lift)
    const values = Object.freeze({ name: 'Ann' })

    const record = (await User.create(values).fetch()) as Record<string, unknown>
    expect(record).toMatchObject({
      name: 'Ann',
      email: null,
      age: null,
      rank: 0,
      isAdmin: false,
      data: null,
      bio: '',
    })
    expect(record['createdAt']).toBe(record['updatedAt'])
    expect(record['createdAt']).toBeTypeOf('number')
    expect(await Membership.create({}).fetch()).toMatchObject({
      role: 'member',
      member: null,
      team: null,
    })
    expect(await Membership.create().fetch()).toMatchObject({ role: 'member' })
  })

  const values: [attribute: string, value: unknown][] = [
    ['rank', 9_007_199_254_740_991],
    ['rank', -9_007_199_254_740_991],
    ['rank', 16_777_217],
    ['rank', 1_234_567.891],
    ['rank', 0.1 + 0.2],
    ['rank', 5e-324],
    ['rank', 1.797_693_134_862_315_7e308],
    ['name', 'é 😀 \u0001 "quoted" \\ \n'],
    ['data', { deep: [1, { x: null }, 'é😀', true], n: 0.1 }],
    ['data', 'text'],
    ['data', 0],
    ['data', false],
    ['data', []],
    ['data', null],
    ['isAdmin', true],
  ]
  test.each(values)('%s %j comes back as it was, populated too', async (attribute, value) => {
    const { User, Pet } = await liftPets(lift)

    const record = (await User.create({ name: 'Ann', [attribute]: value }).fetch()) as Record<
      string,
      unknown
    >
    expect(record[attribute]).toEqual(value)
    expect(await User.findOne(1)).toMatchObject({ [attribute]: value })
    await Pet.create({ name: 'Rex', owner: 1 })
    expect(await Pet.findOne(1).populate('owner')).toMatchObject({ owner: { [attribute]: value } })
  })

  test('createEach keeps the order, and is all or nothing', async () => {
    const { User } = await liftPets(lift)

    const list = Array.from({ length: 25 }, (_, index) => ({
      name: `n${index}`,
      email: `${index}@x.org`,
    }))
    expect(names(await User.createEach(list).fetch())).toEqual(list.map(({ name }) => name))
    expect(await User.createEach([]).fetch()).toEqual([])
    expect(await User.createEach([])).toBeUndefined()
    await expect(
      User.createEach([
        { name: 'x', email: 'new@x.org' },
        { name: 'y', email: '3@x.org' },
      ]),
    ).rejects.toMatchObject({
      code: 'E_UNIQUE',
      attrNames: ['email'],
    })
    expect(await User.count()).toBe(25)
  })

  test('createEach takes more records than a statement has places, all or nothing', async () => {
    const { User } = await liftPets(lift)
    const list = Array.from({ length: 10_000 }, (_, index) => ({
      name: `n${index}`,
      email: `${index}@x.org`,
    }))

    await User.createEach(list)
    expect(await User.count()).toBe(10_000)
    const more = list.map(({ name }, index) => ({ name, email: `${index + 9_999}@y.org` }))
    await expect(User.createEach([...more, { name: 'x', email: '5@x.org' }])).rejects.toMatchObject(
      { code: 'E_UNIQUE' },
    )
    expect(await User.count()).toBe(10_000)
  })

  test('records with and without a key can be created together; the database goes on behind the keys', async () => {
    const { User } = await liftPets(lift)

    const created = (await User.createEach([
      { name: 'a' },
      { id: 50, name: 'b' },
      { name: 'c' },
    ]).fetch()) as { id: number }[]
    expect(names(created)).toEqual(['a', 'b', 'c'])
    expect(created[1]?.id).toBe(50)
    const next = (await User.create({ name: 'd' }).fetch()) as { id: number }
    expect(next.id).toBeGreaterThan(50)
  })

  test('with plural values creates the links as well, or nothing', async () => {
    const { User, Pet } = await liftPets(lift)
    await Pet.createEach([{ name: 'Rex' }, { name: 'Tom' }])

    const ann = (await User.create({ name: 'Ann', pets: [1, 2], bookmarks: 1 }).fetch()) as Record<
      string,
      unknown
    >
    expect(ann).not.toHaveProperty('pets')
    const found = (await User.findOne({ name: 'Ann' })
      .populate('pets')
      .populate('bookmarks')) as Record<string, unknown>
    expect(names(found['pets'])).toEqual(['Rex', 'Tom'])
    expect(names(found['bookmarks'])).toEqual(['Rex'])
    await expect(
      User.createEach([
        { name: 'x', friends: [1] },
        { name: 'y', id: 1 },
      ]),
    ).rejects.toMatchObject({ code: 'E_UNIQUE' })
    expect(await User.count()).toBe(1)
  })

  const refused: [method: 'create' | 'createEach', values: unknown, code: string][] = [
    ['create', [{}], 'E_INVALID_NEW_RECORD'],
    ['create', 'x', 'E_INVALID_NEW_RECORD'],
    ['create', {}, 'E_INVALID_NEW_RECORD'],
    ['create', { name: 'x', age: 'old' }, 'E_INVALID_NEW_RECORD'],
    ['createEach', {}, 'E_INVALID_NEW_RECORDS'],
    ['createEach', [{ name: 'x' }, { age: 1 }], 'E_INVALID_NEW_RECORDS'],
  ]
  test.each(refused)('%s %j is refused', async (method, values, code) => {
    const { User } = await liftPets(lift)

    await expect(User[method](values)).rejects.toMatchObject({
      name: 'UsageError',
      code,
      details: expect.any(String),
    })
  })

  test('a value that is taken already names its attribute', async () => {
    const { User } = await liftPeople(lift)

    const error = await User.create({ name: 'x', email: 'ann@x.org' })
      .toPromise()
      .catch((error: unknown) => error)
    expect(error).toMatchObject({
      name: 'AdapterError',
      code: 'E_UNIQUE',
      attrNames: ['email'],
      modelIdentity: 'user',
      adapterMethodName: 'create',
    })
    expect(JSON.stringify(error)).not.toContain('ann@x.org')
    await expect(User.create({ id: 1, name: 'x' })).rejects.toMatchObject({
      code: 'E_UNIQUE',
      attrNames: ['id'],
    })
    await expect(User.updateOne(2).set({ email: 'ann@x.org' })).rejects.toMatchObject({
      code: 'E_UNIQUE',
      attrNames: ['email'],
    })
  })
})

overEachDatabase('update', (lift) => {
  test('changes what matches, and gives the records when they are fetched', async () => {
    const { User } = await liftPeople(lift)

    expect(await User.update({ age: { '>': 15 } }).set({ bio: 'x' })).toBeUndefined()
    expect(await User.update({ bio: 'x' }, { bio: 'y' }).fetch()).toMatchObject([
      { name: 'Ann', bio: 'y' },
      { name: 'Bob', bio: 'y' },
    ])
    expect(await User.update({ bio: 'none' }).set({ bio: 'z' }).fetch()).toEqual([])
    expect(
      await User.update({ name: 'nobody' })
        .set({ data: { a: 1 } })
        .fetch(),
    ).toEqual([])
  })

  test('updateOne gives the record or undefined', async () => {
    const { User, warnings } = await liftPeople(lift)

    expect(
      await User.updateOne({ name: 'Ann' }).set({ age: null, data: { x: [1] } }),
    ).toMatchObject({ age: null, data: { x: [1] } })
    expect(await User.updateOne(1).set({ rank: 9 })).toMatchObject({ id: 1, rank: 9 })
    expect(await User.updateOne(99).set({ rank: 9 })).toBeUndefined()
    expect(await User.updateOne({ email: 'bob@x.org' }).set({ rank: 3 }).fetch()).toMatchObject({
      name: 'Bob',
    })
    expect(warnings).toHaveLength(1)
    await expect(User.updateOne(99).set({ rank: 9 }).orThrow('E_GONE')).rejects.toMatchObject({
      code: 'E_GONE',
    })
  })

  test('sets updatedAt, also when nothing else is set', async () => {
    const { User } = await liftPeople(lift)
    await User.update({}).set({ updatedAt: 5 })

    await User.update(1).set({})
    expect(await User.count({ updatedAt: { '>': 5 } })).toBe(1)
  })

  test('can change the key', async () => {
    const { User } = await liftPeople(lift)

    expect(await User.updateOne(1).set({ id: 77 })).toMatchObject({ id: 77, name: 'Ann' })
    expect(await User.update(77).set({ id: 78 }).fetch()).toMatchObject([{ id: 78, name: 'Ann' }])
  })

  test('with plural values replaces the links', async () => {
    const { User, Pet } = await liftPeople(lift)
    await Pet.createEach([{ name: 'Rex', owner: 1 }, { name: 'Tom' }])

    await User.updateOne(1).set({ name: 'Anna', pets: [2], friends: [2, 3] })
    expect(await User.findOne(1).populate('pets').populate('friends')).toMatchObject({
      name: 'Anna',
      pets: [{ name: 'Tom' }],
      friends: [{ name: 'Bob' }, { name: 'Cid' }],
    })
  })

  test('refuses values that do not fit, before anything is sent', async () => {
    const { User, statements } = await liftPeople(lift)

    for (const values of [
      undefined,
      'x',
      { name: null },
      { name: '' },
      { age: 'x' },
      { pets: null },
    ]) {
      await expect(User.update(1).set(values)).rejects.toMatchObject({
        code: 'E_INVALID_VALUES_TO_SET',
      })
    }
    await expect(
      User.update({ id: 1 })
        .set({ name: 'x' })
        .meta({ fetch: 'yes' as never }),
    ).rejects.toMatchObject({ code: 'E_INVALID_META' })
    expect(statements()).toEqual([])
  })

  test('increment adds in the database', async () => {
    const { User } = await liftPeople(lift)

    await Promise.all(
      Array.from({ length: 10 }, () => User.increment({ id: 2 }, { rank: 1, age: -1 }).toPromise()),
    )
    expect(await User.findOne(2)).toMatchObject({ rank: 12, age: 10 })
    expect(await User.increment({ name: 'Ann' }, { rank: 0.5 }).fetch()).toMatchObject([
      { rank: 2 },
    ])
    await expect(User.increment({ id: 1 }, { name: 1 })).rejects.toMatchObject({
      code: 'E_INVALID_VALUES_TO_SET',
    })
  })
})

overEachDatabase('destroy and archive', (lift) => {
  test('destroys what matches', async () => {
    const { User } = await liftPeople(lift)

    expect(await User.destroy({ name: 'Ann' })).toBeUndefined()
    expect(await User.destroy([2]).fetch()).toMatchObject([{ name: 'Bob', data: [1, 2] }])
    expect(await User.destroyOne({ name: 'Cid' })).toMatchObject({ name: 'Cid' })
    expect(await User.destroyOne(99)).toBeUndefined()
    expect(names(await User.find())).toEqual(['Dan'])
  })

  test('with cascade takes links and references away', async () => {
    const { User, Pet, Collar } = await liftPeople(lift)
    await Pet.createEach([
      { name: 'Rex', owner: 1 },
      { name: 'Tom', owner: 2 },
    ])
    await User.addToCollection([1, 2], 'friends', [3])
    await Collar.create({ color: 'red', pet: 1 })

    expect(await User.destroy(1).meta({ cascade: true }).fetch()).toMatchObject([{ name: 'Ann' }])
    expect(await Pet.find().sort('id')).toMatchObject([{ owner: null }, { owner: 2 }])
    expect(await User.findOne(3).populate('friendOf')).toMatchObject({
      friendOf: [{ name: 'Bob' }],
    })
    await expect(Pet.destroy(1).meta({ cascade: true })).rejects.toMatchObject({
      name: 'PropagationError',
      code: 'E_COLLISIONS_WHEN_NULLING_OUT_REQUIRED_FK',
    })
    expect(await Pet.count()).toBe(2)
  })

  test('archive moves records', async () => {
    const { User, model } = await liftPeople(lift)

    expect(await User.archive({ age: { '>': 15 } })).toBeUndefined()
    expect(await User.archiveOne({ name: 'Cid' })).toMatchObject({ name: 'Cid' })
    expect(await User.archiveOne({ name: 'Cid' })).toBeUndefined()
    expect(await model('Archive').find().sort('id')).toMatchObject([
      { fromModel: 'user', originalRecordId: 1, originalRecord: { name: 'Ann', data: { a: 1 } } },
      { fromModel: 'user', originalRecordId: 2 },
      { fromModel: 'user', originalRecordId: 3 },
    ])
    expect(names(await User.find())).toEqual(['Dan'])
  })
})

overEachDatabase('findOrCreate and upsert', (lift) => {
  test('finds, or creates', async () => {
    const { User } = await liftPeople(lift)

    expect(await User.findOrCreate({ name: 'Ann' }, { name: 'Ann', age: 1 })).toMatchObject({
      id: 1,
      age: 30,
    })
    expect(await User.findOrCreate({ name: 'Eve' }, { name: 'Eve' })).toMatchObject({ id: 5 })
    const wasCreated = await new Promise((resolve) => {
      User.findOrCreate(
        { name: 'Fay' },
        { name: 'Fay' },
        (_error: unknown, _record: unknown, created: boolean) => resolve(created),
      )
    })
    expect(wasCreated).toBe(true)
    await expect(User.findOrCreate({ name: 'Ann' }, {})).rejects.toMatchObject({
      code: 'E_INVALID_NEW_RECORD',
    })
  })

  test('is atomic where a unique attribute decides', async () => {
    const { User } = await liftPeople(lift)

    const records = await Promise.all(
      Array.from({ length: 8 }, () =>
        User.findOrCreate({ email: 'eve@x.org' }, { name: 'Eve', email: 'eve@x.org' }).toPromise(),
      ),
    )
    expect(new Set(records.map(({ id }) => id)).size).toBe(1)
    expect(await User.count()).toBe(5)
  })

  test('does not end the transaction that it is in', async () => {
    const { User, transaction } = await liftPeople(lift)

    await transaction(async () => {
      await User.findOrCreate({ name: 'Eve' }, { name: 'Eve', email: 'ann@x.org' }).tolerate(
        'E_UNIQUE',
      )
      await User.create({ name: 'Fay' })
    })
    expect(await User.count()).toBe(5)
  })

  test('upsert changes the record, or creates it', async () => {
    const { User } = await liftPeople(lift)

    expect(
      await User.upsert({ email: 'ann@x.org' }, { name: 'Anna', email: 'ann@x.org' }),
    ).toMatchObject({ id: 1, name: 'Anna', age: 30 })
    expect(
      await User.upsert({ email: 'eve@x.org' }, { name: 'Eve', email: 'eve@x.org' }),
    ).toMatchObject({ id: 5, name: 'Eve' })
  })
})
