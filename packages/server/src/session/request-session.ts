import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import type { ClaimedSession } from './cookie-exchange.ts'
import { NoSuchSessionError } from './errors.ts'
import { LiveSession, type SessionControl, serializeData } from './live-session.ts'
import { saveChanges } from './save-changes.ts'
import type { SocketBinding } from './session-binding.ts'
import type { SessionContext } from './session-context.ts'
import { type CookieSettings, LiveSessionCookie, toCookieSettings } from './session-cookie.ts'
import { NO_DATA, type SessionRecord } from './session-records.ts'
import { type Settled, whenSettled } from './settle.ts'
import { createSessionId } from './sid-cookie.ts'
import { parseDictionary } from './stored-session.ts'

/** Part of a cookie's age that may pass before an unchanged session's entry is renewed in a store. */
const RENEW_AFTER = 0.1

/**
 * The session of one request, from its first use to the answer: it is written when it was changed, just before the
 * answer is let go, and then its cookie is sent.
 */
export class RequestSession implements SessionControl {
  /** `req.session`; `undefined` after it was destroyed. */
  session: LiveSession | undefined
  readonly #context: SessionContext
  readonly #req: Request
  readonly #res: Response
  readonly #binding: SocketBinding | undefined
  #id: string
  /** What the store had when this request read it; `undefined` for a new session. */
  #before: SessionRecord | undefined
  #cookieBefore: CookieSettings
  /** Whether the client does not know the id yet. */
  #isNewToClient: boolean
  /** Whether a new session gets an entry and a cookie though nothing is in it. */
  #isKept: boolean
  #wasChanged = false
  #isFinished = false
  #hasFailed = false

  /** @param found Id and entry that the request's cookie or socket led to; without them a new session begins. */
  constructor(
    context: SessionContext,
    req: Request,
    res: Response,
    binding: SocketBinding | undefined,
    found?: { readonly id: string; readonly record: SessionRecord | undefined },
  ) {
    this.#context = context
    this.#req = req
    this.#res = res
    this.#binding = binding
    this.#id = found?.id ?? this.#newId()
    this.#before = found?.record
    this.#isNewToClient = found?.record === undefined
    this.#isKept = context.settings.saveUninitialized
    this.#cookieBefore = this.#readCookie(found?.record)
    this.session = new LiveSession(this, new LiveSessionCookie(this.#cookieBefore), found?.record)
    res.onAnswer(() => this.#finish())
    if (binding === undefined) res.onHeaders(() => this.#sendCookie())
  }

  get id(): string {
    return this.#id
  }

  /** Makes sure that the session has an entry and the client its cookie, even with nothing in it. */
  keep(): void {
    this.#isKept = true
  }

  /**
   * Goes on as another session, and sends its cookie.
   * @returns false when the cookie is Secure and the request did not come over TLS
   */
  adopt({ id, record }: ClaimedSession): boolean {
    this.#id = id
    this.#before = record
    this.#cookieBefore = this.#readCookie(record)
    this.#isNewToClient = true
    this.#isKept = true
    this.session = new LiveSession(this, new LiveSessionCookie(this.#cookieBefore), record)
    return this.#req.secure || !this.session.cookie.secure
  }

  async regenerate(): Promise<void> {
    const old = this.#id
    const hadEntry = this.#mayHaveEntry()
    this.#id = this.#newId()
    this.#before = undefined
    this.#isNewToClient = true
    this.#isKept = this.#context.settings.saveUninitialized
    this.#wasChanged = false
    this.#cookieBefore = this.#context.settings.cookie
    this.session = new LiveSession(this, new LiveSessionCookie(this.#cookieBefore))
    await this.#end(old, hadEntry)
  }

  async destroy(): Promise<void> {
    const hadEntry = this.#mayHaveEntry()
    this.session = undefined
    if (this.#binding !== undefined) this.#context.bindings.move(this.#binding, undefined)
    await this.#end(this.#id, hadEntry)
  }

  async reload(): Promise<void> {
    const record = await this.#context.records.read(this.#id)
    if (record === undefined) throw new NoSuchSessionError()
    this.#before = record
    this.#cookieBefore = this.#readCookie(record)
    if (this.session === undefined) return
    this.session.cookie = new LiveSessionCookie(this.#cookieBefore)
    LiveSession.refill(this.session, record)
  }

  async save(): Promise<void> {
    if (this.session === undefined) return
    this.#wasChanged = true
    await this.#write(this.session)
  }

  fail(error: unknown): void {
    this.#context.answerError(error, this.#req, this.#res)
  }

  #finish(): Promise<void> | undefined {
    const { session } = this
    this.#isFinished = true
    if (session === undefined) return undefined
    const isChanged = this.#isChanged(session)
    this.#wasChanged ||= isChanged
    const isUnkept = this.#isKept && this.#before === undefined
    if (!isChanged && !isUnkept && !this.#context.settings.resave) {
      this.#renewEntry(session)
      return undefined
    }
    const written = this.#write(session)
    if (!(written instanceof Promise)) return undefined
    return written.catch((error: unknown) => {
      this.#hasFailed = true
      throw error
    })
  }

  #write(session: LiveSession): Settled<void> {
    const id = this.#id
    const data = serializeData(session)
    session.cookie.renew()
    const after = { data, cookie: JSON.stringify(session.cookie) }
    return this.#context.records.inTurn(id, () => {
      // Asked now that it is our turn: another first request of the socket may have written before us.
      const change = { id, before: this.#before, after, shared: this.#mayHaveEntry() }
      return whenSettled(saveChanges(this.#context.records, change), (record) => {
        if (record === undefined || id !== this.#id) return undefined
        this.#remember(after)
        return this.#binding && this.#context.exchange.offer(this.#binding, id)
      })
    })
  }

  /** Later changes of this request are told by what it has written, not by what others have added to it. */
  #remember(written: SessionRecord): void {
    this.#before = written
    this.#cookieBefore = this.#readCookie(written)
    if (this.session !== undefined) LiveSession.forgetLoaded(this.session)
    if (this.#binding?.id === this.#id) {
      this.#context.bindings.move(this.#binding, this.#id, true)
    }
  }

  #sendCookie(): void {
    const { session } = this
    if (session === undefined || this.#hasFailed || !this.#mustSendCookie(session)) return
    if (session.cookie.secure && !this.#req.secure) {
      this.#context.warnOfInsecureRequest()
      return
    }
    session.cookie.renew()
    const header = this.#context.sidCookie.toHeader(this.#id, session.cookie)
    this.#res.append('Set-Cookie', [header])
  }

  #mustSendCookie(session: LiveSession): boolean {
    // The headers of a streamed answer go out before it ends.
    if (!this.#isFinished) this.#wasChanged ||= this.#isChanged(session)
    if (this.#isNewToClient) return this.#wasChanged || this.#isKept
    return this.#context.settings.rolling || (this.#wasChanged && session.cookie.expires !== null)
  }

  #isChanged(session: LiveSession): boolean {
    if (session.cookie.differsFrom(this.#cookieBefore)) return true
    if (LiveSession.isAsLoaded(session)) return false
    return serializeData(session) !== (this.#before?.data ?? NO_DATA)
  }

  /** Begins the entry's life anew. Nobody waits for it: the session's data are safe without. */
  #renewEntry(session: LiveSession): void {
    const before = this.#before
    if (before === undefined || !this.#isTimeToRenew(before)) return
    const renewed = this.#context.records.touch(this.#id, () => {
      session.cookie.renew()
      return { data: before.data, cookie: JSON.stringify(session.cookie) }
    })
    if (renewed instanceof Promise) {
      renewed.catch((error: unknown) => this.#context.log.verbose('Session not renewed:', error))
    }
  }

  #isTimeToRenew({ cookie }: SessionRecord): boolean {
    const maxAge = this.#cookieBefore.maxAge
    if (this.#context.records.synchronous || maxAge === null) return true
    const { expires } = parseDictionary(cookie)
    if (typeof expires !== 'string') return true
    return Date.parse(expires) - Date.now() < maxAge * (1 - RENEW_AFTER)
  }

  async #end(id: string, hadEntry: boolean): Promise<void> {
    const { records } = this.#context
    if (hadEntry) await records.inTurn(id, () => records.remove(id))
    this.#context.ended(id, this.#binding)
  }

  #newId(): string {
    const id = createSessionId()
    if (this.#binding !== undefined) this.#context.bindings.move(this.#binding, id)
    return id
  }

  /** Whether there may be an entry: one that was read or written, or another request of the socket has written. */
  #mayHaveEntry(): boolean {
    return this.#before !== undefined || this.#binding?.mayBeStored === true
  }

  #readCookie(record: SessionRecord | undefined): CookieSettings {
    const { settings, cookieText } = this.#context
    // Most entries have the app's own settings: their text need not be parsed.
    if (record === undefined || record.cookie === cookieText) return settings.cookie
    return toCookieSettings(parseDictionary(record.cookie), settings.cookie)
  }
}
