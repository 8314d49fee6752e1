import { expect, test } from 'vitest'

import { overEachDatabase } from './databases.ts'

overEachDatabase('smoke', (lift) => {
  test('works', async () => {
    const orm = await lift({
      User: {
        attributes: {
          name: { type: 'string', required: true, unique: true },
          age: 'number',
          ok: 'boolean',
          data: 'json',
          pets: { collection: 'pet', via: 'owner' },
          friends: { collection: 'user', via: 'friendOf' },
          friendOf: { collection: 'user', via: 'friends' },
        },
      },
      Pet: { attributes: { name: 'string', owner: { model: 'user' } } },
    })
    const User = orm.model('User')
    const Pet = orm.model('Pet')
    const ann = (await User.create({
      name: 'Ann',
      age: 1.1,
      ok: true,
      data: { a: [1, 'x', null] },
    }).fetch()) as { id: number }
    expect(ann).toMatchObject({ name: 'Ann', age: 1.1, ok: true, data: { a: [1, 'x', null] } })
    const more = (await User.createEach([
      { name: 'Bob', age: 9007199254740991 },
      { name: 'Cid', age: 0.1 + 0.2 },
    ]).fetch()) as { id: number; age: number }[]
    expect(more.map((u) => u.age)).toEqual([9007199254740991, 0.1 + 0.2])
    await User.addToCollection(
      ann.id,
      'friends',
      more.map((u) => u.id),
    )
    await Pet.createEach([1, 2, 3].map((n) => ({ name: `p${n}`, owner: ann.id })))
    expect(
      await User.find({ where: { name: ['Ann', 'Cid'], age: { '<': 5 } }, sort: 'age DESC' }),
    ).toMatchObject([{ name: 'Ann' }, { name: 'Cid' }])
    orm.statements()
    const found = await User.findOne({ name: 'Ann' })
      .populate('friends', { sort: 'name DESC' })
      .populate('pets', { limit: 2, skip: 1, select: ['name'], populate: 'owner' })
    expect(orm.statements()).toHaveLength(1)
    expect(found).toMatchObject({
      name: 'Ann',
      data: { a: [1, 'x', null] },
      friends: [
        { name: 'Cid', age: 0.1 + 0.2 },
        { name: 'Bob', age: 9007199254740991 },
      ],
      pets: [
        { name: 'p2', owner: { name: 'Ann', ok: true, data: { a: [1, 'x', null] } } },
        { name: 'p3' },
      ],
    })
    expect(await User.count()).toBe(3)
    expect(await User.sum('age', { name: 'Cid' })).toBe(0.1 + 0.2)
    expect(await User.updateOne({ name: 'Cid' }).set({ age: 5 })).toMatchObject({ age: 5 })
    expect(
      await User.update({ age: { '>': 2 } })
        .set({ ok: true })
        .fetch(),
    ).toHaveLength(2)
    await expect(User.create({ name: 'Ann' })).rejects.toMatchObject({
      code: 'E_UNIQUE',
      attrNames: ['name'],
    })
    expect(await User.destroyOne({ name: 'Cid' })).toMatchObject({ age: 5 })
    expect(await User.destroy({}).fetch()).toHaveLength(2)
    let n = 0
    for await (const pet of Pet.stream({}).meta({ batchSize: 2 })) {
      n++
      void pet
    }
    expect(n).toBe(3)
    await Pet.archiveOne({ name: 'p1' })
    expect(await orm.model('archive').find()).toMatchObject([
      { fromModel: 'pet', originalRecord: { name: 'p1' } },
    ])
  })
})
