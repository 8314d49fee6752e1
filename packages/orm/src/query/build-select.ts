import type { Criteria } from '../criteria/criteria.ts'
import {
  CLAUSE_NAMES,
  type CriteriaClauses,
  parseCriteria,
  toClauses,
} from '../criteria/parse-criteria.ts'
import { type CriteriaContext, criteriaError, isPlainObject, show } from '../criteria/problem.ts'
import type {
  AttributeSchema,
  CollectionAttribute,
  ColumnAttribute,
} from '../schema/model-schema.ts'
import { type Runtime, runtimeOf } from './runtime.ts'
import { columnOf, keyOf } from './statements/model-columns.ts'
import type { NestedQuery, SelectQuery } from './statements/select-query.ts'
import type { Storage } from './statements/storage.ts'

/** What is to be populated: `true`, or criteria for the records of an association, by its name. */
export type Populates = ReadonlyMap<string, unknown>

/** How deep populates may be nested. */
const MAX_DEPTH = 8

/**
 * A reading query, checked and complete.
 * @throws {UsageError} `E_INVALID_CRITERIA`, `E_INVALID_POPULATES`
 */
export function buildSelect(
  runtime: Runtime,
  clauses: CriteriaClauses,
  populates: Populates,
  caseInsensitive: boolean,
): SelectQuery {
  const context = readingContext(runtime)
  const criteria = parseCriteria(context, clauses)
  return withPopulates(runtime, criteria, populates, caseInsensitive, 0)
}

/** How criteria of reading methods are read. */
export function readingContext({ model, settings }: Runtime): CriteriaContext {
  return { model, isWrite: false, isStrict: settings.isStrict, warn: settings.warn }
}

function withPopulates(
  runtime: Runtime,
  criteria: Criteria,
  populates: Populates,
  caseInsensitive: boolean,
  depth: number,
): SelectQuery {
  const query = { storage: runtime.storage, criteria, caseInsensitive }
  if (populates.size === 0) return { ...query, nested: [], separate: [], empty: [] }
  const nested: NestedQuery[] = []
  const separate: NestedQuery[] = []
  const empty: (CollectionAttribute | ColumnAttribute)[] = []
  for (const [name, subcriteria] of populates) {
    const child = buildNested(runtime, criteria, name, subcriteria, caseInsensitive, depth)
    if (matchesNothing(child.query.criteria)) empty.push(child.attribute)
    else if (isNear(runtime.storage, child)) nested.push(child)
    else separate.push(child)
  }
  return { ...query, nested, separate, empty }
}

/** Criteria that no record can match: no statement is sent. */
export function matchesNothing({ where, limit }: Criteria): boolean {
  return where.kind === 'nothing' || limit === 0
}

function isNear({ datastore }: Storage, { query, junction }: NestedQuery): boolean {
  const isJunctionNear = junction === undefined || junction.datastore === datastore
  return query.storage.datastore === datastore && isJunctionNear
}

function buildNested(
  runtime: Runtime,
  criteria: Criteria,
  name: string,
  subcriteria: unknown,
  caseInsensitive: boolean,
  depth: number,
): NestedQuery {
  const context: CriteriaContext = { ...readingContext(runtime), code: 'E_INVALID_POPULATES' }
  if (depth >= MAX_DEPTH)
    throw criteriaError(context, `Populates are nested more than ${MAX_DEPTH} deep.`)
  const attribute = associationOf(context, name)
  checkOwnCriteria(context, criteria, attribute)
  const child = runtimeOf(
    runtime,
    attribute.kind === 'column' ? String(attribute.references) : attribute.collection,
  )
  const { clauses, populates } = readSubcriteria(context, child, attribute, subcriteria)
  const parsed = parseCriteria({ ...readingContext(child), code: 'E_INVALID_POPULATES' }, clauses)
  const query = withPopulates(
    child,
    withReference(child, attribute, parsed),
    populates,
    caseInsensitive,
    depth + 1,
  )
  const junction = junctionOf(runtime, attribute)
  return { attribute, query, ...(junction && { junction }) }
}

function associationOf(
  context: CriteriaContext,
  name: string,
): CollectionAttribute | ColumnAttribute {
  const attribute = context.model.attributes.get(name)
  if (attribute !== undefined && isAssociation(attribute)) return attribute
  const known = [...context.model.attributes.values()].filter(isAssociation).map((one) => one.name)
  throw criteriaError(
    context,
    `\`${name}\` is no association of the model \`${context.model.identity}\`. ` +
      (known.length > 0 ? `It has: ${known.join(', ')}.` : 'It has none.'),
  )
}

export function isAssociation(attribute: AttributeSchema): boolean {
  return attribute.kind === 'collection' || attribute.references !== undefined
}

function checkOwnCriteria(
  context: CriteriaContext,
  { sort }: Criteria,
  attribute: CollectionAttribute | ColumnAttribute,
): void {
  if (sort.some((item) => item.attribute === attribute)) {
    throw criteriaError(
      context,
      `\`${attribute.name}\` is populated, so that records cannot be sorted by it.`,
    )
  }
}

/** Sub-criteria in clauses, and what is to be populated in the records that they find. */
function readSubcriteria(
  context: CriteriaContext,
  child: Runtime,
  attribute: CollectionAttribute | ColumnAttribute,
  subcriteria: unknown,
): { clauses: CriteriaClauses; populates: Populates } {
  if (subcriteria === undefined || subcriteria === true)
    return { clauses: {}, populates: new Map() }
  if (!isPlainObject(subcriteria)) {
    throw criteriaError(
      context,
      `The criteria for \`${attribute.name}\` are ${show(subcriteria)}, and must be a dictionary.`,
    )
  }
  const { populate, ...rest } = subcriteria
  const clauses = toClauses({ ...readingContext(child), code: 'E_INVALID_POPULATES' }, rest)
  const refused =
    attribute.kind === 'column' &&
    CLAUSE_NAMES.slice(0, 4).find((clause) => clauses[clause] !== undefined)
  if (refused && Object.keys(rest).length > 0) {
    throw criteriaError(
      context,
      `\`${attribute.name}\` refers to one record, so that there is nothing to choose by \`${refused}\`. ` +
        'Only `select`, `omit` and `populate` are possible.',
    )
  }
  return {
    clauses: Object.keys(rest).length === 0 ? {} : clauses,
    populates: toPopulates(context, populate),
  }
}

/**
 * `'pets'`, `['pets', 'friends']` or `{ pets: { limit: 3 }, friends: true }`; `false` for an association is none.
 * @throws {UsageError} `E_INVALID_POPULATES`
 */
export function toPopulates(context: CriteriaContext, populate: unknown): Map<string, unknown> {
  if (populate === undefined) return new Map()
  if (typeof populate === 'string') return new Map([[populate, true]])
  if (Array.isArray(populate)) return new Map(populate.map((name) => [String(name), true]))
  if (isPlainObject(populate))
    return new Map(Object.entries(populate).filter(([, criteria]) => criteria !== false))
  throw criteriaError(
    { ...context, code: 'E_INVALID_POPULATES' },
    `They are ${show(populate)}. Give a name, an array of names, or a dictionary.`,
  )
}

/** Children have the reference to their parent also when other attributes were selected. */
function withReference(
  child: Runtime,
  attribute: CollectionAttribute | ColumnAttribute,
  criteria: Criteria,
): Criteria {
  const { select } = criteria
  if (select === undefined || attribute.kind === 'column' || attribute.storage.kind !== 'child')
    return criteria
  const reference = columnOf(child.model, attribute.storage.foreignKey)
  return select.includes(reference) ? criteria : { ...criteria, select: [...select, reference] }
}

function junctionOf(
  runtime: Runtime,
  attribute: CollectionAttribute | ColumnAttribute,
): Storage | undefined {
  if (attribute.kind === 'column' || attribute.storage.kind === 'child') return undefined
  return runtimeOf(runtime, attribute.storage.junction).storage
}

/** Criteria for the records with these keys. */
export function whereKeys({ model }: Storage, keys: readonly unknown[]): Criteria['where'] {
  if (keys.length === 0) return { kind: 'nothing' }
  return { kind: 'in', attribute: keyOf(model), not: false, values: keys }
}
