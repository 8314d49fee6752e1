import { expect, test } from 'vitest'

import { overEachDatabase } from './databases.ts'

const SECRET = {
  Secret: {
    attributes: {
      text: { type: 'string', encrypt: true },
      count: { type: 'number', encrypt: true },
      isOn: { type: 'boolean', encrypt: true },
      data: { type: 'json', encrypt: true },
      maybe: { type: 'string', encrypt: true, allowNull: true },
    },
  },
}

const VALUES = { text: 'hunter2', count: 7, isOn: true, data: { list: [1, 'hunter2'] }, maybe: 'x' }

overEachDatabase('encryption at rest (orm.md 2.5)', (lift) => {
  test('same: every type is stored as text that says nothing, and read back by decrypt()', async () => {
    const Secret = (await lift(SECRET)).model('Secret')

    const stored = await Secret.create(VALUES).fetch()

    for (const name of Object.keys(VALUES))
      expect(stored).toHaveProperty(name, expect.stringMatching(/^YWVzLTI1Ni1nY20k/))
    expect(JSON.stringify(stored)).not.toContain('hunter2')
    expect(await Secret.findOne(1).decrypt()).toMatchObject(VALUES)
  })

  test('same: what says nothing is stored plain, and has its type when it is read', async () => {
    const Secret = (await lift(SECRET)).model('Secret')
    const nothing = { text: '', count: 0, isOn: false, data: null, maybe: null }

    await Secret.create({})

    expect(await Secret.findOne(1).decrypt()).toMatchObject(nothing)
  })

  test('same: updates encrypt too; a value that is looked for is never found', async () => {
    const Secret = (await lift(SECRET)).model('Secret')
    await Secret.create(VALUES)

    const [updated] = (await Secret.update({ id: 1 }).set({ text: 'new' }).fetch().decrypt()) as [
      unknown,
    ]

    expect(updated).toMatchObject({ ...VALUES, text: 'new' })
    expect(await Secret.find({ text: 'new' })).toEqual([])
  })

  test('fixed: callbacks see what the caller gave', async () => {
    const seen: unknown[] = []
    const beforeCreate = (record: Record<string, unknown>): void => {
      seen.push(record['text'])
      record['text'] = 'changed'
    }
    const Secret = (await lift({ Secret: { ...SECRET.Secret, beforeCreate } })).model('Secret')

    await Secret.create(VALUES)

    expect(seen).toEqual(['hunter2'])
    expect(await Secret.findOne(1).decrypt()).toMatchObject({ text: 'changed' })
  })
})
