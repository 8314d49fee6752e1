import type { Row } from '../../datastore/driver.ts'
import { compileSelect, shapeOfSelect } from './compile-select.ts'
import { type PreparedQuery, prepareQuery } from './prepared-query.ts'
import type { QueryContext } from './query-context.ts'
import { type RowReader, createRowReader } from './read-rows.ts'
import { findOrPrepare, runQuery } from './run-query.ts'
import type { SelectQuery } from './select-query.ts'

interface PreparedSelect {
  readonly query: PreparedQuery
  readonly read: RowReader
}

/** Without what is populated from other datastores, and as it is stored. */
export async function readPlain(select: SelectQuery, context: QueryContext): Promise<Row[]> {
  const { storage } = select
  const shape = shapeOfSelect(select)
  const prepared = findOrPrepare<PreparedSelect>(storage, shape.key, () => ({
    query: prepareQuery(storage, compileSelect(select), { kind: 'read', givesRows: true }),
    read: createRowReader(select),
  }))
  const { rows } = await runQuery(storage, context, prepared.query, shape.values)
  return prepared.read(rows)
}
