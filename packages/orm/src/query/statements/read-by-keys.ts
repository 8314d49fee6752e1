import type { Row } from '../../datastore/driver.ts'
import { keyOf } from './model-columns.ts'
import type { QueryContext } from './query-context.ts'
import { readPlain } from './read-plain.ts'
import { plainSelect } from './select-query.ts'
import type { Storage } from './storage.ts'

/** The records with these keys, in the order of the keys. */
export async function readByKeys(
  storage: Storage,
  context: QueryContext,
  keys: readonly unknown[],
): Promise<Row[]> {
  if (keys.length === 0) return []
  const key = keyOf(storage.model)
  const select = plainSelect(storage, { kind: 'in', attribute: key, not: false, values: keys })
  const records = await readPlain(select, context)
  const byKey = new Map(records.map((record) => [String(record[key.name]), record]))
  return keys.flatMap<Row>((value) => byKey.get(String(value)) ?? [])
}
