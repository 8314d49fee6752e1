import {
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

/** A Kysely that writes SQL for a database and has no connection to one. */
function createCompiler(name: DialectName): Kysely<Record<string, Record<string, unknown>>> {
  const [Adapter, Introspector, QueryCompiler] = PARTS[name]
  return new Kysely({
    dialect: {
      createAdapter: () => new Adapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new Introspector(db),
      createQueryCompiler: () => new QueryCompiler(),
    },
  })
}

/** `compile` of a `Dialect`. */
export function compileWith(name: DialectName): (fragment: Fragment) => CompiledSql {
  const compiler = createCompiler(name)
  return (fragment) => {
    const { sql, parameters } = fragment.compile(compiler)
    return { sql, params: parameters }
  }
}
