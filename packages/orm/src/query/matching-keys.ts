import { type Condition, pinnedValue } from '../criteria/criteria.ts'
import { UsageError } from '../errors.ts'
import type { ModelSchema } from '../schema/model-schema.ts'
import { keyOf } from './statements/model-columns.ts'
import type { QueryContext } from './statements/query-context.ts'
import { readPlain } from './statements/read-plain.ts'
import type { Storage } from './statements/storage.ts'

/** Whether at most one record can match: the condition names its key, or the value of a unique attribute. */
export function matchesOneAtMost(model: ModelSchema, where: Condition): boolean {
  return model.columns.some(
    (attribute) =>
      (attribute.isPrimaryKey || attribute.unique) && pinnedValue(where, attribute) !== undefined,
  )
}

/** Keys of the records that match, at most so many; the records stay locked until the transaction ends. */
export async function lockMatching(
  storage: Storage,
  context: QueryContext,
  where: Condition,
  caseInsensitive: boolean,
  limit?: number,
): Promise<unknown[]> {
  const key = keyOf(storage.model)
  const criteria = {
    where,
    sort: [],
    skip: 0,
    select: [key],
    ...(limit !== undefined && { limit }),
  }
  const parts = { nested: [], separate: [], empty: [] }
  const records = await readPlain(
    { storage, criteria, ...parts, caseInsensitive, forUpdate: true },
    context,
  )
  return records.map((record) => record[key.name])
}

/** The key of the only record that matches, if one does. @throws {UsageError} `E_TOO_MANY_RECORDS` */
export async function lockOne(
  storage: Storage,
  context: QueryContext,
  where: Condition,
  caseInsensitive: boolean,
): Promise<unknown> {
  const keys = await lockMatching(storage, context, where, caseInsensitive, 2)
  if (keys.length > 1) throw tooManyRecords(storage.model, context.method)
  return keys[0]
}

export function tooManyRecords({ identity }: ModelSchema, method: string): UsageError {
  return new UsageError(
    'E_TOO_MANY_RECORDS',
    `More than one record of \`${identity}\` matches the criteria of ${method}(). Nothing was changed. ` +
      'Ask for the key, or another attribute that is unique.',
    { modelIdentity: identity },
  )
}
