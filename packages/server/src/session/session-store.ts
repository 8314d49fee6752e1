import { EventEmitter } from 'node:events'

/** A session as Connect stores hold it: the app's keys and the cookie's settings, all of it JSON values. */
export interface StoredSession {
  cookie: Record<string, unknown>
  [key: string]: unknown
}

/** What a store calls back with. */
export type StoreCallback = (error?: unknown, session?: StoredSession | null) => void

/**
 * A store for Connect's and express-session's interface: connect-redis, connect-mongo, session-file-store ...
 * @see express-session: session store implementation
 */
export interface SessionStore {
  get(id: string, callback: StoreCallback): unknown
  set(id: string, session: StoredSession, callback: StoreCallback): unknown
  destroy(id: string, callback: StoreCallback): unknown
  touch?(id: string, session: StoredSession, callback: StoreCallback): unknown
  on?(event: string, listener: () => void): unknown
}

/** Whether something has the three methods that every store must have. */
export function isSessionStore(value: unknown): value is SessionStore {
  if (typeof value !== 'object' || value === null) return false
  return ['get', 'set', 'destroy'].every((name) => typeof Reflect.get(value, name) === 'function')
}

/**
 * What stores in the old form, `module.exports = (session) => class extends session.Store`, are called with in place
 * of express-session.
 */
export const storeToolkit: { readonly Store: unknown } = {
  // Old stores call it without `new`, which a class would refuse.
  Store: EventEmitter,
}
