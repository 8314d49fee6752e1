import { describe, expect, test } from 'vitest'

import { overEachDatabase } from './databases.ts'
import { liftPeople } from './pets.ts'

/** What Waterline took for "all records" when it was passed by mistake. */
const MISTAKES: [what: string, criteria: unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ["''", ''],
  ['0', 0],
  ['NaN', Number.NaN],
  ['true', true],
  ['a RegExp', /Ann/],
  ['a Date', new Date(0)],
  ['a Map', new Map([['id', 1]])],
  ['a Set', new Set([1])],
  ['an instance of a class', new URL('http://x.org')],
  ['{ id: undefined }', { id: undefined }],
  ['{ where: undefined }', { where: undefined }],
  ['{ where: null }', { where: null }],
  ["{ where: '' }", { where: '' }],
  ['{ where: { id: undefined } }', { where: { id: undefined } }],
  ['{ or: [{ id: undefined }] }', { or: [{ id: undefined }] }],
  ['{ or: [{ id: 1 }, {}] }', { or: [{ id: 1 }, {}] }],
  ['{ and: [] }', { and: [] }],
  ['{ and: undefined }', { and: undefined }],
  ["{ name: { contains: '' } }", { name: { contains: '' } }],
  ["{ name: { '!=': undefined } }", { name: { '!=': undefined } }],
  ['{ id: { nin: [] } }', { id: { nin: [] } }],
  ['{ limit: 1 }', { limit: 1 }],
  ['{ where: {}, limit: 1 }', { where: {}, limit: 1 }],
  ['{ unknown: 1 }', { unknown: 1 }],
]

overEachDatabase('never again', (lift, share) => {
  const people = share(() => liftPeople(lift))

  describe.each([
    'update',
    'updateOne',
    'destroy',
    'destroyOne',
    'archive',
    'archiveOne',
    'increment',
  ] as const)('%s', (method) => {
    test.each(MISTAKES)('%s touches no record', async (_what, criteria) => {
      const { User, statements } = await people()
      statements()
      const values = method === 'increment' ? { rank: 1 } : { name: 'gone' }

      await expect(User[method](criteria, values)).rejects.toMatchObject({
        name: 'UsageError',
        code: 'E_INVALID_CRITERIA',
      })
      expect(statements()).toEqual([])
    })

    test('criteria that match nothing send no statement', async () => {
      const { User, statements } = await people()
      statements()
      const values = method === 'increment' ? { rank: 1 } : { name: 'gone' }

      expect(await User[method]({ id: [] }, values)).toBeUndefined()
      expect(await User[method]([], values)).toBeUndefined()
      expect(statements()).toEqual([])
    })
  })

  test.each(['updateOne', 'destroyOne', 'archiveOne'] as const)(
    '%s of everything is refused',
    async (method) => {
      const { User } = await liftPeople(lift)

      await expect(User[method]({}, { name: 'x' })).rejects.toMatchObject({
        code: 'E_INVALID_CRITERIA',
      })
    },
  )

  test('methods for one record change nothing when several match', async () => {
    const { User } = await liftPeople(lift)
    const several = { age: { '>': 5 } }

    await expect(User.updateOne(several).set({ name: 'x' })).rejects.toMatchObject({
      code: 'E_TOO_MANY_RECORDS',
    })
    await expect(User.destroyOne(several)).rejects.toMatchObject({ code: 'E_TOO_MANY_RECORDS' })
    await expect(User.archiveOne(several)).rejects.toMatchObject({ code: 'E_TOO_MANY_RECORDS' })
    await expect(User.findOne(several)).rejects.toMatchObject({
      name: 'UsageError',
      code: 'E_TOO_MANY_RECORDS',
    })
    expect(await User.count({ name: ['Ann', 'Bob', 'Cid', 'Dan'] })).toBe(4)
  })

  test('a criteria dictionary with {} is what changes all records', async () => {
    const { User } = await liftPeople(lift)

    expect(await User.update({}).set({ rank: 7 }).fetch()).toHaveLength(4)
    expect(await User.destroy({}).fetch()).toHaveLength(4)
    expect(await User.count()).toBe(0)
  })
})
