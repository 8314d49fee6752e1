import type { Condition } from '../criteria/criteria.ts'
import { type CriteriaClauses, parseCriteria } from '../criteria/parse-criteria.ts'
import { UsageError } from '../errors.ts'
import type { ColumnAttribute } from '../schema/model-schema.ts'
import { readingContext } from './build-select.ts'
import { type Meta, toContext } from './meta.ts'
import type { Runtime } from './runtime.ts'
import { type AggregateName, aggregate } from './statements/aggregate.ts'
import { keyOf } from './statements/model-columns.ts'
import { readPlain } from './statements/read-plain.ts'
import { plainSelect } from './statements/select-query.ts'
import { refuseClauses } from './writing-criteria.ts'

/** How many records match. */
export async function count(
  runtime: Runtime,
  clauses: CriteriaClauses,
  meta: Meta,
): Promise<number> {
  const where = readWhere(runtime, clauses)
  if (where.kind === 'nothing') return 0
  return Number(await run(runtime, 'count', undefined, where, meta))
}

/** Whether any record matches. */
export async function exists(
  runtime: Runtime,
  clauses: CriteriaClauses,
  meta: Meta,
): Promise<boolean> {
  const where = readWhere(runtime, clauses)
  if (where.kind === 'nothing') return false
  const { criteria, ...select } = plainSelect(runtime.storage, where)
  const one = { ...criteria, limit: 1, select: [keyOf(runtime.model)] }
  const query = { ...select, criteria: one, caseInsensitive: meta.caseInsensitive === true }
  return (await readPlain(query, toContext(runtime, 'exists', meta))).length > 0
}

/**
 * `sum`, `avg`, `min` or `max` of a number. When nothing matches, sum and avg are 0, min and max `undefined`.
 * @throws {UsageError} `E_INVALID_NUMERIC_ATTR_NAME`; `E_NOOP` for avg when nothing can match.
 */
export async function calculate(
  runtime: Runtime,
  name: Exclude<AggregateName, 'count'>,
  attrName: unknown,
  clauses: CriteriaClauses,
  meta: Meta,
): Promise<number | undefined> {
  const attribute = numericAttribute(runtime, attrName)
  const where = readWhere(runtime, clauses)
  const none = name === 'sum' || name === 'avg' ? 0 : undefined
  if (where.kind === 'nothing' && name === 'avg') {
    throw new UsageError('E_NOOP', 'Criteria that no record can match have no average.', {
      modelIdentity: runtime.model.identity,
    })
  }
  if (where.kind === 'nothing') return none
  const result = await run(runtime, name, attribute, where, meta)
  return result === null ? none : Number(result)
}

function readWhere(runtime: Runtime, clauses: CriteriaClauses): Condition {
  const context = readingContext(runtime)
  refuseClauses(context, clauses, ['limit', 'skip', 'sort', 'select', 'omit'])
  return parseCriteria(context, clauses).where
}

function run(
  runtime: Runtime,
  name: AggregateName,
  attribute: ColumnAttribute | undefined,
  where: Condition,
  meta: Meta,
): Promise<unknown> {
  const context = toContext(runtime, name, meta)
  return aggregate(runtime.storage, context, name, attribute, where, meta.caseInsensitive === true)
}

function numericAttribute({ model }: Runtime, attrName: unknown): ColumnAttribute {
  const attribute = typeof attrName === 'string' ? model.attributes.get(attrName) : undefined
  const isNumber = attribute?.kind === 'column' && attribute.type === 'number'
  if (isNumber && attribute.references === undefined && !attribute.encrypt) return attribute
  throw new UsageError(
    'E_INVALID_NUMERIC_ATTR_NAME',
    `\`${String(attrName)}\` is no attribute of the type number of the model \`${model.identity}\`.`,
    { modelIdentity: model.identity },
  )
}
