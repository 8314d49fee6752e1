import type { Condition } from '../../criteria/criteria.ts'
import { type Fragment, sql } from '../../dialect/fragment.ts'
import type { ColumnAttribute } from '../../schema/model-schema.ts'
import { compileAggregate } from './compile-write.ts'
import { prepareQuery } from './prepared-query.ts'
import type { QueryContext } from './query-context.ts'
import { findOrPrepare, runQuery } from './run-query.ts'
import { Shape } from './shape.ts'
import type { Storage } from './storage.ts'

export type AggregateName = 'count' | 'sum' | 'avg' | 'min' | 'max'

/** One number of all rows that match, `null` when there is none to give. */
export async function aggregate(
  storage: Storage,
  context: QueryContext,
  name: AggregateName,
  attribute: ColumnAttribute | undefined,
  where: Condition,
  caseInsensitive: boolean,
): Promise<unknown> {
  const shape = new Shape()
  shape.key = `${name}${caseInsensitive ? '/i' : ''}:${attribute?.name ?? ''}:`
  shape.condition(storage, where)
  const query = findOrPrepare(storage, shape.key, () =>
    prepareQuery(
      storage,
      compileAggregate(storage, toExpression(name, attribute), where, caseInsensitive),
      {
        kind: 'read',
        givesRows: true,
      },
    ),
  )
  const { rows } = await runQuery(storage, context, query, shape.values)
  return rows[0]?.['result'] ?? null
}

function toExpression(name: AggregateName, attribute: ColumnAttribute | undefined): Fragment {
  const of = attribute === undefined ? sql.raw('*') : sql.id(attribute.columnName)
  return sql`${sql.raw(name)}(${of})`
}
