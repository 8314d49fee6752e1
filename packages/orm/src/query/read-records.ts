import type { Row } from '../datastore/driver.ts'
import { matchesNothing } from './build-select.ts'
import { finishRecords } from './finish-records.ts'
import { hasSeparate, populateSeparately } from './populate-separately.ts'
import type { Runtime } from './runtime.ts'
import type { QueryContext } from './statements/query-context.ts'
import { readPlain } from './statements/read-plain.ts'
import type { SelectQuery } from './statements/select-query.ts'

/**
 * Sends a reading query and gives its records, with everything that is to be populated: in one statement as far as one
 * datastore has it, in one more for each association that leads to another.
 */
export async function readRecords(
  runtime: Runtime,
  select: SelectQuery,
  context: QueryContext,
  decrypt: boolean,
): Promise<Row[]> {
  if (matchesNothing(select.criteria)) return []
  const records = await (hasSeparate(select)
    ? readStored(select, context)
    : readPlain(select, context))
  return finishRecords(runtime, select, records, decrypt)
}

async function readStored(select: SelectQuery, context: QueryContext): Promise<Row[]> {
  const records = await readPlain(select, context)
  // What is elsewhere is read on any connection there, or that of a transaction which is open there.
  const { connection: _, ...elsewhere } = context
  await populateSeparately(select, records, (query) => readStored(query, elsewhere))
  return records
}
