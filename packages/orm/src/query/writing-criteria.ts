import type { Criteria } from '../criteria/criteria.ts'
import { type CriteriaClauses, parseCriteria } from '../criteria/parse-criteria.ts'
import { type CriteriaContext, criteriaError } from '../criteria/problem.ts'
import type { Runtime } from './runtime.ts'

/** How criteria of writing methods are read: nothing that could mean "everything" by mistake. */
export function writingContext({ model, settings }: Runtime): CriteriaContext {
  return { model, isWrite: true, isStrict: settings.isStrict, warn: settings.warn }
}

/**
 * The condition of `update`, `destroy` and `archive`; with `isOne`, that of methods for one record.
 * @throws {UsageError} `E_INVALID_CRITERIA`, also when there are no criteria at all.
 */
export function parseWritingCriteria(
  runtime: Runtime,
  clauses: CriteriaClauses,
  isOne: boolean,
): Criteria['where'] {
  const context = writingContext(runtime)
  if (clauses.where === undefined) {
    throw criteriaError(context, 'There are none. Write {} for all records, if that is meant.')
  }
  refuseClauses(context, clauses, ['limit', 'skip', 'sort', 'select', 'omit'])
  const { where } = parseCriteria(context, { where: clauses.where })
  if (isOne) refuseEverything(context, where)
  return where
}

/** @throws {UsageError} when a clause is there that the method has no use for. */
export function refuseClauses(
  context: CriteriaContext,
  clauses: CriteriaClauses,
  names: readonly (keyof CriteriaClauses)[],
): void {
  const refused = names.find((name) => clauses[name] !== undefined)
  if (refused !== undefined) throw criteriaError(context, `This method takes no \`${refused}\`.`)
}

/** @throws {UsageError} when a method for one record is given no condition. */
export function refuseEverything(context: CriteriaContext, where: Criteria['where']): void {
  if (where.kind !== 'everything') return
  throw criteriaError(
    context,
    'They do not say which record is meant. Give its key, or another unique attribute.',
  )
}
