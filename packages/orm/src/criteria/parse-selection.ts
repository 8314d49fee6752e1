import type { ColumnAttribute } from '../schema/model-schema.ts'
import { columnAttribute } from './attributes.ts'
import { type CriteriaContext, criteriaError, show } from './problem.ts'

/**
 * Reads `select` and `omit` into the attributes that records have; `undefined` for all of them.
 * @throws {UsageError}
 */
export function parseSelection(
  context: CriteriaContext,
  select: unknown,
  omit: unknown,
): readonly ColumnAttribute[] | undefined {
  if (select !== undefined && omit !== undefined) {
    if (!(Array.isArray(omit) && omit.length === 0)) {
      throw criteriaError(context, '`select` and `omit` exclude each other.')
    }
  }
  if (select !== undefined) return parseSelect(context, select)
  return omit === undefined ? undefined : parseOmit(context, omit)
}

function parseSelect(
  context: CriteriaContext,
  select: unknown,
): readonly ColumnAttribute[] | undefined {
  const names = typeof select === 'string' ? [select] : select
  if (!Array.isArray(names)) {
    throw criteriaError(context, `\`select\` is ${show(select)}, and must be an array of names.`)
  }
  if (names.includes('*')) return undefined
  const wanted = new Set(names.map((name: unknown) => columnAttribute(context, name, 'select')))
  return context.model.columns.filter(
    (attribute) => attribute.isPrimaryKey || wanted.has(attribute),
  )
}

/** Collections are not selected anyway, so that omitting one is no mistake. */
function parseOmit(
  context: CriteriaContext,
  omit: unknown,
): readonly ColumnAttribute[] | undefined {
  const { model } = context
  if (!Array.isArray(omit)) {
    throw criteriaError(context, `\`omit\` is ${show(omit)}, and must be an array of names.`)
  }
  const isCollection = (name: unknown) => model.attributes.get(String(name))?.kind === 'collection'
  const names = omit.filter((name) => !isCollection(name))
  const unwanted = new Set(names.map((name: unknown) => columnAttribute(context, name, 'omit')))
  if ([...unwanted].some((attribute) => attribute.isPrimaryKey)) {
    throw criteriaError(
      context,
      `\`omit\` names the key \`${model.primaryKey}\`, which every record has.`,
    )
  }
  if (unwanted.size === 0) return undefined
  return model.columns.filter((attribute) => !unwanted.has(attribute))
}
