import type { Settled } from './settle.ts'

/** One entry of a store. Kept as text, so that what one request does to its objects cannot reach another's. */
export interface SessionRecord {
  /** JSON of the app's keys. */
  readonly data: string
  /** JSON of the cookie's settings. */
  readonly cookie: string
  /** What `data` says, if no value is an object and it can be shared. Only records that are kept have it. */
  readonly flatData?: Readonly<Record<string, unknown>> | undefined
}

/** Entries of a store by session id: the one face that sessions see of any store. */
export interface SessionRecords {
  /** Whether all methods answer at once. Then a session is read when an action asks for it, not before. */
  readonly synchronous: boolean
  read(id: string): Settled<SessionRecord | undefined>
  write(id: string, record: SessionRecord): Settled<void>
  remove(id: string): Settled<void>
  /**
   * Starts the entry's time to live anew; its data stay as they are.
   * @param renew Makes the entry with its new end, for stores that want to see it.
   */
  touch(id: string, renew: () => SessionRecord): Settled<void>
  /** Runs what reads an entry and then writes it, one at a time for each id in this process. */
  inTurn<Result>(id: string, work: () => Settled<Result>): Settled<Result>
}

/** JSON of a session without keys. */
export const NO_DATA = '{}'
