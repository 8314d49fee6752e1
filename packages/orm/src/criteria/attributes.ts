import type { ColumnAttribute } from '../schema/model-schema.ts'
import { type CriteriaContext, criteriaError } from './problem.ts'

/**
 * The attribute with a column that a clause names.
 * @throws {UsageError} when there is none, or it is a collection.
 */
export function columnAttribute(
  context: CriteriaContext,
  name: unknown,
  clause: string,
): ColumnAttribute {
  const { model } = context
  const attribute = typeof name === 'string' ? model.attributes.get(name) : undefined
  if (attribute?.kind === 'column') return attribute
  if (attribute?.kind === 'collection') {
    throw criteriaError(
      context,
      `\`${attribute.name}\` is a collection, and \`${clause}\` cannot use it: its records are in another table. ` +
        'Use populate() with criteria for them.',
    )
  }
  throw criteriaError(
    context,
    `\`${clause}\` names \`${String(name)}\`, ${whyUnknown(context, name)}`,
  )
}

function whyUnknown({ model }: CriteriaContext, name: unknown): string {
  const byColumn = model.columns.find(({ columnName }) => columnName === name)
  if (byColumn !== undefined) return `which is a column. Its attribute is \`${byColumn.name}\`.`
  const known = model.columns.map((attribute) => attribute.name).join(', ')
  return `which is no attribute of the model \`${model.identity}\`. It has: ${known}.`
}
