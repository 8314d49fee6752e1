import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { describe, expect, onTestFinished, test } from 'vitest'

import type { OrmOptions } from '../src/create-orm.ts'
import type { DatastoreConfig } from '../src/datastore/datastore-config.ts'
import { autoMigrate } from '../src/migrate/auto-migrate.ts'
import { type TestOrm, overEachDatabase } from './databases.ts'

type Attributes = Record<string, unknown>
type Models = OrmOptions['models']

const note = (attributes: Attributes): Models => ({ Note: { attributes } })

overEachDatabase('alter', (lift, _share, dialect) => {
  /** A database that outlives the models: one version of them after the other works with it. */
  function versions(more: DatastoreConfig = {}) {
    const folder = mkdtempSync(path.join(tmpdir(), 'halyard-orm-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = dialect === 'sqlite' ? { file: path.join(folder, 'test.db') } : {}
    const datastore = { ...file, ...more }
    return {
      first: (models: Models) => lift(models, { datastore }),
      next: (models: Models) => lift(models, { datastore, migrate: 'alter' }),
    }
  }

  async function refusal(lifting: Promise<unknown>) {
    return lifting.then(
      () => undefined,
      (error: unknown) => error,
    )
  }

  /** SQL with names in the quotes of the database. */
  function native(orm: TestOrm, sql: string) {
    const text = dialect === 'mysql' ? sql.replaceAll('"', '`') : sql
    return orm.sendNativeQuery(text)
  }

  test('models whose tables are right send no change', async () => {
    const { first } = versions()
    const orm = await first({
      User: {
        attributes: {
          name: { type: 'string', required: true },
          email: { type: 'string', unique: true, allowNull: true },
          score: 'number',
          size: { type: 'number', isInteger: true },
          isAdmin: 'boolean',
          data: 'json',
          image: 'ref',
          secret: { type: 'string', encrypt: true },
          seen: { type: 'ref', autoUpdatedAt: true },
          short: { type: 'string', columnType: 'VARCHAR (40)' },
          groups: { collection: 'group', via: 'users' },
        },
      },
      Group: {
        attributes: { users: { collection: 'user', via: 'groups' }, owner: { model: 'user' } },
      },
    })

    orm.statements()
    await autoMigrate(orm, 'alter')

    expect(
      orm.statements().filter((sql) => /^(?:create|alter|drop|update|insert)/u.test(sql)),
    ).toEqual([])
  })

  test('new attributes get a column, and records that are there the value of a new one', async () => {
    const { first, next } = versions()
    const old = (await first(note({ text: 'string' }))).model('Note')
    await old.createEach([{ text: 'a' }, { text: 'b' }])

    const Note = (
      await next(
        note({
          text: 'string',
          stars: { type: 'number', defaultsTo: 0.1 },
          title: 'string',
          isOpen: 'boolean',
          tags: { type: 'json', defaultsTo: ['new'] },
          parent: { model: 'note' },
          code: { type: 'string', unique: true, allowNull: true },
        }),
      )
    ).model('Note')

    const same = { stars: 0.1, title: '', isOpen: false, tags: ['new'], parent: null, code: null }
    expect(await Note.find().sort('id')).toMatchObject([
      { id: 1, text: 'a', ...same },
      { id: 2, text: 'b', ...same },
    ])
    await Note.create({ text: 'c', code: 'x' })
    await expect(Note.create({ text: 'd', code: 'x' })).rejects.toMatchObject({ code: 'E_UNIQUE' })
  })

  test('what no model wants any more stays: columns with their values, indexes, tables', async () => {
    const { first, next } = versions()
    const orm = await first({
      ...note({ text: 'string', old: { type: 'string', required: true } }),
      Other: { attributes: { name: 'string' } },
    })
    await orm.model('Note').create({ text: 'a', old: 'kept' })
    await orm.model('Other').create({ name: 'kept' })
    await native(orm, 'create index "by_hand" on "note" ("createdAt")')

    const later = await next(note({ text: 'string', more: 'string' }))
    await later.model('Note').create({ text: 'b' })

    const { rows } = await native(later, 'select "old" from "note" order by "id"')
    expect(rows).toEqual([{ old: 'kept' }, { old: null }])
    expect((await native(later, 'select "name" from "other"')).rows).toEqual([{ name: 'kept' }])
    await native(
      later,
      dialect === 'mysql' ? 'drop index "by_hand" on "note"' : 'drop index "by_hand"',
    )
  })

  test('an attribute that is another type takes its values along where they fit', async () => {
    const { first, next } = versions()
    const old = (await first(note({ a: 'number', b: 'string', c: 'string' }))).model('Note')
    await old.create({ a: 5, b: '42', c: 'text' })

    const Note = (await next(note({ a: 'string', b: 'number', c: 'json' }))).model('Note')
    await Note.create({ a: 'x', b: 1.5, c: { d: 1 } })

    expect(await Note.find().sort('id')).toMatchObject([
      { a: '5', b: 42, c: 'text' },
      { a: 'x', b: 1.5, c: { d: 1 } },
    ])
  })

  test('what does not fit is refused, all in one report, and everything is as it was', async () => {
    const { first, next } = versions()
    const orm = await first(
      note({ a: 'string', b: 'string', c: { type: 'string', allowNull: true } }),
    )
    const records = await orm
      .model('Note')
      .createEach([
        { a: 'abc', b: 'same', c: null },
        { a: '1', b: 'same', c: 'x' },
      ])
      .fetch()

    const error = await refusal(
      next({
        ...note({
          a: 'number',
          b: { type: 'string', unique: true },
          c: { type: 'string', required: true },
          d: { type: 'string', required: true },
          e: { type: 'string', unique: true },
        }),
        Fresh: { attributes: { name: 'string' } },
      }),
    )

    expect(error).toMatchObject({ name: 'MigrationRefusedError', code: 'E_MIGRATION_REFUSED' })
    const { problems, message } = error as { problems: { attrName: string }[]; message: string }
    expect(problems.map(({ attrName }) => attrName).sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(message).not.toContain('abc')
    expect(await orm.model('Note').find().sort('id')).toEqual(records)
    await expect(native(orm, 'select * from "fresh"')).rejects.toMatchObject({
      code: 'E_QUERY_FAILED',
    })
  })

  test('a number with a fraction is no integer, and an integer of 53 bits stays exact', async () => {
    const { first, next } = versions()
    const orm = await first(note({ a: 'number', b: { type: 'number', isInteger: true } }))
    const Note = orm.model('Note')
    await Note.create({ a: 1_234_567.891, b: Number.MAX_SAFE_INTEGER })

    const error = await refusal(
      next(note({ a: { type: 'number', columnType: 'bigint' }, b: 'number' })),
    )
    if (dialect !== 'sqlite') expect(error).toMatchObject({ code: 'E_MIGRATION_REFUSED' })
    const later = await next(note({ a: 'number', b: 'number' }))
    expect(await later.model('Note').findOne(1)).toMatchObject({
      a: 1_234_567.891,
      b: Number.MAX_SAFE_INTEGER,
    })
  })

  test('an attribute becomes unique and required, and neither again', async () => {
    const { first, next } = versions()
    await (
      await first(note({ a: { type: 'string', allowNull: true } }))
    )
      .model('Note')
      .create({ a: 'x' })

    const strict = await next(note({ a: { type: 'string', required: true, unique: true } }))
    await expect(strict.model('Note').create({ a: 'x' })).rejects.toMatchObject({
      code: 'E_UNIQUE',
    })
    await expect(native(strict, 'update "note" set "a" = null')).rejects.toMatchObject({
      code: 'E_QUERY_FAILED',
    })

    const Note = (await next(note({ a: { type: 'string', allowNull: true } }))).model('Note')
    await Note.createEach([{ a: 'x' }, { a: null }])
    expect(await Note.count()).toBe(3)
  })

  test('texts of every script and bytes survive a change of their table', async () => {
    const { first, next } = versions()
    const text = 'ä \u{1F600} 漢字 \\ \' "'
    const bytes = Buffer.from([0, 1, 254, 255])
    const columnType = { sqlite: 'blob', postgresql: 'bytea', mysql: 'longblob' }[dialect]
    const kept = { text, plain: { type: 'ref' }, image: { type: 'ref', columnType } }
    const attributes = { ...kept, text: 'string' as unknown, n: 'string' as unknown }
    await (
      await first(note(attributes))
    )
      .model('Note')
      .create({ text, plain: bytes, image: bytes, n: '7' })

    const Note = (await next(note({ ...attributes, n: 'number', more: 'string' }))).model('Note')

    expect(await Note.findOne(1)).toMatchObject({ text, plain: bytes, image: bytes, n: 7 })
  })

  test('references and junctions have indexes, and a link is there once only', async () => {
    const { first } = versions()
    const orm = await first({
      User: { attributes: { groups: { collection: 'group', via: 'users' } } },
      Group: { attributes: { users: { collection: 'user', via: 'groups' } } },
    })
    const table = 'group_users__user_groups'
    const insert = `insert into "${table}" ("group_users", "user_groups") values (1, 2)`
    await native(orm, insert)

    await expect(native(orm, insert)).rejects.toMatchObject({
      footprint: { identity: 'notUnique' },
    })
  })

  test('keys go on behind the last one, also of records that came by another way', async () => {
    const { first, next } = versions()
    const orm = await first(note({ text: 'string' }))
    await native(
      orm,
      `insert into "note" ("id", "text", "createdAt", "updatedAt") values (7, 'a', 0, 0)`,
    )

    const Note = (await next(note({ text: 'string' }))).model('Note')

    expect(await Note.create({ text: 'b' }).fetch()).toMatchObject({ id: 8 })
  })

  test('another primary key is refused while there are records, and taken when there are none', async () => {
    const { first, next } = versions()
    const byName = {
      Note: {
        primaryKey: 'code',
        attributes: { id: false, code: { type: 'string', required: true } },
      },
    }
    const orm = await first(note({ text: 'string' }))
    await orm.model('Note').create({ text: 'a' })

    expect(await refusal(next(byName))).toMatchObject({
      code: 'E_MIGRATION_REFUSED',
      problems: [{ model: 'note', attrName: 'code' }, { attrName: 'code' }],
    })
    await orm.model('Note').destroy({})
    const Note = (await next(byName)).model('Note')
    expect(await Note.create({ code: 'x' }).fetch()).toMatchObject({ code: 'x' })
  })

  test('foreign keys are made where the datastore asks for them', async () => {
    const { first } = versions({ foreignKeys: true })
    const orm = await first({
      User: { attributes: { groups: { collection: 'group' } } },
      Group: { attributes: { owner: { model: 'user' } } },
    })
    await orm.model('User').create({ id: 1 })
    await orm.model('Group').create({ id: 1, owner: 1 })

    await expect(orm.model('Group').create({ owner: 2 })).rejects.toMatchObject({
      code: 'E_FOREIGN_KEY',
    })
    await autoMigrate(orm, 'drop')
  })

  test('a table whose column is made stricter keeps the rest: views, defaults, how texts compare', async () => {
    const { first, next } = versions()
    const orm = await first(note({ a: { type: 'string', unique: true, allowNull: true } }))
    await native(orm, `alter table "note" add column "by_hand" integer default 7`)
    await native(orm, 'create view "notes" as select * from "note"')
    await orm.model('Note').createEach([{ a: 'x' }, { a: 'X' }])

    const later = await next(note({ a: { type: 'string', unique: true, required: true } }))
    await later.model('Note').create({ a: '\u00fc' })
    await later.model('Note').create({ a: '\u00dc' })

    const { rows } = await native(later, 'select "by_hand" from "notes"')
    expect(rows.map((row) => Number(row['by_hand']))).toEqual([7, 7, 7, 7])
    await native(later, 'drop view "notes"')
  })

  test.runIf(dialect === 'sqlite')(
    'a table that cannot be made anew without a loss is left to its owner',
    async () => {
      const { first, next } = versions()
      const orm = await first({})
      await native(
        orm,
        `create table "note" ("id" integer primary key autoincrement, "createdAt" integer,
      "updatedAt" integer, "a" text check ("a" <> ''))`,
      )
      await native(orm, `insert into "note" ("a") values ('x')`)

      expect(await refusal(next(note({ a: { type: 'string', required: true } })))).toMatchObject({
        code: 'E_MIGRATION_REFUSED',
        problems: [{ model: 'note', found: expect.stringContaining('CHECK') }],
      })
    },
  )

  test('views, and tables of models that say `safe`, are left alone', async () => {
    const { first, next } = versions()
    const orm = await first(note({ text: 'string' }))
    await orm.model('Note').create({ text: 'a' })
    await native(orm, 'create view "seen" as select * from "note"')

    const later = await next({
      Note: { migrate: 'safe', attributes: { text: 'string', missing: 'string' } },
      Seen: { attributes: { text: 'string', more: 'number' } },
    })

    await expect(later.model('Note').find()).rejects.toMatchObject({ code: 'E_FAILED_QUERY' })
    expect(await later.model('Seen').find({ select: ['text'] })).toMatchObject([{ text: 'a' }])
    await native(later, 'drop view "seen"')
  })

  test('a change that the database refuses leaves the records as they were', async () => {
    const { first, next } = versions()
    const orm = await first(note({ text: 'string' }))
    await orm.model('Note').create({ text: 'a' })

    const error = await refusal(
      next(note({ text: 'string', more: { type: 'string', columnType: 'no such type (' } })),
    )

    expect(error).toMatchObject({ name: 'MigrationFailedError', code: 'E_MIGRATION_FAILED' })
    expect(await orm.model('Note').findOne(1)).toMatchObject({ text: 'a' })
  })

  // SQLite waits for another process without letting this one go on: two connections of one process cannot be tried.
  test.skipIf(dialect === 'sqlite')(
    'two processes that lift at once change the tables once',
    async () => {
      const { first, next } = versions()
      await (await first(note({ text: 'string' }))).model('Note').create({ text: 'a' })
      const models = note({ text: 'string', more: { type: 'string', defaultsTo: 'x' } })

      const [one] = await Promise.all([next(models), next(models)])

      expect(await one.model('Note').find()).toMatchObject([{ text: 'a', more: 'x' }])
    },
  )

  describe('tables that Sails has made', () => {
    test('are taken over with their records', async () => {
      const { first, next } = versions()
      const orm = await first({})
      const [id, number, text] = {
        sqlite: ['integer primary key', 'float', 'text'],
        postgresql: ['serial primary key', 'real', 'text'],
        mysql: ['int not null auto_increment primary key', 'float', 'varchar(255)'],
      }[dialect] as [string, string, string]
      await native(orm, 'drop table if exists "note"')
      await native(
        orm,
        `create table "note" ("createdAt" bigint, "updatedAt" bigint, "id" ${id}, "n" ${number}, "t" ${text})`,
      )
      await native(orm, `insert into "note" ("n", "t") values (0.5, 'a')`)

      const Note = (await next(note({ n: 'number', t: 'string' }))).model('Note')

      expect(await Note.create({ n: 16_777_217, t: 'b' }).fetch()).toMatchObject({
        id: 2,
        n: 16_777_217,
      })
      expect(await Note.findOne(1)).toMatchObject({ n: 0.5, t: 'a' })
    })
  })
})

overEachDatabase('other strategies', (lift) => {
  test('`safe` sends nothing', async () => {
    const orm = await lift({ Note: { attributes: { text: 'string' } } }, { migrate: 'safe' })

    expect(orm.statements()).toEqual([])
  })

  test('`drop` makes the tables anew, and they are empty', async () => {
    const orm = await lift({ Note: { attributes: { text: 'string' } } })
    await orm.model('Note').create({ text: 'a' })

    await autoMigrate(orm, 'drop')

    expect(await orm.model('Note').create({ text: 'b' }).fetch()).toMatchObject({ id: 1 })
    expect(await orm.model('Note').count()).toBe(1)
  })
})
