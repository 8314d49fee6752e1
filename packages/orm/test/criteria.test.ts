import { describe, expect, test } from 'vitest'

import { overEachDatabase } from './databases.ts'
import { liftPeople, names } from './pets.ts'

const sorted = (records: unknown) => names(records).sort()
const ALL = ['Ann', 'Bob', 'Cid', 'Dan']

overEachDatabase('criteria', (lift, share) => {
  const people = share(() => liftPeople(lift))

  describe('forms', () => {
    const forms: [what: string, criteria: unknown, expected: string[]][] = [
      ['nothing passed', undefined, ALL],
      ['{}', {}, ALL],
      ['false', false, []],
      ['a key', 1, ['Ann']],
      ['a key as text', '2', ['Bob']],
      ['keys', [1, '3'], ['Ann', 'Cid']],
      ['[]', [], []],
      ['a where', { where: { name: 'Ann' } }, ['Ann']],
      ['a where that is a key', { where: 4 }, ['Dan']],
      ['attributes', { name: 'Bob' }, ['Bob']],
      ['a list of values', { name: ['Ann', 'Bob', undefined] }, ['Ann', 'Bob']],
      ['an empty list', { id: [] }, []],
      ['null', { age: null }, ['Cid']],
      [
        'and, or',
        { or: [{ name: 'Ann' }, { and: [{ age: { '<': 25 } }, { rank: { '>': 1 } }] }] },
        ['Ann', 'Bob'],
      ],
      ['an empty or', { or: [] }, []],
      ['an empty and', { and: [] }, ALL],
      ['numeric text for a number', { age: '30' }, ['Ann']],
      ['a number for a text', { name: 5 }, []],
      ['a boolean as text', { isAdmin: 'true' }, ['Ann']],
      ['a fraction for whole numbers', { age: 30.5 }, []],
      ['a number beyond 32 bits', { age: 9_007_199_254_740_991 }, []],
      ['a key beyond 32 bits', { id: 9_007_199_254_740_991 }, []],
      ['keys of any size', { id: [1, 9_007_199_254_740_991] }, ['Ann']],
    ]
    test.each(forms)('%s', async (_what, criteria, expected) => {
      const { User } = await people()

      expect(sorted(await User.find(criteria))).toEqual(expected)
    })
  })

  describe('operators', () => {
    const rows: [where: unknown, expected: string[]][] = [
      [{ age: { '<': 20 } }, ['Dan']],
      [{ age: { '<=': 20 } }, ['Bob', 'Dan']],
      [{ age: { '>': 20 } }, ['Ann']],
      [{ age: { '>=': 20, '<': 30 } }, ['Bob']],
      [{ age: { '!=': 20 } }, ['Ann', 'Dan']],
      [{ age: { '!=': null } }, ['Ann', 'Bob', 'Dan']],
      [{ age: { nin: [20, 10] } }, ['Ann']],
      [{ age: { '!=': [20, 10] } }, ['Ann']],
      [{ age: { nin: [] } }, ALL],
      [{ age: { in: [] } }, []],
      [{ age: { in: [10, 20] } }, ['Bob', 'Dan']],
      [{ name: { contains: 'n' } }, ['Ann', 'Dan']],
      [{ name: { contains: 'N' } }, []],
      [{ name: { contains: '' } }, ALL],
      [{ name: { startsWith: 'A' } }, ['Ann']],
      [{ name: { startsWith: 'a' } }, []],
      [{ name: { endsWith: 'n' } }, ['Ann', 'Dan']],
      [{ name: { like: '%n%' } }, ['Ann', 'Dan']],
      [{ name: { like: 'ann' } }, []],
      [{ name: { like: '%%' } }, ALL],
      [{ bio: { contains: '%' } }, ['Cid']],
      [{ bio: { contains: '\\' } }, ['Cid']],
      [{ bio: { contains: 'a_b' } }, ['Cid']],
      [{ bio: { contains: 'a!b' } }, []],
      [{ bio: { startsWith: '_' } }, []],
      [{ bio: { like: '100\\%%' } }, ['Cid']],
      [{ name: 'ann' }, []],
      [{ rank: 1.5 }, ['Ann']],
      [{ rank: [1.5, -3] }, ['Ann', 'Cid']],
      [{ data: { in: [[1, 2]] } }, ['Bob']],
    ]
    test.each(rows)('%j', async (where, expected) => {
      const { User } = await people()

      expect(sorted(await User.find({ where }))).toEqual(expected)
    })

    const old = {
      '!': ALL.slice(0, 1),
      not: ['Ann'],
      lessThan: [],
      greaterThanOrEqual: ['Ann', 'Bob'],
    }
    test.each(Object.keys(old))('the old name %s is understood, with a warning', async (name) => {
      const { User, warnings } = await liftPeople(lift)

      const value = name === 'lessThan' ? 5 : 20
      const found = await User.find({ age: { [name]: value, '>': 10 } })

      expect(sorted(found)).toEqual(old[name as keyof typeof old])
      expect(warnings.join()).toContain(name)
    })
  })

  describe('what is refused', () => {
    const deep = Array.from({ length: 30 }).reduce<object>((inner) => ({ or: [inner] }), { id: 1 })
    const rows: [criteria: unknown][] = [
      [true],
      [/x/],
      [new Date()],
      [new Map()],
      [{ where: { id: 1 }, name: 'x' }],
      [{ nor: [{ id: 1 }] }],
      [{ unknown: 1 }],
      [{ rank_no: 1 }],
      [{ pets: [1] }],
      [{ age: { between: [1, 2] } }],
      [{ age: {} }],
      [{ age: { '>': undefined } }],
      [{ age: { '>': null } }],
      [{ age: 'x' }],
      [{ age: [1, null] }],
      [{ age: { in: 3 } }],
      [{ isAdmin: { '>': true } }],
      [{ age: { contains: '1' } }],
      [{ name: { like: '' } }],
      [{ name: { like: 5 } }],
      [{ name: { contains: {} } }],
      [{ or: { id: 1 } }],
      [{ or: [1] }],
      [deep],
      [{ sort: { age: 'DESC' } }],
      [{ sort: 'age DESC, name ASC' }],
      [{ sort: [{ age: 'ASC', name: 'ASC' }] }],
      [{ sort: ['age', 'age DESC'] }],
      [{ sort: 'age UP' }],
      [{ sort: 'pets' }],
      [{ sort: 'nope' }],
      [{ limit: 1.5 }],
      [{ limit: 'x' }],
      [{ skip: -1 }],
      [{ skip: 'x' }],
      [{ select: ['pets'] }],
      [{ select: ['nope'] }],
      [{ omit: 'name' }],
      [{ omit: ['id'] }],
      [{ omit: ['nope'] }],
      [{ select: ['name'], omit: ['age'] }],
    ]
    test.each(rows)('%j', async (criteria) => {
      const { User, statements } = await people()
      statements()

      await expect(User.find(criteria)).rejects.toMatchObject({
        name: 'UsageError',
        code: 'E_INVALID_CRITERIA',
        modelIdentity: 'user',
        details: expect.any(String),
      })
      expect(statements()).toEqual([])
    })
  })

  test('undefined conditions are dropped with a warning when reading, and refused in strict mode', async () => {
    const { User, warnings } = await liftPeople(lift)
    const strict = await liftPeople(lift, { strictCriteria: true })

    expect(sorted(await User.find({ name: 'Ann', age: undefined }))).toEqual(['Ann'])
    expect(warnings).toHaveLength(1)
    await expect(strict.User.find({ age: undefined })).rejects.toMatchObject({
      code: 'E_INVALID_CRITERIA',
    })
  })

  test.each([null, '', 0, Number.NaN])(
    '%s as criteria is everything with a warning when reading, and refused in strict mode',
    async (criteria) => {
      const { User, warnings } = await liftPeople(lift)
      const strict = await liftPeople(lift, { strictCriteria: true })

      expect(await User.find(criteria)).toHaveLength(4)
      expect(await User.find({ where: criteria })).toHaveLength(4)
      expect(warnings).toHaveLength(1)
      await expect(strict.User.find(criteria)).rejects.toMatchObject({ code: 'E_INVALID_CRITERIA' })
    },
  )

  describe('sort, limit, skip', () => {
    const rows: [criteria: unknown, expected: string[]][] = [
      [{ sort: 'name' }, ALL],
      [{ sort: 'name desc' }, ALL.toReversed()],
      [{ sort: 'age' }, ['Cid', 'Dan', 'Bob', 'Ann']],
      [{ sort: 'age DESC' }, ['Ann', 'Bob', 'Dan', 'Cid']],
      [{ sort: [{ isAdmin: 'DESC' }, { name: 'DESC' }] }, ['Ann', 'Dan', 'Cid', 'Bob']],
      [{ sort: ['rank ASC'] }, ['Cid', 'Dan', 'Ann', 'Bob']],
      [{ sort: { isAdmin: -1, name: 1 } }, ALL],
      [{ sort: [], where: { id: 1 } }, ['Ann']],
      [{ sort: 'name', limit: 2 }, ['Ann', 'Bob']],
      [{ sort: 'name', limit: '2', skip: '1' }, ['Bob', 'Cid']],
      [{ sort: 'name', skip: 3 }, ['Dan']],
      [{ sort: 'name', limit: null }, ALL],
      [{ sort: 'name', limit: Number.POSITIVE_INFINITY }, ALL],
      [{ sort: 'name', limit: -1 }, ALL],
    ]
    test.each(rows)('%j', async (criteria, expected) => {
      const { User } = await people()

      expect(names(await User.find(criteria))).toEqual(expected)
    })

    test('a limit of 0 sends no query', async () => {
      const { User, statements } = await liftPeople(lift)

      expect(await User.find().limit(0)).toEqual([])
      expect(statements()).toEqual([])
    })

    test('paginate counts pages from 0', async () => {
      const { User } = await people()

      expect(names(await User.find().sort('name').paginate(1, 3))).toEqual(['Dan'])
      expect(await User.find().paginate()).toHaveLength(4)
      expect(names(await User.find().sort('name').paginate({ page: 1, limit: 2 }))).toEqual([
        'Cid',
        'Dan',
      ])
    })
  })

  test('select has the key in any case, omit leaves attributes out', async () => {
    const { User } = await people()

    expect(await User.findOne(1).select(['name'])).toEqual({ id: 1, name: 'Ann' })
    expect(await User.findOne(1).select('rank')).toEqual({ id: 1, rank: 1.5 })
    expect(Object.keys((await User.findOne(1).select(['*'])) ?? {})).toHaveLength(10)
    const record = await User.findOne(1).omit(['name', 'pets'])
    expect(record).not.toHaveProperty('name')
    expect(record).toMatchObject({ age: 30 })
  })

  test('texts are compared without regard to case on demand', async () => {
    const { User } = await people()

    expect(names(await User.find({ name: 'ANN' }).meta({ caseInsensitive: true }))).toEqual(['Ann'])
    expect(
      names(await User.find({ name: ['ANN', 'BOB'] }).meta({ caseInsensitive: true })),
    ).toEqual(['Ann', 'Bob'])
    expect(
      names(await User.find({ name: { endsWith: 'N' } }).meta({ caseInsensitive: true })),
    ).toEqual(['Ann', 'Dan'])
  })

  test('lists of any length are one query', async () => {
    const { User, statements } = await liftPeople(lift)
    const ids = Array.from({ length: 70_000 }, (_, index) => index + 1)

    expect(await User.find({ id: ids })).toHaveLength(4)
    expect(await User.find({ id: { nin: ids.slice(2) } })).toHaveLength(2)
    expect(await User.find({ name: ids.slice(0, 5000).map(String) })).toHaveLength(0)
    expect(statements()).toHaveLength(3)
  })

  test('what is passed in is not changed', async () => {
    const { User } = await people()
    const criteria = Object.freeze({
      where: Object.freeze({ age: Object.freeze({ '>': '5' }) }),
      sort: 'age',
    })

    await User.find(criteria)

    expect(criteria).toEqual({ where: { age: { '>': '5' } }, sort: 'age' })
  })

  test('values cannot become SQL', async () => {
    const { User } = await people()
    const hostile = `x' or 1=1; drop table user; -- " \` \\`

    expect(await User.find({ name: hostile })).toEqual([])
    expect(await User.find({ name: { contains: hostile } })).toEqual([])
    expect(await User.find({ name: [hostile, 'y'] })).toEqual([])
    await expect(User.find({ sort: `name; drop table user` })).rejects.toMatchObject({
      code: 'E_INVALID_CRITERIA',
    })
    expect(await User.create({ name: hostile }).fetch()).toMatchObject({ name: hostile })
    expect(await User.count()).toBe(5)
  })
})
