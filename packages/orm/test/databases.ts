import net from 'node:net'

import { afterAll, afterEach, beforeAll, describe } from 'vitest'

import { type Orm, type OrmOptions, createOrm } from '../src/create-orm.ts'
import type { DatastoreConfig } from '../src/datastore/datastore-config.ts'
import type { DialectName } from '../src/dialect/dialect.ts'
import { type MigrationStrategy, autoMigrate } from '../src/migrate/auto-migrate.ts'
import type { Model } from '../src/query/model.ts'

/** What every model of the cases has, as `config/models` of a generated app says it. */
const DEFAULTS = {
  attributes: {
    createdAt: { type: 'number', autoCreatedAt: true },
    updatedAt: { type: 'number', autoUpdatedAt: true },
    id: { type: 'number', autoIncrement: true },
  },
  dataEncryptionKeys: { default: 'YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY=' },
}

/** Runs of the tests, and files of one run, may share a server: each process has its tables for itself. */
const DATABASE = `halyard_orm_${process.pid}_${process.env['VITEST_POOL_ID'] ?? 0}`

const CONFIGS: Readonly<Record<DialectName, DatastoreConfig>> = {
  sqlite: { adapter: 'sqlite', file: ':memory:' },
  postgresql: { url: `postgresql://postgres@127.0.0.1:5432/${DATABASE}` },
  mysql: { url: `mysql://root@127.0.0.1:3306/${DATABASE}` },
}

const SERVERS = {
  postgresql: { port: 5432, url: 'postgresql://postgres@127.0.0.1:5432/postgres' },
  mysql: { port: 3306, url: 'mysql://root@127.0.0.1:3306/mysql' },
}

export interface TestOrm extends Orm {
  readonly dialect: DialectName
  /** Texts that were logged as warnings. */
  readonly warnings: string[]
  /** A model by its global name. */
  readonly model: (globalId: string) => Model
  /** SQL that was sent since the last call. */
  readonly statements: () => string[]
}

interface MoreSettings {
  readonly datastores: Record<string, DatastoreConfig>
  /** @default 'drop' */
  readonly migrate: MigrationStrategy
  /** Merged into the settings of the default datastore. */
  readonly datastore: DatastoreConfig
}

/** Models with empty tables, or those that `migrate` leaves, in a database of the kind that the cases run on. */
export type Lift = (
  models: OrmOptions['models'],
  more?: Partial<OrmOptions['config'] & MoreSettings>,
) => Promise<TestOrm>

/** Makes something once, for all cases that only read it. */
export type Share = <Value>(make: () => Promise<Value>) => () => Promise<Value>

/** Runs the same cases on SQLite, PostgreSQL and MariaDB. What a case has lifted is closed after it. */
export function overEachDatabase(
  title: string,
  cases: (lift: Lift, share: Share, dialect: DialectName) => void,
): void {
  for (const dialect of ['sqlite', 'postgresql', 'mysql'] as const) {
    describe.skipIf(!isAvailable(dialect))(`${title} (${dialect})`, () => {
      const open = new Set<Orm>()
      const shared = new Set<Orm>()
      beforeAll(() => onServer(dialect, `create database ${DATABASE}`))
      afterEach(() => closeAll(open))
      afterAll(async () => {
        await closeAll(shared)
        const force = dialect === 'postgresql' ? ' with (force)' : ''
        await onServer(dialect, `drop database if exists ${DATABASE}${force}`)
      })
      const share: Share = (make) => {
        let made: ReturnType<typeof make> | undefined
        return () => (made ??= keep(make, open, shared))
      }
      cases((models, more) => liftOn(dialect, open, models, more), share, dialect)
    })
  }
}

async function keep<Value>(
  make: () => Promise<Value>,
  open: Set<Orm>,
  shared: Set<Orm>,
): Promise<Value> {
  const value = await make()
  for (const orm of open) shared.add(orm)
  open.clear()
  return value
}

const reachable = new Map(
  await Promise.all(
    Object.entries(SERVERS).map(
      async ([name, { port }]) => [name, await isReachable(port)] as const,
    ),
  ),
)

function isAvailable(dialect: DialectName): boolean {
  if (dialect === 'sqlite' || reachable.get(dialect)) return true
  if (process.env['REQUIRE_SERVICES'] === '1')
    throw new Error(`${dialect} does not run on this machine.`)
  return false
}

function isReachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function onServer(dialect: DialectName, sql: string): Promise<void> {
  if (dialect === 'sqlite') return
  const orm = await createOrm({
    models: {},
    datastores: { default: { url: SERVERS[dialect].url } },
  })
  await orm.sendNativeQuery(sql)
  await orm.close()
}

async function liftOn(
  dialect: DialectName,
  open: Set<Orm>,
  models: OrmOptions['models'],
  more: Parameters<Lift>[1] = {},
): Promise<TestOrm> {
  const sent: string[] = []
  const warnings: string[] = []
  const { datastores, datastore, migrate = 'drop', ...config } = more
  const orm = await createOrm({
    models,
    datastores: { default: { ...CONFIGS[dialect], ...datastore }, ...datastores },
    config: { defaults: DEFAULTS, onQuery: ({ sql }) => sent.push(sql), ...config },
    log: { warn: (message) => warnings.push(message), debug: () => undefined },
  })
  open.add(orm)
  await autoMigrate(orm, migrate)
  sent.length = 0
  return {
    ...orm,
    dialect,
    warnings,
    model: (name) => modelOf(orm, name),
    statements: () => sent.splice(0),
  }
}

function modelOf({ models }: Orm, globalId: string): Model {
  const model = models[globalId.toLowerCase()]
  if (model === undefined) throw new Error(`There is no model ${globalId}.`)
  return model
}

async function closeAll(open: Set<Orm>): Promise<void> {
  for (const orm of open) await orm.close()
  open.clear()
}
