import type { Row } from '../datastore/driver.ts'
import { childrenIn } from './children-in.ts'
import { type Runtime, runtimeOf } from './runtime.ts'
import type { SelectQuery } from './statements/select-query.ts'

/** Decrypts records if they are to be, and gives them the model's `toJSON`; the records populated in them as well. */
export function finishRecords(
  runtime: Runtime,
  select: SelectQuery,
  records: Row[],
  decrypt: boolean,
): Row[] {
  if (needsWork(runtime, select, decrypt)) finish(runtime, select, records, decrypt)
  return records
}

/** The same for records that nothing is populated in. */
export function finishPlain(
  { model, encryption }: Runtime,
  records: Row[],
  decrypt: boolean,
): Row[] {
  if (decrypt && encryption.isUsed) for (const record of records) encryption.decrypt(record)
  if (model.customToJSON !== undefined)
    for (const record of records) addToJson(record, model.customToJSON)
  return records
}

function needsWork(runtime: Runtime, select: SelectQuery, decrypt: boolean): boolean {
  const isOwn = runtime.model.customToJSON !== undefined || (decrypt && runtime.encryption.isUsed)
  return (
    isOwn ||
    childrenOf(select).some(({ query }) => needsWork(childRuntime(runtime, query), query, decrypt))
  )
}

function finish(runtime: Runtime, select: SelectQuery, records: Row[], decrypt: boolean): void {
  finishPlain(runtime, records, decrypt)
  for (const { attribute, query } of childrenOf(select)) {
    const children = childrenIn(records, attribute.name)
    finish(childRuntime(runtime, query), query, children, decrypt)
  }
}

function childrenOf({ nested, separate }: SelectQuery): SelectQuery['nested'] {
  return separate.length === 0 ? nested : [...nested, ...separate]
}

function childRuntime(runtime: Runtime, { storage }: SelectQuery): Runtime {
  return runtimeOf(runtime, storage.model.identity)
}

function addToJson(record: Row, toJSON: () => unknown): void {
  Object.defineProperty(record, 'toJSON', {
    value: toJSON,
    enumerable: false,
    configurable: true,
    writable: true,
  })
}
