import { type CriteriaContext, criteriaError, show } from './problem.ts'

/**
 * Reads `limit`: a natural number, also as text. `null`, `Infinity` and negative ones are no limit.
 * @throws {UsageError}
 */
export function parseLimit(context: CriteriaContext, limit: unknown): number | undefined {
  if (limit === null || limit === Number.POSITIVE_INFINITY) return undefined
  const number = toNatural(limit)
  if (number === undefined) {
    throw criteriaError(context, `\`limit\` is ${show(limit)}, and must be a whole number.`)
  }
  if (number >= 0) return number
  context.warn(`A negative \`limit\` (${number}) is taken for no limit. Leave it out instead.`)
  return undefined
}

/** @throws {UsageError} when `skip` is not a natural number. */
export function parseSkip(context: CriteriaContext, skip: unknown): number {
  const number = toNatural(skip)
  if (number !== undefined && number >= 0) return number
  throw criteriaError(context, `\`skip\` is ${show(skip)}, and must be 0 or a whole number above.`)
}

function toNatural(value: unknown): number | undefined {
  const isDigits = typeof value === 'string' && /^-?\d+$/u.test(value)
  const number = isDigits ? Number(value) : value
  return Number.isSafeInteger(number) ? (number as number) : undefined
}
