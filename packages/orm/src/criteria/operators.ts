import type { CompareOperator } from './criteria.ts'

/** Operators of criteria by what an app may write; the second group is that of older versions. */
const OPERATORS = {
  '=': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  in: 'in',
  nin: 'nin',
  contains: 'contains',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  like: 'like',

  '!': '!=',
  '!==': '!=',
  not: '!=',
  lessThan: '<',
  lessThanOrEqual: '<=',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
} as const

export type Operator = (typeof OPERATORS)[keyof typeof OPERATORS]

/** Names that apps may write, for messages. */
export const OPERATOR_NAMES: readonly string[] = Object.keys(OPERATORS).slice(1, 12)

/** The operator of this name, an old name among them. */
export function findOperator(name: string): Operator | undefined {
  return Object.hasOwn(OPERATORS, name) ? OPERATORS[name as keyof typeof OPERATORS] : undefined
}

const COMPARING = new Set<string>(['=', '!=', '<', '<=', '>', '>='])
const ORDERING = new Set<string>(['<', '<=', '>', '>='])

export function isCompareOperator(operator: Operator): operator is CompareOperator {
  return COMPARING.has(operator)
}

export function isOrdering(operator: Operator): boolean {
  return ORDERING.has(operator)
}
