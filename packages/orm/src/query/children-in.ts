import type { Row } from '../datastore/driver.ts'

/** The records that are populated in others under a name, one or a list in each. */
export function childrenIn(records: readonly Row[], name: string): Row[] {
  return records.flatMap<Row>((record) => (record[name] ?? []) as Row | Row[])
}
