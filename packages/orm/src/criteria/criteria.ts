import type { LikeMode } from '../dialect/like-pattern.ts'
import type { ColumnAttribute } from '../schema/model-schema.ts'

/** Criteria after they have been read: names are attributes, values have their types, nothing is left to check. */
export interface Criteria {
  readonly where: Condition
  readonly sort: readonly SortItem[]
  /** `undefined` for all. */
  readonly limit?: number
  readonly skip: number
  /** Attributes of the records; `undefined` for all. The key is always one of them. */
  readonly select?: readonly ColumnAttribute[]
}

export interface SortItem {
  readonly attribute: ColumnAttribute
  readonly direction: 'ASC' | 'DESC'
}

/** What a record has to fulfil. `everything` and `nothing` appear only by themselves, never within another one. */
export type Condition =
  | { readonly kind: 'everything' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | Comparison

/** One attribute and what it is compared with. */
export type Comparison =
  | {
      readonly kind: 'compare'
      readonly attribute: ColumnAttribute
      readonly operator: CompareOperator
      readonly value: unknown
    }
  | { readonly kind: 'null'; readonly attribute: ColumnAttribute; readonly not: boolean }
  | {
      readonly kind: 'in'
      readonly attribute: ColumnAttribute
      readonly not: boolean
      readonly values: readonly unknown[]
    }
  | {
      readonly kind: 'like'
      readonly attribute: ColumnAttribute
      readonly mode: LikeMode
      readonly text: string
    }

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

export const EVERYTHING: Condition = { kind: 'everything' }
export const NOTHING: Condition = { kind: 'nothing' }

/** All of them. What is always true drops out, what is never true decides. */
export function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.some(({ kind }) => kind === 'nothing')) return NOTHING
  const left = conditions.filter(({ kind }) => kind !== 'everything')
  const [only] = left
  if (only === undefined) return EVERYTHING
  return left.length === 1 ? only : { kind: 'and', conditions: left }
}

/** Any of them. */
export function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.some(({ kind }) => kind === 'everything')) return EVERYTHING
  const left = conditions.filter(({ kind }) => kind !== 'nothing')
  const [only] = left
  if (only === undefined) return NOTHING
  return left.length === 1 ? only : { kind: 'or', conditions: left }
}

/** The value that `attribute` has in every record that matches, if the condition says so: `{ id: 3 }`. */
export function pinnedValue(where: Condition, attribute: ColumnAttribute): unknown {
  if (where.kind === 'compare' && where.operator === '=') {
    return where.attribute === attribute ? where.value : undefined
  }
  if (where.kind !== 'and') return undefined
  for (const condition of where.conditions) {
    const value = pinnedValue(condition, attribute)
    if (value !== undefined) return value
  }
  return undefined
}
