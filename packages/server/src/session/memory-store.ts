import { NO_DATA, type SessionRecord, type SessionRecords } from './session-records.ts'
import type { SessionStore, StoreCallback, StoredSession } from './session-store.ts'
import type { Settled } from './settle.ts'
import { parseDictionary, toRecord, toStored } from './stored-session.ts'

/** Milliseconds that an entry lives after its last use when its cookie has no age of its own, as in Sails with Redis. */
const IDLE_TIME_MS = 24 * 60 * 60 * 1000

/** Most entries; beyond it the one that was written longest ago goes. */
const MAX_ENTRIES = 100_000

/** How many of the oldest entries each write looks at, to drop those that ended. */
const SWEEP_PER_WRITE = 2

interface Entry {
  record: SessionRecord
  timeToLiveMs: number
  endsAt: number
}

/**
 * Sessions in the process's memory: bounded, each with an end, answering at once. For development and for a single
 * process whose sessions may be lost. It is also a Connect store.
 *
 * @param maxEntries Bound on the number of sessions. @default 100000
 */
export class MemoryStore implements SessionRecords, SessionStore {
  readonly synchronous = true
  readonly #entries = new Map<string, Entry>()
  readonly #maxEntries: number

  constructor(maxEntries: number = MAX_ENTRIES) {
    this.#maxEntries = maxEntries
  }

  /** Number of sessions, those that ended and were not swept yet among them. */
  get size(): number {
    return this.#entries.size
  }

  read(id: string): SessionRecord | undefined {
    return this.#live(id)?.record
  }

  write(id: string, record: SessionRecord): void {
    // Written last stands last: the map's order is the order of writes.
    this.#entries.delete(id)
    this.#sweep()
    const timeToLiveMs = timeToLiveOf(record)
    this.#entries.set(id, {
      record: new KeptRecord(record),
      timeToLiveMs,
      endsAt: Date.now() + timeToLiveMs,
    })
  }

  remove(id: string): void {
    this.#entries.delete(id)
  }

  touch(id: string, _session?: unknown, callback?: StoreCallback): void {
    const entry = this.#live(id)
    if (entry !== undefined) entry.endsAt = Date.now() + entry.timeToLiveMs
    callback?.()
  }

  inTurn<Result>(_id: string, work: () => Settled<Result>): Settled<Result> {
    return work()
  }

  get(id: string, callback: StoreCallback): void {
    const record = this.read(id)
    callback(undefined, record === undefined ? undefined : toStored(record))
  }

  set(id: string, session: StoredSession, callback?: StoreCallback): void {
    this.write(id, toRecord(session))
    callback?.()
  }

  destroy(id: string, callback?: StoreCallback): void {
    this.remove(id)
    callback?.()
  }

  #live(id: string): Entry | undefined {
    const entry = this.#entries.get(id)
    if (entry === undefined || entry.endsAt > Date.now()) return entry
    this.#entries.delete(id)
    return undefined
  }

  #sweep(): void {
    let looks = SWEEP_PER_WRITE
    for (const [id, entry] of this.#entries) {
      const isFull = this.#entries.size >= this.#maxEntries
      if (!isFull && looks-- === 0) return
      if (isFull || entry.endsAt <= Date.now()) this.#entries.delete(id)
    }
  }
}

/** Parses a session of plain values once, and not for each request that reads it. */
class KeptRecord implements SessionRecord {
  readonly data: string
  readonly cookie: string
  #flatData: SessionRecord['flatData'] | null = null

  constructor({ data, cookie }: SessionRecord) {
    this.data = data
    this.cookie = cookie
  }

  get flatData(): SessionRecord['flatData'] {
    if (this.#flatData === null) {
      const values = parseDictionary(this.data)
      const isFlat = Object.values(values).every(
        (value) => typeof value !== 'object' || value === null,
      )
      this.#flatData = isFlat ? values : undefined
    }
    return this.#flatData
  }
}

function timeToLiveOf({ cookie }: SessionRecord): number {
  // Most sessions have a cookie without an age: their text need not be parsed.
  if (cookie.includes('"originalMaxAge":null')) return IDLE_TIME_MS
  const { originalMaxAge } = toStored({ data: NO_DATA, cookie }).cookie
  return typeof originalMaxAge === 'number' ? originalMaxAge : IDLE_TIME_MS
}
