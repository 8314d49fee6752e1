import type { Criteria } from '../../criteria/criteria.ts'
import type { CollectionAttribute, ColumnAttribute } from '../../schema/model-schema.ts'
import type { Storage } from './storage.ts'

/** A reading query: a model, criteria, and what is to be populated. */
export interface SelectQuery {
  readonly storage: Storage
  readonly criteria: Criteria
  /** Populated in the same statement. */
  readonly nested: readonly NestedQuery[]
  /** Populated by statements of their own, because they are in another datastore. */
  readonly separate: readonly NestedQuery[]
  /** Populated with nothing, because nothing can match. */
  readonly empty: readonly (CollectionAttribute | ColumnAttribute)[]
  readonly caseInsensitive: boolean
  /** Locks the rows until the transaction ends, where the database can. @default false */
  readonly forUpdate?: boolean
}

/** What is populated: an association, and the query for the records that it leads to. */
export interface NestedQuery {
  readonly attribute: CollectionAttribute | ColumnAttribute
  readonly query: SelectQuery
  /** The junction's model, where the links lie in one. */
  readonly junction?: Storage
}

/** All records that fulfil a condition, whole; without any, all of the model. */
export function plainSelect(
  storage: Storage,
  where: Criteria['where'] = { kind: 'everything' },
): SelectQuery {
  const criteria = { where, sort: [], skip: 0 }
  return { storage, criteria, nested: [], separate: [], empty: [], caseInsensitive: false }
}
