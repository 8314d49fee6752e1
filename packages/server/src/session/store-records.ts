import { SessionStoreUnavailableError } from './errors.ts'
import type { SessionRecord, SessionRecords } from './session-records.ts'
import type { SessionStore, StoreCallback, StoredSession } from './session-store.ts'
import type { Settled } from './settle.ts'
import { toRecord, toStored } from './stored-session.ts'

/**
 * Any Connect store behind the face that sessions see. A store that does not answer in time, answers with an error
 * or says that it is disconnected makes a {@link SessionStoreUnavailableError}; nothing waits for ever.
 */
export class StoreRecords implements SessionRecords {
  readonly synchronous = false
  readonly #store: SessionStore
  readonly #timeoutMs: number
  readonly #report: (error: unknown) => void
  readonly #turns = new Map<string, Promise<unknown>>()
  #isConnected = true
  #isFailing = false

  /**
   * @param timeoutMs Milliseconds for one answer.
   * @param report Told of the first failure after a success: one line in the log, not one for each request.
   */
  constructor(store: SessionStore, timeoutMs: number, report: (error: unknown) => void) {
    this.#store = store
    this.#timeoutMs = timeoutMs
    this.#report = report
    store.on?.('disconnect', () => (this.#isConnected = false))
    store.on?.('connect', () => (this.#isConnected = true))
  }

  async read(id: string): Promise<SessionRecord | undefined> {
    const stored = await this.#ask((done) => this.#store.get(id, done))
    return stored === undefined || stored === null ? undefined : toRecord(stored)
  }

  async write(id: string, record: SessionRecord): Promise<void> {
    await this.#ask((done) => this.#store.set(id, withExpiry(toStored(record)), done))
  }

  async remove(id: string): Promise<void> {
    await this.#ask((done) => this.#store.destroy(id, done))
  }

  async touch(id: string, renew: () => SessionRecord): Promise<void> {
    if (this.#store.touch === undefined) return
    await this.#ask((done) => this.#store.touch?.(id, withExpiry(toStored(renew())), done))
  }

  async inTurn<Result>(id: string, work: () => Settled<Result>): Promise<Result> {
    const before = this.#turns.get(id) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#turns.set(id, mine)
    try {
      return await mine
    } finally {
      if (this.#turns.get(id) === mine) this.#turns.delete(id)
    }
  }

  async #ask(call: (done: StoreCallback) => unknown): Promise<StoredSession | null | undefined> {
    try {
      if (!this.#isConnected) throw new Error('The store has lost its connection.')
      const answer = await this.#answerInTime(call)
      this.#isFailing = false
      return answer
    } catch (error) {
      if (!this.#isFailing) this.#report(error)
      this.#isFailing = true
      throw new SessionStoreUnavailableError(error)
    }
  }

  async #answerInTime(
    call: (done: StoreCallback) => unknown,
  ): Promise<StoredSession | null | undefined> {
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise((resolve, reject) => {
        timer = setTimeout(() => {
          reject(new Error(`The store has not answered within ${this.#timeoutMs} ms.`))
        }, this.#timeoutMs)
        const answer = call((error, session) => {
          if (error === undefined || error === null || isNoEntry(error)) resolve(session)
          else reject(toError(error))
        })
        // Newer stores return a promise beside the callback; its rejection must not go unheard.
        if (answer instanceof Promise) answer.catch(reject)
      })
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Stores that keep one file for each session say so when there is none. */
function isNoEntry(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** Stores compute an entry's time to live from a `Date`. */
function withExpiry(stored: StoredSession): StoredSession {
  const { expires } = stored.cookie
  if (typeof expires !== 'string') return stored
  return { ...stored, cookie: { ...stored.cookie, expires: new Date(expires) } }
}
