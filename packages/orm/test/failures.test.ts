import { AsyncLocalStorage } from 'node:async_hooks'

import { expect, test } from 'vitest'

import { createOrm } from '../src/create-orm.ts'
import { checkClientCriteria } from '../src/criteria/client-limits.ts'
import { overEachDatabase } from './databases.ts'
import { liftPeople } from './pets.ts'

/** Leaves the transaction that the code is in. */
const outside = AsyncLocalStorage.snapshot()

overEachDatabase('failures of the database', (lift, _share, dialect) => {
  test('a table that is not there', async () => {
    const { User, sendNativeQuery } = await liftPeople(lift)
    await sendNativeQuery(`drop table ${dialect === 'mysql' ? '`user`' : '"user"'}`)

    for (const query of [User.find(), User.create({ name: 'x' }), User.destroy({})]) {
      await expect(query).rejects.toMatchObject({
        name: 'AdapterError',
        code: 'E_NO_SUCH_PHYSICAL_MODEL',
        modelIdentity: 'user',
      })
    }
  })

  test('a reference to nothing, where the database has a foreign key', async () => {
    const { Pet, sendNativeQuery } = await liftPeople(lift)
    await sendNativeQuery(`drop table ${dialect === 'mysql' ? '`pet`' : '"pet"'}`)
    const [pet, user] = dialect === 'mysql' ? ['`pet`', '`user`'] : ['"pet"', '"user"']
    const columns =
      '"createdAt" bigint, "updatedAt" bigint, id bigint primary key, name varchar(9), age bigint, owner_id bigint'
    const key = `, foreign key (owner_id) references ${user} (id)`
    await sendNativeQuery(
      `create table ${pet} (${dialect === 'mysql' ? columns.replaceAll('"', '`') : columns}${key})`,
    )

    const error = await Pet.create({ id: 1, owner: 99 }).catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'AdapterError', code: 'E_FOREIGN_KEY' })
    if (dialect !== 'sqlite') expect(error).toMatchObject({ attrNames: ['owner'] })
    await sendNativeQuery(`drop table ${pet}`)
  })

  test.skipIf(dialect === 'sqlite')(
    'a query that takes too long, or is given up, is stopped in the server, and its connection used again',
    async () => {
      const { User, transaction } = await liftPeople(lift)
      const blocked = () => User.update(1).set({ rank: 5 })

      await transaction(async () => {
        await User.update(1).set({ rank: 4 })
        await outside(async () => {
          const controller = new AbortController()
          setImmediate(() => controller.abort())
          await expect(blocked().meta({ signal: controller.signal })).rejects.toMatchObject({
            code: 'E_ABORTED',
          })
          await expect(blocked().meta({ timeoutMs: 50 })).rejects.toMatchObject({
            name: 'AdapterError',
            code: 'E_TIMEOUT',
          })
          await expect(blocked().timeout(50)).rejects.toMatchObject({ code: 'E_TIMEOUT' })
          expect(await User.findOne(1)).toMatchObject({ rank: 1.5 })
        })
      })
      expect(await User.count({ id: 1, rank: [4, 5] })).toBe(1)
    },
  )

  test.skipIf(dialect === 'sqlite')('connections that break are replaced', async () => {
    const { User, sendNativeQuery, transaction } = await liftPeople(lift)
    const kill = async () => {
      if (dialect === 'postgresql') {
        return sendNativeQuery(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
      }
      const { rows } = await sendNativeQuery(
        'select id from information_schema.processlist where db = database() and id <> connection_id()',
      )
      for (const { id } of rows)
        await sendNativeQuery(`kill ${Number(id)}`).tolerate({ code: 'E_QUERY_FAILED' })
      return undefined
    }

    const broken = transaction(async () => {
      await User.count()
      await new Promise((resolve, reject) => outside(() => kill().then(resolve, reject)))
      return User.count().toPromise()
    })
    await expect(broken).rejects.toMatchObject({ name: 'AdapterError', code: 'E_CONNECTION' })
    const counts = await Promise.all([1, 2, 3].map(() => User.count().catch(() => 'lost')))
    expect(counts.every((count) => count === 4 || count === 'lost')).toBe(true)
    expect(await User.count()).toBe(4)
  })

  test.skipIf(dialect === 'sqlite')(
    'transactions that block each other give a conflict that can be tried again',
    async () => {
      const { User, transaction } = await liftPeople(lift)
      let meet: () => void = () => undefined
      let arrived = 0
      const both = new Promise<void>((resolve) => {
        meet = () => ++arrived === 2 && resolve()
      })
      const cross = (first: number, second: number) =>
        outside(() =>
          transaction(async () => {
            await User.update(first).set({ rank: 1 })
            meet()
            await both
            await User.update(second).set({ rank: 1 })
          }).toPromise(),
        )

      const outcomes = await Promise.allSettled([cross(1, 2), cross(2, 1)])
      const errors = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
      )
      expect(errors).toMatchObject([{ code: 'E_CONFLICT', retryable: true }])
    },
  )
})

test.each([
  ['postgresql://me:geheim@127.0.0.1:1/mine', '127.0.0.1:1/mine'],
  ['mysql://me:geheim@127.0.0.1:1/mine', '127.0.0.1:1/mine'],
])(
  'a database that is down is named with host and port, without credentials (%s)',
  async (url, place) => {
    const error = (await createOrm({ models: {}, datastores: { default: { url } } }).catch(
      (error: unknown) => error,
    )) as Error

    expect(error).toMatchObject({ code: 'E_DATASTORE_UNREACHABLE' })
    expect(error.message).toContain(place)
    expect(error.message).toContain('ECONNREFUSED')
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('geheim')
  },
)

test.each([
  [{ adapter: 'sails-mongo' }, 'E_INVALID_DATASTORE'],
  [{ url: 'no url: geheim' }, 'E_INVALID_DATASTORE'],
  [{ url: 'postgresql://x:geheim@y', port: 'abc' }, 'E_INVALID_DATASTORE'],
])('settings of a datastore that cannot be used are refused (%j)', async (config, code) => {
  const error = (await createOrm({ models: {}, datastores: { default: config } }).catch(
    (error: unknown) => error,
  )) as Error

  expect(error).toMatchObject({ code })
  expect(error.message).not.toContain('geheim')
})

test('criteria of clients are held to limits, and what is protected cannot be guessed', async () => {
  const { schemas, close } = await createOrm({
    models: {
      User: {
        attributes: { name: 'string', password: { type: 'string', protect: true }, age: 'number' },
      },
    },
    datastores: { default: { inMemoryOnly: true } },
  })
  const model = schemas.get('user')
  if (model === undefined) throw new Error('no model')
  const deep = Array.from({ length: 7 }).reduce<object>((inner) => ({ or: [inner] }), { name: 'x' })

  for (const criteria of [
    { where: { password: { startsWith: 'a' } } },
    { where: { or: [{ password: 'a' }] } },
    { sort: 'password' },
    { sort: [{ password: 'ASC' }] },
    { where: { nope: 1 } },
    { where: deep },
    { where: { name: { like: '%x%' } } },
    { where: { name: 'x'.repeat(201) } },
    { where: { id: Array.from({ length: 101 }, (_, index) => index) } },
    { where: { or: Array.from({ length: 51 }, () => ({ name: 'x' })) } },
    { limit: 1001 },
    { limit: 'x' },
  ]) {
    expect(() => checkClientCriteria(model, criteria), JSON.stringify(criteria)).toThrow(
      expect.objectContaining({ code: 'E_INVALID_CRITERIA' }),
    )
  }
  checkClientCriteria(model, {
    where: { name: { contains: 'a' }, or: [{ age: { '>': 5 } }] },
    sort: 'age DESC',
    limit: '30',
  })
  await close()
})
