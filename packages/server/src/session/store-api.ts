import { NoSessionCookieError, NoSuchSessionError } from './errors.ts'
import type { SessionStore, StoreCallback, StoredSession } from './session-store.ts'
import { type SidCookie, createSessionId } from './sid-cookie.ts'

/** What hooks of others use of `sails.hooks.session`. @see Sails source: session hook */
export interface StoreApi {
  /** Reads an entry. Calls back with {@link NoSuchSessionError} when there is none. */
  get(id: string, callback: StoreCallback): void
  /** Writes an entry and calls back with what stands there now. */
  set(id: string, session: StoredSession, callback: StoreCallback): void
  /** Text of a `cookie` header for a new session, which has no entry yet. */
  generateNewSidCookie(): string
  /** @throws {NoSessionCookieError} when the text has no session cookie with a right signature */
  parseSessionIdFromCookie(header: string): string
}

/** Makes the part of the session hook that works on ids and entries, without a request. */
export function createStoreApi(store: SessionStore, sidCookie: SidCookie): StoreApi {
  const get: StoreApi['get'] = (id, callback) => {
    store.get(id, (error, session) => {
      if (error !== undefined && error !== null) callback(error)
      else if (session === undefined || session === null) callback(new NoSuchSessionError())
      else callback(undefined, session)
    })
  }
  return {
    get,
    set(id, session, callback) {
      store.set(id, session, (error) => {
        if (error !== undefined && error !== null) callback(error)
        else get(id, callback)
      })
    },
    generateNewSidCookie() {
      return `${sidCookie.name}=${encodeURIComponent(sidCookie.toValue(createSessionId()))}`
    },
    parseSessionIdFromCookie(header) {
      const id = sidCookie.read(header)
      if (id === undefined) throw new NoSessionCookieError(sidCookie.name)
      return id
    },
  }
}
