import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { expect, test } from 'vitest'

import { createOrm } from '../src/create-orm.ts'
import { autoMigrate } from '../src/migrate/auto-migrate.ts'
import { overEachDatabase } from './databases.ts'
import { liftPeople, names } from './pets.ts'

overEachDatabase('transactions', (lift) => {
  test('commit what succeeded, and give the result', async () => {
    const { User, transaction } = await liftPeople(lift)

    const result = await transaction(async (db) => {
      await User.create({ name: 'Eve' }).usingConnection(db)
      return 'done'
    })
    expect(result).toBe('done')
    expect(await User.count()).toBe(5)
  })

  test('roll back when the function fails, and give its error', async () => {
    const { User, transaction } = await liftPeople(lift)

    const failing = transaction(async (db) => {
      await User.destroy({}).usingConnection(db)
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await User.count()).toBe(4)
  })

  test('a function that gives a promise is awaited, async or not', async () => {
    const { User, transaction } = await liftPeople(lift)

    const failing = transaction(() => User.destroy({}).then(() => Promise.reject(new Error('no'))))
    await expect(failing).rejects.toThrow('no')
    expect(await User.count()).toBe(4)
  })

  test('queries use the transaction that they run in by themselves', async () => {
    const { User, transaction } = await liftPeople(lift)
    const rename = async () => User.update({}).set({ bio: 'x' })

    await transaction(async () => {
      await rename()
      expect(await User.count({ bio: 'x' })).toBe(4)
      throw new Error('no')
    }).tolerate({ message: 'no' })
    expect(await User.count({ bio: 'x' })).toBe(0)
  })

  test('the older form with proceed', async () => {
    const { User, transaction } = await liftPeople(lift)

    const result = await transaction((db, proceed) => {
      User.create({ name: 'Eve' })
        .usingConnection(db)
        .exec((error) => proceed(error, 'done'))
      return undefined
    })
    expect(result).toBe('done')
    await expect(transaction((_db, proceed) => proceed(new Error('no')) as never)).rejects.toThrow(
      'no',
    )
    expect(await User.count()).toBe(5)
  })

  test('nested ones are savepoints', async () => {
    const { User, transaction } = await liftPeople(lift)

    await transaction(async () => {
      await User.create({ name: 'outer' })
      await transaction(async () => {
        await User.create({ name: 'inner' })
        throw new Error('no')
      }).tolerate({ message: 'no' })
      await Promise.all([
        transaction(() => User.create({ name: 'a' }).toPromise()),
        transaction(() => User.create({ name: 'b' }).toPromise()),
      ])
    })
    expect(names(await User.find().sort('id').skip(4))).toEqual(['outer', 'a', 'b'])
  })

  test('a failed query in a savepoint leaves the rest as it is', async () => {
    const { User, transaction } = await liftPeople(lift)

    await transaction(async () => {
      await User.create({ name: 'Eve' })
      await transaction(() => User.create({ id: 1, name: 'twice' }).toPromise()).tolerate(
        'E_UNIQUE',
      )
      await User.create({ name: 'Fay' })
    })
    expect(await User.count()).toBe(6)
  })

  test('a query with the connection of a transaction that has ended is refused', async () => {
    const { User, transaction } = await liftPeople(lift)
    let kept: unknown
    await transaction((db) => {
      kept = db
    })

    await expect(User.find().usingConnection(kept)).rejects.toMatchObject({
      code: 'E_CONNECTION_ENDED',
    })
  })

  test('what outlives its transaction is outside of it', async () => {
    const { User, transaction } = await liftPeople(lift)
    const later: (() => Promise<number>)[] = []
    await transaction(async () => {
      later.push(AsyncResource.bind(() => User.count().toPromise()))
    })

    expect(await later[0]?.()).toBe(4)
  })

  test('a connection of another datastore is refused', async () => {
    const models = {
      A: { attributes: { a: 'string' } },
      B: { datastore: 'other', attributes: { b: 'string' } },
    }
    const orm = await lift(models, {
      datastores: { other: { adapter: 'sqlite', file: ':memory:' } },
    })

    const mixed = orm.transaction((db) => orm.model('B').find().usingConnection(db).toPromise())
    await expect(mixed).rejects.toMatchObject({ code: 'E_WRONG_DATASTORE' })
    await expect(orm.model('A').find().usingConnection({})).rejects.toMatchObject({
      code: 'E_NOT_A_CONNECTION',
    })
  })

  test('can be read-only', async () => {
    const { User, transaction } = await liftPeople(lift)

    expect(await transaction(() => User.count().toPromise(), { readOnly: true })).toBe(4)
    await expect(
      transaction(() => User.destroy({}).toPromise(), { readOnly: true }),
    ).rejects.toMatchObject({ name: 'AdapterError' })
    expect(await User.count()).toBe(4)
    await User.create({ name: 'Eve' })
  })

  test.each(['read committed', 'repeatable read', 'serializable'] as const)(
    'can be %s',
    async (isolation) => {
      const { User, transaction } = await liftPeople(lift)

      await transaction(() => User.create({ name: 'Eve' }).toPromise(), { isolation })
      expect(await User.count()).toBe(5)
    },
  )

  test('one that takes too long is rolled back', async () => {
    const { User, transaction } = await liftPeople(lift)
    const never = new Promise<never>(() => undefined)

    const slow = transaction(() => User.destroy({}).then(() => never), { timeoutMs: 50 })
    await expect(slow).rejects.toMatchObject({ code: 'E_TIMEOUT' })
    expect(await User.count()).toBe(4)
  })

  test('what waits for the commit is called then, and not after a roll-back', async () => {
    const { User, transaction, getDatastore } = await liftPeople(lift)
    const called: string[] = []
    const note = (text: string) => getDatastore().afterCommit(() => called.push(text))

    await transaction(async () => {
      await note('outer')
      await transaction(() => note('inner'))
      await transaction(async () => {
        await note('lost')
        throw new Error('no')
      }).tolerate({ message: 'no' })
      await User.count()
      expect(called).toEqual([])
    })
    expect(called).toEqual(['outer', 'inner'])
    await note('at once')
    expect(called).toHaveLength(3)
  })

  test('others do not see what is not committed', async () => {
    const { User, transaction, dialect } = await liftPeople(lift)
    const outside = AsyncLocalStorage.snapshot()

    const pending: Promise<number>[] = []
    await transaction(async () => {
      await User.create({ name: 'Eve' })
      pending.push(outside(() => User.count().toPromise()))
      if (dialect !== 'sqlite') expect(await pending[0]).toBe(4)
    })
    // A database in memory has one connection: others wait for the end of the transaction.
    expect(await pending[0]).toBe(dialect === 'sqlite' ? 5 : 4)
  })

  test('leaseConnection gives a connection without a transaction', async () => {
    const { User, getDatastore } = await liftPeople(lift)

    const failing = getDatastore().leaseConnection(async (db) => {
      await User.create({ name: 'Eve' }).usingConnection(db)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await User.count()).toBe(5)
  })

  test('without a function they are refused', async () => {
    const { transaction, getDatastore } = await liftPeople(lift)

    expect(() => transaction(undefined as never)).toThrow(
      expect.objectContaining({ name: 'UsageError' }),
    )
    expect(() => getDatastore().leaseConnection('x' as never)).toThrow(
      expect.objectContaining({ name: 'UsageError' }),
    )
  })
})

overEachDatabase('native queries', (lift, _share, dialect) => {
  const user = dialect === 'mysql' ? '`user`' : '"user"'

  test('take $1, $2 on every database', async () => {
    const { sendNativeQuery, getDatastore } = await liftPeople(lift)

    const sql = `select name, '$1' as kept from ${user} where age >= $2 and name <> $1 -- $3\n order by age`
    const { rows } = await sendNativeQuery(sql, ['Ann', 10])
    expect(rows).toEqual([
      { name: 'Dan', kept: '$1' },
      { name: 'Bob', kept: '$1' },
    ])
    await getDatastore().sendNativeQuery(`update ${user} set bio = $1`, ['x'])
    expect(
      (await sendNativeQuery(`select count(*) as n from ${user} where bio = $1`, ['x'])).rows,
    ).toMatchObject([{ n: dialect === 'postgresql' ? '4' : 4 }])
  })

  test('run in the transaction that they are in', async () => {
    const { User, transaction, sendNativeQuery, getDatastore } = await liftPeople(lift)

    await transaction(async (db) => {
      await sendNativeQuery(`delete from ${user} where id = $1`, [1])
      await getDatastore()
        .sendNativeQuery(`delete from ${user} where id = $1`, [2])
        .usingConnection(db)
      throw new Error('no')
    }).tolerate({ message: 'no' })
    expect(await User.count()).toBe(4)
  })

  test('errors have a code and what the driver said', async () => {
    const { sendNativeQuery } = await liftPeople(lift)

    await expect(sendNativeQuery('select * from nowhere')).rejects.toMatchObject({
      code: 'E_QUERY_FAILED',
      raw: expect.any(Error),
      footprint: { identity: 'catchall' },
    })
    await expect(
      sendNativeQuery(`insert into ${user} (id, name) values ($1, 'x')`, [1]),
    ).rejects.toMatchObject({ footprint: { identity: 'notUnique' } })
    expect(() => sendNativeQuery('')).toThrow(expect.objectContaining({ name: 'UsageError' }))
  })
})

overEachDatabase('Kysely', (lift) => {
  interface Tables {
    user: { id: number; name: string; rank_no: number }
  }

  test('sends its queries through the datastore, in the transaction that they run in', async () => {
    const { User, transaction, getDatastore, statements } = await liftPeople(lift)
    const db = getDatastore().kysely<Tables>()

    const found = await db
      .selectFrom('user')
      .select(['name'])
      .where('rank_no', '>', 1)
      .orderBy('name')
      .execute()
    expect(found).toEqual([{ name: 'Ann' }, { name: 'Bob' }])
    await transaction(async () => {
      const { numDeletedRows } = await db
        .deleteFrom('user')
        .where('id', '<', 3)
        .executeTakeFirstOrThrow()
      expect(numDeletedRows).toBe(2n)
      throw new Error('no')
    }).tolerate({ message: 'no' })
    expect(await User.count()).toBe(4)
    expect(statements()).toHaveLength(3)
    await expect(db.transaction().execute(() => Promise.resolve())).rejects.toMatchObject({
      code: 'E_NOT_A_CONNECTION',
    })
  })
})

test('in a file of SQLite others read what was committed while a transaction is open', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'halyard-orm-'))
  const orm = await createOrm({
    models: {
      User: { attributes: { id: { type: 'number', autoIncrement: true }, name: 'string' } },
    },
    datastores: { default: { adapter: 'sqlite', file: path.join(folder, 'new', 'test.db') } },
  })
  await autoMigrate(orm, 'drop')
  const User = orm.models.user
  const outside = AsyncLocalStorage.snapshot()

  await orm.transaction(async () => {
    await User.create({ name: 'Eve' })
    expect(await outside(() => User.count().toPromise())).toBe(0)
    expect(await User.count()).toBe(1)
  })
  expect(await User.count()).toBe(1)
  await orm.close()
  rmSync(folder, { recursive: true })
})
