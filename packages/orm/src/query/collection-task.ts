import type { CollectionAttribute } from '../schema/model-schema.ts'
import type { Runtime } from './runtime.ts'
import type { QueryContext } from './statements/query-context.ts'

/** One change of a collection: whose, which, and the records that come or go. */
export interface CollectionTask {
  readonly runtime: Runtime
  readonly child: Runtime
  readonly attribute: CollectionAttribute
  readonly parentKeys: readonly unknown[]
  readonly childKeys: readonly unknown[]
  readonly context: QueryContext
}
