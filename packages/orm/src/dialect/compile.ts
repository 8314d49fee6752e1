import {
  type Dialect as KyselyDialect,
  DummyDriver,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

import type { CompiledSql, DialectName } from './dialect.ts'
import type { Fragment } from './fragment.ts'

const PARTS = {
  sqlite: [SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler],
  postgresql: [PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler],
  mysql: [MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler],
} as const

/** What Kysely needs to write SQL for a database. */
export function dialectParts(name: DialectName): Omit<KyselyDialect, 'createDriver'> {
  const [Adapter, Introspector, QueryCompiler] = PARTS[name]
  return {
    createAdapter: () => new Adapter(),
    createIntrospector: (db) => new Introspector(db),
    createQueryCompiler: () => new QueryCompiler(),
  }
}

/** `compile` of a `Dialect`. */
export function compileWith(name: DialectName): (fragment: Fragment) => CompiledSql {
  // It has no connection to a database.
  const compiler = new Kysely({
    dialect: { ...dialectParts(name), createDriver: () => new DummyDriver() },
  })
  return (fragment) => {
    const { sql, parameters } = fragment.compile(compiler)
    return { sql, params: parameters }
  }
}
