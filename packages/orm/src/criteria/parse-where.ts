import type { ColumnAttribute } from '../schema/model-schema.ts'
import { columnAttribute } from './attributes.ts'
import { toComparisonValue } from './comparison-value.ts'
import { type Condition, EVERYTHING, NOTHING, allOf, anyOf } from './criteria.ts'
import {
  OPERATOR_NAMES,
  type Operator,
  findOperator,
  isCompareOperator,
  isOrdering,
} from './operators.ts'
import { type CriteriaContext, criteriaError, isPlainObject, show } from './problem.ts'

/** How deep `and` and `or` may be nested. */
const MAX_DEPTH = 25

/**
 * Reads the `where` of criteria: a dictionary, or a key, or an array of keys.
 * @throws {UsageError} `E_INVALID_CRITERIA`
 */
export function parseWhere(context: CriteriaContext, where: unknown): Condition {
  if (where === undefined) return EVERYTHING
  if (where === false) return NOTHING
  if (isKey(where)) return parseKeys(context, [where])
  if (Array.isArray(where)) return parseKeys(context, where)
  if (isPlainObject(where)) return parseTop(context, where)
  return parseFalsy(context, where)
}

function isKey(where: unknown): boolean {
  return (
    (typeof where === 'string' && where !== '') || (typeof where === 'number' && Boolean(where))
  )
}

function parseKeys(context: CriteriaContext, keys: readonly unknown[]): Condition {
  const attribute = columnAttribute(context, context.model.primaryKey, 'where')
  if (keys.length === 1) return parseEquals(context, attribute, keys[0])
  return parseList(context, attribute, keys, false)
}

/** `null`, `''`, `0` and NaN meant everything, in `destroy` too. Nothing else may. */
function parseFalsy(context: CriteriaContext, where: unknown): Condition {
  const isFalsy = where === null || where === '' || where === 0 || Number.isNaN(where)
  if (!isFalsy || context.isWrite || context.isStrict) {
    throw criteriaError(
      context,
      `They are ${show(where)}. Give a dictionary, a key, or an array of keys; {} for everything.`,
    )
  }
  context.warn(
    `Criteria of \`${context.model.identity}\` are ${show(where)}, which is taken for everything. Write {} instead.`,
  )
  return EVERYTHING
}

/** A writing query whose conditions are all `undefined` would touch every record. */
function parseTop(context: CriteriaContext, where: Record<string, unknown>): Condition {
  const condition = parseDictionary(context, where, 0)
  if (context.isWrite && condition.kind === 'everything' && Object.keys(where).length > 0) {
    throw criteriaError(
      context,
      `Every condition in ${show(where)} is undefined or always true, so that it would change all records. ` +
        'If that is meant, write {}.',
    )
  }
  return condition
}

function parseDictionary(
  context: CriteriaContext,
  where: Record<string, unknown>,
  depth: number,
): Condition {
  if (depth > MAX_DEPTH) {
    throw criteriaError(context, `\`and\` and \`or\` are nested more than ${MAX_DEPTH} deep.`)
  }
  const conditions: Condition[] = []
  for (const key of Object.keys(where)) {
    const condition = parseMember(context, key, where[key], depth)
    if (condition !== undefined) conditions.push(condition)
  }
  return conditions.length === 1 ? (conditions[0] as Condition) : allOf(conditions)
}

function parseMember(
  context: CriteriaContext,
  key: string,
  value: unknown,
  depth: number,
): Condition | undefined {
  if (key === 'and' || key === 'or') return parseBranches(context, key, value, depth)
  const attribute = columnAttribute(context, key, 'where')
  if (value === undefined) return dropUndefined(context, key)
  return parseConstraint(context, attribute, value)
}

function dropUndefined(context: CriteriaContext, key: string): undefined {
  const { isStrict, isWrite, model } = context
  if (isStrict || isWrite) {
    throw criteriaError(
      context,
      `\`${key}\` is undefined. Leave it out, or use null for records without a value.`,
    )
  }
  context.warn(`\`${key}\` in criteria of \`${model.identity}\` is undefined, and is left out.`)
}

function parseBranches(
  context: CriteriaContext,
  key: 'and' | 'or',
  branches: unknown,
  depth: number,
): Condition | undefined {
  if (branches === undefined) return dropUndefined(context, key)
  if (!Array.isArray(branches)) {
    throw criteriaError(
      context,
      `\`${key}\` is ${show(branches)}, and must be an array of dictionaries.`,
    )
  }
  const conditions = branches
    .filter((branch) => branch !== undefined)
    .map((branch: unknown) => {
      if (isPlainObject(branch)) return parseDictionary(context, branch, depth + 1)
      throw criteriaError(
        context,
        `\`${key}\` has ${show(branch)}, and may have dictionaries only.`,
      )
    })
  return key === 'and' ? allOf(conditions) : anyOf(conditions)
}

function parseConstraint(
  context: CriteriaContext,
  attribute: ColumnAttribute,
  value: unknown,
): Condition {
  if (Array.isArray(value)) return parseList(context, attribute, value, false)
  if (!isPlainObject(value)) return parseEquals(context, attribute, value)
  const names = Object.keys(value)
  if (names.length === 0) {
    throw criteriaError(
      context,
      `\`${attribute.name}\` is {}. Use one of the operators ${OPERATOR_NAMES.join(' ')}.`,
    )
  }
  return allOf(names.map((name) => parseOperator(context, attribute, name, value[name])))
}

function parseEquals(
  context: CriteriaContext,
  attribute: ColumnAttribute,
  value: unknown,
): Condition {
  if (value === null) return { kind: 'null', attribute, not: false }
  return {
    kind: 'compare',
    attribute,
    operator: '=',
    value: toComparisonValue(context, attribute, value),
  }
}

function parseOperator(
  context: CriteriaContext,
  attribute: ColumnAttribute,
  name: string,
  value: unknown,
): Condition {
  const operator = findOperator(name)
  if (operator === undefined) {
    throw criteriaError(
      context,
      `\`${attribute.name}\` has the operator \`${name}\`, which does not exist. Use one of ${OPERATOR_NAMES.join(' ')}.`,
    )
  }
  if (value === undefined) {
    throw criteriaError(context, `The operator \`${name}\` of \`${attribute.name}\` is undefined.`)
  }
  if (name !== operator) {
    context.warn(`The operator \`${name}\` is an old name: write \`${operator}\`.`)
  }
  return toCondition(context, attribute, operator, value)
}

function toCondition(
  context: CriteriaContext,
  attribute: ColumnAttribute,
  operator: Operator,
  value: unknown,
): Condition {
  if (operator === 'in' || operator === 'nin')
    return parseListOperator(context, attribute, operator, value)
  if (operator === '!=' && Array.isArray(value)) {
    return parseListOperator(context, attribute, operator, value)
  }
  if (isCompareOperator(operator)) return parseCompare(context, attribute, operator, value)
  return parseLike(context, attribute, operator, value)
}

function parseListOperator(
  context: CriteriaContext,
  attribute: ColumnAttribute,
  operator: Operator,
  value: unknown,
): Condition {
  if (Array.isArray(value)) return parseList(context, attribute, value, operator !== 'in')
  throw criteriaError(
    context,
    `\`${operator}\` of \`${attribute.name}\` is ${show(value)}, and must be an array.`,
  )
}

function parseList(
  context: CriteriaContext,
  attribute: ColumnAttribute,
  items: readonly unknown[],
  not: boolean,
): Condition {
  const values: unknown[] = []
  for (const item of items) {
    if (item === null) {
      throw criteriaError(
        context,
        `The list of \`${attribute.name}\` has null in it. Ask for null by itself: ` +
          `{ or: [{ ${attribute.name}: […] }, { ${attribute.name}: null }] }.`,
      )
    }
    if (item !== undefined) values.push(toComparisonValue(context, attribute, item))
  }
  if (values.length === 0) return not ? EVERYTHING : NOTHING
  return { kind: 'in', attribute, not, values }
}

function parseCompare(
  context: CriteriaContext,
  attribute: ColumnAttribute,
  operator: Extract<Condition, { kind: 'compare' }>['operator'],
  value: unknown,
): Condition {
  if (value === null && !isOrdering(operator))
    return { kind: 'null', attribute, not: operator === '!=' }
  if (value === null || (isOrdering(operator) && attribute.type === 'boolean')) {
    const what = value === null ? 'null' : 'a boolean'
    throw criteriaError(
      context,
      `\`${attribute.name}\` is compared by \`${operator}\` with ${what}, which has no order.`,
    )
  }
  return {
    kind: 'compare',
    attribute,
    operator,
    value: toComparisonValue(context, attribute, value),
  }
}

function parseLike(
  context: CriteriaContext,
  attribute: ColumnAttribute,
  mode: 'contains' | 'startsWith' | 'endsWith' | 'like',
  value: unknown,
): Condition {
  if (attribute.type === 'number' || attribute.type === 'boolean') {
    throw criteriaError(
      context,
      `\`${mode}\` looks into texts, and \`${attribute.name}\` is a ${attribute.type}.`,
    )
  }
  const text = typeof value === 'number' && mode !== 'like' ? String(value) : value
  if (typeof text !== 'string' || text.includes('\0') || (mode === 'like' && text === '')) {
    throw criteriaError(
      context,
      `\`${mode}\` of \`${attribute.name}\` is ${show(value)}, and must be a text.`,
    )
  }
  const isEverything = mode === 'like' ? /^%%+$/u.test(text) : text === ''
  return isEverything ? EVERYTHING : { kind: 'like', attribute, mode, text }
}
