import { expect, test } from 'vitest'

import { overEachDatabase } from './databases.ts'
import { liftPeople, names } from './pets.ts'

overEachDatabase('queries', (lift, share) => {
  const people = share(() => liftPeople(lift))

  test('nothing is sent before a query is awaited, and then once', async () => {
    const { User, statements } = await people()
    statements()
    const query = User.find()
    await new Promise(setImmediate)
    expect(statements()).toEqual([])

    const [first, second] = await Promise.all([query, query])

    expect(first).toBe(second)
    expect(statements()).toHaveLength(1)
  })

  test('with a callback it is sent at once, and the method gives nothing', async () => {
    const { User } = await people()

    const found = await new Promise((resolve, reject) => {
      const given = User.find({ id: 1 }, (error: unknown, records: unknown) =>
        error ? reject(error) : resolve(records),
      )
      expect(given).toBeUndefined()
    })
    expect(names(found)).toEqual(['Ann'])
    const error = await new Promise((resolve) => User.find({ nope: 1 }, resolve))
    expect(error).toMatchObject({ code: 'E_INVALID_CRITERIA' })
    const all = await new Promise((resolve) =>
      User.find((_error: unknown, records: unknown) => resolve(records)),
    )
    expect(all).toHaveLength(4)
  })

  test('meta keys may follow the callback', async () => {
    const { User } = await people()

    const created = await new Promise((resolve) => {
      User.create({ name: 'Eve' }, (_error: unknown, record: unknown) => resolve(record), {
        fetch: true,
      })
    })
    expect(created).toMatchObject({ name: 'Eve' })
    await User.destroyOne({ name: 'Eve' })
  })

  test('exec, toPromise, catch and finally', async () => {
    const { User } = await people()

    expect(await new Promise((resolve) => User.count().exec((_error, n) => resolve(n)))).toBe(4)
    expect(await User.count().toPromise()).toBe(4)
    expect(await User.find({ nope: 1 }).catch(() => 'caught')).toBe('caught')
    /* oxlint-disable promise/valid-params -- the form with a filter, as bluebird has it */
    expect(await User.find({ nope: 1 }).catch({ code: 'E_INVALID_CRITERIA' }, () => 'caught')).toBe(
      'caught',
    )
    await expect(User.find({ nope: 1 }).catch({ code: 'E_OTHER' }, () => 'caught')).rejects.toThrow(
      'criteria',
    )
    /* oxlint-enable promise/valid-params */
    expect(await User.count().finally(() => undefined)).toBe(4)
    expect(() => User.find().exec(undefined as never)).toThrow(
      expect.objectContaining({ name: 'UsageError' }),
    )
  })

  test('tolerate and intercept: the first that fits decides', async () => {
    const { User } = await people()
    const failing = () => User.find({ nope: 1 })

    expect(await failing().tolerate('E_INVALID_CRITERIA')).toBeUndefined()
    expect(await failing().tolerate(['E_X', 'E_INVALID_CRITERIA'], () => [])).toEqual([])
    expect(await failing().tolerate({ name: 'UsageError' }, () => 5)).toBe(5)
    await expect(failing().tolerate('E_UNIQUE')).rejects.toMatchObject({
      code: 'E_INVALID_CRITERIA',
    })
    await expect(
      failing().intercept('E_INVALID_CRITERIA', () => new Error('mine')),
    ).rejects.toThrow('mine')
    await expect(failing().intercept('E_INVALID_CRITERIA', 'notFound')).rejects.toMatchObject({
      name: 'Envelope',
      code: 'E_NON_ERROR',
      raw: 'notFound',
    })
    await expect(
      failing()
        .intercept('E_INVALID_CRITERIA', 'first')
        .intercept(() => 'second'),
    ).rejects.toMatchObject({ raw: 'first' })
    expect(() => failing().tolerate(undefined as never)).toThrow(
      expect.objectContaining({ name: 'UsageError' }),
    )
  })

  test('a method that a query does not have is a TypeError', async () => {
    const { User } = await people()

    expect(() => (User.count() as never as { sort(by: string): void }).sort('id')).toThrow(
      TypeError,
    )
    expect(() => (User.findOne(1) as never as { limit(n: number): void }).limit(1)).toThrow(
      TypeError,
    )
    await expect(User.count({ where: {}, limit: 1 })).rejects.toMatchObject({
      code: 'E_INVALID_CRITERIA',
    })
    await expect(User.sum('age', { sort: 'id' })).rejects.toMatchObject({
      code: 'E_INVALID_CRITERIA',
    })
  })

  test('findOne: undefined for none, a condition is needed, orThrow gives an error', async () => {
    const { User } = await people()

    expect(await User.findOne(99)).toBeUndefined()
    await expect(User.findOne({})).rejects.toMatchObject({ code: 'E_INVALID_CRITERIA' })
    await expect(User.findOne(undefined)).rejects.toMatchObject({ code: 'E_INVALID_CRITERIA' })
    await expect(User.findOne(99).orThrow()).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
    expect(await User.findOne(1).orThrow('E_GONE')).toMatchObject({ name: 'Ann' })
  })

  test('where() replaces what was passed', async () => {
    const { User } = await people()

    expect(
      names(
        await User.find({ where: { name: 'Ann' }, sort: 'name DESC' }).where({ age: { '>': 15 } }),
      ),
    ).toEqual(['Bob', 'Ann'])
  })

  test('count, exists, sum, avg, min, max', async () => {
    const { User } = await people()

    expect(await User.count({ age: { '>': 15 } })).toBe(2)
    expect(await User.count({ id: [] })).toBe(0)
    expect([
      await User.exists({ name: 'Ann' }),
      await User.exists({ name: 'Zoe' }),
      await User.exists({ id: [] }),
    ]).toEqual([true, false, false])
    expect([
      await User.sum('age'),
      await User.sum('age', { id: 99 }),
      await User.sum('age', { id: [] }),
    ]).toEqual([60, 0, 0])
    expect([await User.avg('age'), await User.avg('age', { id: 99 })]).toEqual([20, 0])
    expect([
      await User.min('rank'),
      await User.max('rank'),
      await User.min('rank', { id: 99 }),
    ]).toEqual([-3, 2, undefined])
    await expect(User.avg('age', { id: [] })).rejects.toMatchObject({
      name: 'UsageError',
      code: 'E_NOOP',
    })
    for (const name of ['name', 'nope', 'pets', undefined]) {
      await expect(User.sum(name)).rejects.toMatchObject({ code: 'E_INVALID_NUMERIC_ATTR_NAME' })
    }
  })

  test('validate is synchronous', async () => {
    const { User } = await people()

    expect(User.validate('age', '5')).toBe(5)
    expect(User.validate('nope', 5)).toBeUndefined()
    expect(() => User.validate('age', 'x')).toThrow(expect.objectContaining({ code: 'E_TYPE' }))
  })

  test('a signal gives a query up', async () => {
    const { User, statements } = await people()
    statements()

    await expect(User.find().meta({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
      code: 'E_ABORTED',
    })
  })

  test('models tell about themselves as those of Sails do', async () => {
    const { User } = await people()

    expect(User).toMatchObject({
      identity: 'user',
      globalId: 'User',
      tableName: 'user',
      datastore: 'default',
      primaryKey: 'id',
      hasSchema: true,
    })
    expect(User.schema['rank']).toMatchObject({ type: 'number', columnName: 'rank_no' })
    expect(User.associations).toContainEqual({
      alias: 'pets',
      type: 'collection',
      collection: 'pet',
      via: 'owner',
    })
    expect(User.getDatastore().name).toBe('default')
  })

  test('records are plain objects, and customToJSON is their toJSON, populated ones too', async () => {
    const secret = { attributes: { name: 'string', owner: { model: 'person' } } }
    const person = {
      attributes: { name: 'string', things: { collection: 'thing', via: 'owner' } },
      customToJSON(this: Record<string, unknown>) {
        return { shown: this['name'] }
      },
      greet(this: { identity: string }) {
        return `I am ${this.identity}`
      },
    }
    const { model } = await lift({ Person: person, Thing: secret })
    await model('Person').create({ name: 'Ann' })
    await model('Thing').create({ name: 'Pen', owner: 1 })

    const thing = await model('Thing').findOne(1).populate('owner')
    expect(Object.getPrototypeOf(thing)).toBe(Object.prototype)
    expect(JSON.parse(JSON.stringify(thing))).toMatchObject({
      name: 'Pen',
      owner: { shown: 'Ann' },
    })
    expect(Object.keys(thing?.['owner'] as object)).not.toContain('toJSON')
    expect((model('Person') as never as { greet(): string }).greet()).toBe('I am person')
  })

  test('encrypted attributes are read as they are stored, or in plain', async () => {
    const { model } = await lift({
      Safe: {
        attributes: {
          ssn: { type: 'string', encrypt: true },
          code: { type: 'number', encrypt: true },
          owner: { model: 'safe' },
        },
      },
    })
    const Safe = model('Safe')

    expect(await Safe.create({ ssn: '123-45', code: 7 }).fetch()).not.toMatchObject({
      ssn: '123-45',
    })
    expect(await Safe.create({ ssn: '', code: 0, owner: 1 }).fetch().decrypt()).toMatchObject({
      ssn: '',
      code: 0,
    })
    expect((await Safe.findOne(1))?.['ssn']).toMatch(/\$/)
    expect(await Safe.findOne(2).populate('owner').decrypt()).toMatchObject({
      ssn: '',
      code: 0,
      owner: { ssn: '123-45', code: 7 },
    })
    expect(await Safe.updateOne(1).set({ code: 8 }).decrypt()).toMatchObject({
      ssn: '123-45',
      code: 8,
    })
    expect(await Safe.find({ ssn: '123-45' })).toEqual([])
  })

  test('bytes, dates and other values of the type ref survive', async () => {
    const { model, dialect } = await lift({
      File: {
        attributes: {
          plain: 'ref',
          bytes: {
            type: 'ref',
            columnType: { sqlite: 'blob', postgresql: 'bytea', mysql: 'longblob' }[
              (await people()).dialect
            ],
          },
          at: { type: 'ref', autoCreatedAt: true },
          parent: { model: 'file' },
        },
      },
    })
    const File = model('File')
    const bytes = Buffer.from([0, 1, 128, 255])
    const at = new Date('2026-01-02T03:04:05.678Z')

    await File.create({ plain: bytes, bytes, at })
    const child = await File.create({ plain: 'text', parent: 1, at }).fetch()
    expect(await File.findOne(1)).toMatchObject({ plain: bytes, bytes, at })
    expect(child).toMatchObject({ plain: 'text', bytes: null, at })
    expect(await File.findOne(2).populate('parent')).toMatchObject({
      plain: 'text',
      parent: { plain: bytes, bytes, at },
    })
    expect(await File.count({ at: { '>': new Date(0) } })).toBe(2)
    expect(dialect).toBeTruthy()
  })

  test('keys may be texts', async () => {
    const key = {
      attributes: {
        id: { type: 'string', required: true },
        pals: { collection: 'key', via: 'palOf' },
        palOf: { collection: 'key', via: 'pals' },
      },
    }
    const { model } = await lift({ Key: key })
    const Key = model('Key')
    await Key.createEach([{ id: 'a' }, { id: 'b' }, { id: 'B' }])
    await Key.addToCollection('a', 'pals', ['b', 'B'])

    expect(await Key.findOne('a').populate('pals', { sort: 'id' })).toMatchObject({
      pals: [{ id: 'B' }, { id: 'b' }],
    })
    expect(await Key.find('b')).toHaveLength(1)
  })
})

overEachDatabase('lifecycle callbacks', (lift) => {
  const logged = (log: string[], settings: object = {}) => {
    const note = (name: string) => (value: Record<string, unknown>) => {
      log.push(`${name} ${JSON.stringify(value['name'] ?? value['where'])}`)
    }
    return {
      Dog: {
        attributes: { name: { type: 'string', maxLength: 10 } },
        beforeCreate: note('beforeCreate'),
        afterCreate: async (value: Record<string, unknown>) => note('afterCreate')(value),
        beforeUpdate: (value: Record<string, unknown>, proceed: () => void) => {
          note('beforeUpdate')(value)
          setImmediate(proceed)
        },
        afterUpdate: note('afterUpdate'),
        beforeDestroy: note('beforeDestroy'),
        afterDestroy: note('afterDestroy'),
        ...settings,
      },
    }
  }

  test('are called before, and after with fetch', async () => {
    const log: string[] = []
    const Dog = (await lift(logged(log))).model('Dog')

    await Dog.create({ name: 'a' })
    await Dog.create({ name: 'b' }).fetch()
    await Dog.createEach([{ name: 'c' }, { name: 'd' }]).fetch()
    await Dog.update({ name: 'a' }).set({ name: 'A' })
    await Dog.updateOne({ name: 'b' }).set({ name: 'B' })
    await Dog.destroy({ name: 'A' })
    await Dog.destroyOne({ name: 'B' })
    await Dog.archiveOne({ name: 'c' })
    expect(log).toEqual([
      'beforeCreate "a"',
      'beforeCreate "b"',
      'afterCreate "b"',
      'beforeCreate "c"',
      'beforeCreate "d"',
      'afterCreate "c"',
      'afterCreate "d"',
      'beforeUpdate "A"',
      'beforeUpdate "B"',
      'afterUpdate "B"',
      'beforeDestroy {"name":"A"}',
      'beforeDestroy {"name":"B"}',
      'afterDestroy "B"',
      'beforeDestroy {"name":"c"}',
      'afterDestroy "c"',
    ])
  })

  test('can be skipped', async () => {
    const log: string[] = []
    const Dog = (await lift(logged(log))).model('Dog')

    await Dog.create({ name: 'a' }).fetch().meta({ skipAllLifecycleCallbacks: true })
    expect(log).toEqual([])
  })

  test('may change what is stored, within the rules', async () => {
    const rename = (to: unknown) => ({
      beforeCreate: (dog: Record<string, unknown>) => void (dog['name'] = to),
    })

    expect(
      await (await lift(logged([], rename('other')))).model('Dog').create({ name: 'a' }).fetch(),
    ).toMatchObject({ name: 'other' })
    const tooLong = (await lift(logged([], rename('far too long a name')))).model('Dog')
    await expect(tooLong.create({ name: 'a' })).rejects.toMatchObject({
      code: 'E_INVALID_NEW_RECORD',
    })
    expect(await tooLong.count()).toBe(0)
  })

  test('stop the query when they fail', async () => {
    const refuse = new Error('no dogs')
    const beforeCreate = (_dog: unknown, proceed: (error: Error) => void) => proceed(refuse)
    const Dog = (
      await lift(logged([], { beforeCreate, beforeDestroy: async () => Promise.reject(refuse) }))
    ).model('Dog')

    await expect(Dog.create({ name: 'a' })).rejects.toBe(refuse)
    await expect(Dog.destroy({ name: 'a' })).rejects.toBe(refuse)
  })

  test('one that never finishes is reported', async () => {
    const beforeCreate = (_dog: unknown, _proceed: unknown) => undefined
    const Dog = (await lift(logged([], { beforeCreate }), { callbackTimeoutMs: 20 })).model('Dog')

    await expect(Dog.create({ name: 'a' })).rejects.toMatchObject({ code: 'E_CALLBACK_TIMEOUT' })
  })
})

overEachDatabase('streams', (lift) => {
  const liftNumbers = async (count: number) => {
    const orm = await lift({
      Num: {
        attributes: {
          n: { type: 'number', allowNull: true },
          kin: { collection: 'num', via: 'of' },
          of: { model: 'num' },
        },
      },
    })
    const Num = orm.model('Num')
    await Num.createEach(
      Array.from({ length: count }, (_, index) => ({
        n: index % 3 === 0 ? null : index % 5,
        of: 1,
      })),
    )
    orm.statements()
    return { ...orm, Num }
  }
  const read = async (stream: AsyncIterable<unknown>) => {
    const ids: number[] = []
    for await (const record of stream) ids.push((record as { id: number }).id)
    return ids
  }

  test.each(['id', 'id DESC', 'n', 'n DESC', ['n DESC', 'id DESC']])(
    'sorted by %j give what find gives',
    async (sort) => {
      const { Num } = await liftNumbers(65)

      const order = Array.isArray(sort) ? sort : sort.startsWith('id') ? sort : [sort, 'id ASC']
      const expected = ((await Num.find().sort(order)) as { id: number }[]).map(({ id }) => id)
      expect(await read(Num.stream().sort(sort).meta({ batchSize: 7 }))).toEqual(expected)
      expect(await read(Num.stream().sort(sort).skip(3).limit(20).meta({ batchSize: 7 }))).toEqual(
        expected.slice(3, 23),
      )
    },
  )

  test('give records one by one, or in batches, and await what the function gives', async () => {
    const { Num, statements } = await liftNumbers(65)
    const sizes: number[] = []
    let [running, most, seen] = [0, 0, 0]

    await Num.stream().eachBatch(20, (records) => {
      sizes.push(records.length)
    })
    await Num.stream().eachRecord((): unknown => {
      seen++
      most = Math.max(most, ++running)
      return Promise.resolve().then(() => running--)
    })
    await Num.stream({ id: { '<': 4 } }).eachRecord((_record, proceed) => setImmediate(proceed))
    expect([sizes, seen, most]).toEqual([[20, 20, 20, 5], 65, 1])
    expect(statements()).toHaveLength(4 + 3 + 1)
  })

  test('skip nothing when records are destroyed or changed meanwhile', async () => {
    const { Num } = await liftNumbers(65)
    let seen = 0

    await Num.stream().eachRecord(async (record) => {
      seen++
      await Num.destroy((record as { id: number }).id)
    })
    expect([seen, await Num.count()]).toEqual([65, 0])
  })

  test('populate and select', async () => {
    const { Num } = await liftNumbers(35)
    let kin = 0

    for await (const record of Num.stream({ select: ['of'] })
      .sort('n')
      .populate('kin', { limit: 2 })
      .populate('of')) {
      kin += (record['kin'] as unknown[]).length
      expect(Object.keys(record).sort()).toEqual(['id', 'kin', 'of'])
    }
    expect(kin).toBe(2)
  })

  test('the first error ends them, and a function is needed', async () => {
    const { Num } = await liftNumbers(5)
    let seen = 0
    const fail = () => {
      seen++
      throw new Error('enough')
    }

    await expect(Num.stream().eachRecord(fail)).rejects.toThrow('enough')
    expect(seen).toBe(1)
    await expect(Num.stream()).rejects.toMatchObject({ code: 'E_INVALID_STREAM_ITERATEE' })
    await expect(Num.stream().eachRecord(fail).eachBatch(fail)).rejects.toMatchObject({
      code: 'E_INVALID_STREAM_ITERATEE',
    })
    await expect(Num.stream({ id: [] }).eachRecord(fail)).resolves.toBeUndefined()
    await expect(Num.find().meta({ batchSize: 5 })).rejects.toMatchObject({
      code: 'E_INVALID_META',
    })
  })
})
