import { replaceCollection } from './collections.ts'
import type { Runtime } from './runtime.ts'
import type { QueryContext } from './statements/query-context.ts'

/**
 * Detaches the records in every collection of records that are about to be destroyed: their references become null,
 * links in junctions go.
 * @throws {PropagationError} when one of them needs the record that it refers to.
 */
export async function cascade(
  runtime: Runtime,
  context: QueryContext,
  keys: readonly unknown[],
): Promise<void> {
  for (const attribute of runtime.model.attributes.values()) {
    if (attribute.kind === 'collection') {
      // One after the other, on one connection.
      // oxlint-disable-next-line no-await-in-loop
      await replaceCollection(runtime, context, keys, attribute.name, [])
    }
  }
}
