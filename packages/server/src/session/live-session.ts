import type { Session } from '../request/session-data.ts'
import type { LiveSessionCookie } from './session-cookie.ts'
import type { SessionRecord } from './session-records.ts'
import { parseDictionary } from './stored-session.ts'

/** What a session's methods ask of the request that it belongs to. */
export interface SessionControl {
  readonly id: string
  regenerate(): Promise<void>
  destroy(): Promise<void>
  reload(): Promise<void>
  save(): Promise<void>
  /** An error that a callback of the app has thrown. */
  fail(error: unknown): void
}

/**
 * `req.session`: the app's keys, the cookie, and express-session's methods. Methods take a callback and return a
 * promise; whoever gives a callback need not look at the promise.
 *
 * @see express-session: req.session
 */
export class LiveSession implements Session {
  [key: string]: unknown
  cookie: LiveSessionCookie
  readonly #control: SessionControl
  /** The app's keys as they were read; `undefined` once that says nothing about the store any more. */
  #loaded: Readonly<Record<string, unknown>> | undefined

  constructor(control: SessionControl, cookie: LiveSessionCookie, record?: SessionRecord) {
    this.#control = control
    this.cookie = cookie
    this.#loaded = record === undefined ? {} : fill(this, record)
  }

  /**
   * Whether a session is certainly as it was read. It may be so for one that answers false: what stands in objects is
   * not looked at. Much cheaper than to serialize, and enough for most requests.
   */
  static isAsLoaded(session: LiveSession): boolean {
    const loaded = session.#loaded
    if (loaded === undefined) return false
    const keys = Object.keys(session)
    if (keys.length !== Object.keys(loaded).length + 1) return false
    return keys.every((key) => key === 'cookie' || isSamePrimitive(session[key], loaded[key]))
  }

  /** Puts a record's keys in the place of those that the session has. */
  static refill(session: LiveSession, record: SessionRecord): void {
    for (const key of Object.keys(session)) {
      if (key !== 'cookie') Reflect.deleteProperty(session, key)
    }
    session.#loaded = fill(session, record)
  }

  /** Says that the store has something else now than what was read. */
  static forgetLoaded(session: LiveSession): void {
    session.#loaded = undefined
  }

  get id(): string {
    return this.#control.id
  }

  async regenerate(callback?: (error?: unknown) => void): Promise<void> {
    return this.#tell(this.#control.regenerate(), callback)
  }

  async destroy(callback?: (error?: unknown) => void): Promise<void> {
    return this.#tell(this.#control.destroy(), callback)
  }

  async reload(callback?: (error?: unknown) => void): Promise<void> {
    return this.#tell(this.#control.reload(), callback)
  }

  async save(callback?: (error?: unknown) => void): Promise<void> {
    return this.#tell(this.#control.save(), callback)
  }

  touch(): this {
    return this.resetMaxAge()
  }

  resetMaxAge(): this {
    this.cookie.renew()
    return this
  }

  async #tell(work: Promise<void>, callback?: (error?: unknown) => void): Promise<void> {
    if (callback === undefined) return work
    const outcome = await work.then(
      () => [],
      (error: unknown) => [error],
    )
    try {
      callback(...outcome)
    } catch (error) {
      // Nobody waits for this promise: left alone, the error would end the process.
      this.#control.fail(error)
    }
  }
}

/** JSON of the app's keys, without the cookie. */
export function serializeData(session: LiveSession): string {
  const data: Record<string, unknown> = {}
  for (const key of Object.keys(session)) {
    if (key !== 'cookie') data[key] = session[key]
  }
  return JSON.stringify(data)
}

function isSamePrimitive(value: unknown, loaded: unknown): boolean {
  return value === loaded && (typeof value !== 'object' || value === null)
}

/** @returns what was filled in */
function fill(session: LiveSession, record: SessionRecord): Readonly<Record<string, unknown>> {
  const data = record.flatData ?? parseDictionary(record.data)
  for (const key of Object.keys(data)) {
    // Assigned, this key would change the session's methods.
    if (key !== '__proto__') session[key] = data[key]
  }
  return data
}
