import type { Criteria } from './criteria.ts'
import { parseLimit, parseSkip } from './parse-page.ts'
import { parseSelection } from './parse-selection.ts'
import { parseSort } from './parse-sort.ts'
import { parseWhere } from './parse-where.ts'
import { type CriteriaContext, criteriaError, isPlainObject, show } from './problem.ts'

/** Criteria as dictionary of clauses; what is not there was not given. */
export interface CriteriaClauses {
  readonly where?: unknown
  readonly limit?: unknown
  readonly skip?: unknown
  readonly sort?: unknown
  readonly select?: unknown
  readonly omit?: unknown
}

export const CLAUSE_NAMES: readonly (keyof CriteriaClauses)[] = [
  'where',
  'limit',
  'skip',
  'sort',
  'select',
  'omit',
]

/**
 * Brings what was passed as criteria into clauses: a dictionary without any of their names is the `where` itself.
 * @throws {UsageError} when names of clauses and of attributes are mixed, or it can be no criteria at all.
 */
export function toClauses(context: CriteriaContext, criteria: unknown): CriteriaClauses {
  if (criteria === undefined) return {}
  if (!isPlainObject(criteria)) return { where: checkShorthand(context, criteria) }
  const names = Object.keys(criteria)
  const clauses = names.filter((name) => (CLAUSE_NAMES as readonly string[]).includes(name))
  if (clauses.length === 0) return { where: criteria }
  const other = names.find((name) => !clauses.includes(name) && criteria[name] !== undefined)
  if (other === undefined) return criteria
  throw criteriaError(
    context,
    `\`${other}\` stands beside \`${clauses.join('`, `')}\`. Put conditions into \`where\`: { where: { ${other}: … } }.`,
  )
}

/** `where: false` is a form of criteria; `true`, functions and instances of classes are not. */
function checkShorthand(context: CriteriaContext, criteria: unknown): unknown {
  const isUsable =
    criteria === null || Array.isArray(criteria) || ['string', 'number'].includes(typeof criteria)
  if (isUsable || criteria === false) return criteria
  throw criteriaError(
    context,
    `They are ${show(criteria)}. Give a dictionary, a key, or an array of keys.`,
  )
}

/**
 * Reads criteria whole.
 * @throws {UsageError} `E_INVALID_CRITERIA`, with what is wrong and what to write instead.
 */
export function parseCriteria(context: CriteriaContext, clauses: CriteriaClauses): Criteria {
  const where = parseWhere(context, clauses.where)
  const limit = clauses.limit === undefined ? undefined : parseLimit(context, clauses.limit)
  const select = parseSelection(context, clauses.select, clauses.omit)
  return {
    where,
    sort: clauses.sort === undefined ? [] : parseSort(context, clauses.sort),
    skip: clauses.skip === undefined ? 0 : parseSkip(context, clauses.skip),
    ...(limit !== undefined && { limit }),
    ...(select !== undefined && { select }),
  }
}
