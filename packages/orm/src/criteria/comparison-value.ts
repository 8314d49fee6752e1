import type { ColumnAttribute } from '../schema/model-schema.ts'
import { CONVERTERS } from '../values/convert.ts'
import { type CriteriaContext, criteriaError, show } from './problem.ts'

/**
 * A value that an attribute is compared with, as one of the attribute's type: numeric text is a number, and so on.
 * Validation rules are not asked.
 * @throws {UsageError} when it has another type.
 */
export function toComparisonValue(
  context: CriteriaContext,
  attribute: ColumnAttribute,
  value: unknown,
): unknown {
  const converted = convert(attribute, value)
  if (converted !== undefined) return converted
  throw criteriaError(
    context,
    `\`${attribute.name}\` is compared with ${show(value)}, but it is of the type ${attribute.type}` +
      `${attribute.references ? ` (the key of a ${attribute.references})` : ''}.`,
  )
}

function convert({ type, timestamp }: ColumnAttribute, value: unknown): unknown {
  if (value === null || typeof value === 'function') return undefined
  return type === 'ref' && timestamp !== undefined ? toMoment(value) : CONVERTERS[type](value)
}

function toMoment(value: unknown): unknown {
  const date = new Date(value as string | number)
  return Number.isNaN(date.getTime()) ? undefined : date
}
