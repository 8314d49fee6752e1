/**
 * CPU of the ORM beside the raw prepared driver, in interleaved rounds of one run: `node bench/orm/measure.mjs [sqlite]
 * [postgresql]` after a build. PostgreSQL has to listen on 127.0.0.1:5432.
 */
import { rmSync } from 'node:fs'

import { Pool } from 'pg'

import { createTables } from '../../packages/orm/dist/create-tables.js'
import { createOrm } from '../../packages/orm/dist/index.js'

const ROUNDS = 7
const MODELS = {
  user: {
    attributes: {
      id: { type: 'number', autoIncrement: true },
      createdAt: { type: 'number', autoCreatedAt: true },
      updatedAt: { type: 'number', autoUpdatedAt: true },
      name: 'string',
      email: 'string',
      age: 'number',
      group: { model: 'user' },
      friends: { collection: 'user', via: 'friendOf' },
      friendOf: { collection: 'user', via: 'friends' },
    },
  },
}
const COLUMNS = ['id', 'createdAt', 'updatedAt', 'name', 'email', 'age', 'group']
  .map((name) => `"${name}"`)
  .join(', ')

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** Microseconds of CPU for each call: the least of the rounds. */
async function compare(title, count, raw, ours) {
  const least = { raw: Infinity, ours: Infinity }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries({ raw, ours })) {
      const start = cpu()
      for (let index = 0; index < count; index++) await run(index)
      least[name] = Math.min(least[name], (cpu() - start) / count)
    }
  }
  const ratio = (least.ours / least.raw).toFixed(2)
  console.log(
    `${title.padEnd(40)} raw ${least.raw.toFixed(1).padStart(8)} µs   ours ${least.ours.toFixed(1).padStart(8)} µs   ${ratio}x`,
  )
}

const DATABASES = {
  async sqlite() {
    const file = '/tmp/halyard-bench-orm.db'
    rmSync(file, { force: true })
    const orm = await createOrm({ models: MODELS, datastores: { default: { file } } })
    const prepared = new Map()
    let db
    const query = async (sql, params) => {
      db ??= orm.getDatastore().manager
      const text = sql.replaceAll(/\$\d+/g, '?')
      let statement = prepared.get(text)
      if (statement === undefined) prepared.set(text, (statement = db.prepare(text)))
      return statement.all(params)
    }
    return { orm, query, close: () => undefined }
  },
  async postgresql() {
    const url = 'postgresql://postgres@127.0.0.1:5432/postgres'
    const admin = new Pool({ connectionString: url })
    await admin.query('create database halyard_bench_orm').catch(() => undefined)
    await admin.end()
    const own = url.replace(/postgres$/, 'halyard_bench_orm')
    const orm = await createOrm({ models: MODELS, datastores: { default: { url: own } } })
    const pool = new Pool({ connectionString: own })
    const names = new Map()
    const query = async (text, values) => {
      if (!names.has(text)) names.set(text, `raw${names.size}`)
      return (await pool.query({ name: names.get(text), text, values })).rows
    }
    return { orm, query, close: () => pool.end() }
  },
}

async function run(name) {
  const { orm, query, close } = await DATABASES[name]()
  const { user: User } = orm.models
  for (const datastore of orm.datastores.values())
    await createTables(datastore, orm.schemas.values())
  await orm.sendNativeQuery('create index user_group on "user" ("group")')
  await orm.sendNativeQuery(
    `create index links on "${[...orm.schemas.values()].find((m) => m.junction).tableName}" ("user_friends")`,
  )
  const list = Array.from({ length: 10_000 }, (_, index) => ({
    name: `n${index}`,
    email: `${index}@x.org`,
    age: index % 90,
    group: (index % 667) + 1,
  }))
  await User.createEach(list)
  for (let id = 1; id <= 100; id++)
    await User.addToCollection(
      id,
      'friends',
      Array.from({ length: 15 }, (_, index) => ((id * 7 + index * 13) % 9_999) + 1),
    )
  const junction = [...orm.schemas.values()].find((m) => m.junction)
  const sides = orm.schemas.get('user').attributes.get('friends').storage
  const n = name === 'sqlite' ? 3_000 : 600
  const now = 1_700_000_000_000
  console.log(name)
  await compare(
    'find 15 by indexed key',
    n,
    (i) => query(`select ${COLUMNS} from "user" where "group" = $1`, [(i % 667) + 1]),
    (i) => User.find({ group: (i % 667) + 1 }),
  )
  await compare(
    'findOne by key',
    n,
    (i) => query(`select ${COLUMNS} from "user" where "id" = $1`, [i + 1]),
    (i) => User.findOne(i + 1),
  )
  await compare(
    'create with fetch',
    n,
    (i) =>
      query(
        `insert into "user" ("createdAt", "updatedAt", "name", "email", "age", "group") values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
        [now, now, 'x', 'y@x.org', i, null],
      ),
    (i) => User.create({ name: 'x', email: 'y@x.org', age: i, group: null }).fetch(),
  )
  const hundred = list.slice(0, 100)
  const places = hundred
    .map((_, row) => `(${[1, 2, 3, 4, 5, 6].map((c) => `$${row * 6 + c}`).join(', ')})`)
    .join(', ')
  await compare(
    'createEach 100',
    n / 20,
    () =>
      query(
        `insert into "user" ("createdAt", "updatedAt", "name", "email", "age", "group") values ${places} returning "id"`,
        hundred.flatMap((u) => [now, now, u.name, u.email, u.age, u.group]),
      ),
    () => User.createEach(hundred),
  )
  const json = name === 'sqlite' ? 'json_group_array(json_array(' : 'json_agg(json_build_array('
  const friends = `select u."id", u."name", (select ${json}c."id", c."createdAt", c."updatedAt", c."name", c."email", c."age", c."group")) from "${junction.tableName}" j join "user" c on c."id" = j."${sides.childKey}" where j."${sides.parentKey}" = u."id") as friends from "user" u where u."id" = $1`
  await compare(
    'populate many-to-many, 15',
    n / 2,
    async (i) => {
      const [row] = await query(friends, [(i % 100) + 1])
      const rows = typeof row.friends === 'string' ? JSON.parse(row.friends) : row.friends
      row.friends = rows.map((r) => ({
        id: r[0],
        createdAt: r[1],
        updatedAt: r[2],
        name: r[3],
        email: r[4],
        age: r[5],
        group: r[6],
      }))
      return row
    },
    (i) => User.findOne({ where: { id: (i % 100) + 1 }, select: ['name'] }).populate('friends'),
  )
  await orm.close()
  await close()
}

for (const name of process.argv.slice(2).length > 0
  ? process.argv.slice(2)
  : Object.keys(DATABASES))
  await run(name)
