import { NO_DATA, type SessionRecord, type SessionRecords } from './session-records.ts'
import { type Settled, whenSettled } from './settle.ts'
import { parseDictionary } from './stored-session.ts'

/** What a request did to a session. */
export interface SessionChange {
  readonly id: string
  /** The record as the request read it; `undefined` for a session that the request began. */
  readonly before: SessionRecord | undefined
  readonly after: SessionRecord
  /** Whether another request may have written the entry in the meantime. */
  readonly shared: boolean
}

/**
 * Writes what a request has changed over what other requests wrote meanwhile: key by key, the later one wins.
 * An entry that was destroyed in the meantime stays destroyed.
 *
 * @returns what stands in the store now; `undefined` when the session has been destroyed
 */
export function saveChanges(
  records: SessionRecords,
  change: SessionChange,
): Settled<SessionRecord | undefined> {
  if (!change.shared) return write(records, change.id, change.after)
  return whenSettled(records.read(change.id), (latest) => {
    if (latest === undefined && change.before !== undefined) return undefined
    return write(records, change.id, merge(change, latest))
  })
}

function write(records: SessionRecords, id: string, record: SessionRecord): Settled<SessionRecord> {
  return whenSettled(records.write(id, record), () => record)
}

function merge({ before, after }: SessionChange, latest: SessionRecord | undefined): SessionRecord {
  const base = before?.data ?? NO_DATA
  if (latest === undefined || latest.data === base) return after
  const merged = mergeKeys(parseDictionary(base), parseDictionary(after.data), latest.data)
  return { data: JSON.stringify(merged), cookie: after.cookie }
}

function mergeKeys(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  latest: string,
): Record<string, unknown> {
  const merged = new Map(Object.entries(parseDictionary(latest)))
  for (const [key, value] of Object.entries(after)) {
    if (JSON.stringify(value) !== JSON.stringify(before[key])) merged.set(key, value)
  }
  for (const key of Object.keys(before)) {
    if (!Object.hasOwn(after, key)) merged.delete(key)
  }
  return Object.fromEntries(merged)
}
