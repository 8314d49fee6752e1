import { isPlainObject } from '@halyard/protocol'

import type { Log } from '../hook/log.ts'
import type { Model, RecordId } from '../hook/model.ts'
import { NoRecordIdError } from './errors.ts'

/**
 * The ids that `Model.subscribe()` and its kind were given: a list of ids or of records, or a single one, which is
 * mentioned in the log. An id that no record can have (`0`, `''`) is, too, and left out.
 * @throws {NoRecordIdError} `E_USAGE` when the list holds `null` or `undefined`
 */
export function readIds(model: Model, method: string, given: unknown, log: Log): RecordId[] {
  const name = `${model.globalId}.${method}()`
  if (!given) {
    log.warn(`${name} was called without ids: nothing happens.`)
    return []
  }
  if (!Array.isArray(given)) log.debug(`${name} takes a list of ids; one alone works, too.`)
  const list: readonly unknown[] = Array.isArray(given) ? given : [given]
  return list.map((entry) => toId(model, name, entry)).filter((id) => isUsable(id, name, log))
}

/** The id of a record, or the id itself. @throws {NoRecordIdError} */
function toId(model: Model, name: string, entry: unknown): RecordId {
  const id = isPlainObject(entry) ? entry[model.primaryKey] : entry
  if (typeof id === 'string' || typeof id === 'number') return id
  throw new NoRecordIdError(name, entry)
}

function isUsable(id: RecordId, name: string, log: Log): boolean {
  if (id !== 0 && id !== '') return true
  log.warn(`${name}: no record has the id ${JSON.stringify(id)}.`)
  return false
}
