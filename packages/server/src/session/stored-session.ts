import { isPlainObject } from '@halyard/protocol'

import type { SessionRecord } from './session-records.ts'
import type { StoredSession } from './session-store.ts'

/** From the form in which Connect stores hold a session, which all Node frameworks on the same store share. */
export function toRecord(stored: StoredSession): SessionRecord {
  const { cookie, ...data } = stored
  return { data: JSON.stringify(data), cookie: JSON.stringify(cookie ?? {}) }
}

/** To the form in which Connect stores hold a session: the cookie first, as express-session writes it. */
export function toStored({ data, cookie }: SessionRecord): StoredSession {
  return { cookie: parseDictionary(cookie), ...parseDictionary(data) }
}

/** Parses JSON that should be a dictionary; anything else counts as an empty one, as a damaged entry does. */
export function parseDictionary(json: string): Record<string, unknown> {
  const value: unknown = JSON.parse(json)
  return isPlainObject(value) ? value : {}
}
