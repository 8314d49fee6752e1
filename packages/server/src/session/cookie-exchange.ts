import { createHash, randomBytes } from 'node:crypto'

import { SESSION_COOKIE_EVENT, type SessionCookieClaim } from '@halyard/protocol'

import type { Log } from '../hook/log.ts'
import type { SocketBinding } from './session-binding.ts'
import type { SessionRecord, SessionRecords } from './session-records.ts'
import { type Settled, whenSettled } from './settle.ts'
import { parseDictionary } from './stored-session.ts'

/** Bytes of a token. */
const TOKEN_BYTES = 32

/** Milliseconds in which a token must be used. */
const TOKEN_LIFE_MS = 30_000

/** Before the hash of a token, as id of its entry in the session store. No signed cookie ever names such an id. */
const ENTRY_PREFIX = 'cookie-offer.'

/** What the browser shows of itself when it claims a cookie. */
export interface Claimant {
  /** `Origin` of the request. */
  readonly origin: string
  /** Session that its cookie names, the signature checked; `undefined` without such a cookie. */
  readonly sessionId: string | undefined
}

/** A session that a browser may have the cookie of. */
export interface ClaimedSession {
  readonly id: string
  readonly record: SessionRecord
}

/**
 * Lets a browser's cookie follow the session of its socket. An answer over a socket cannot set a cookie, so the socket
 * gets a token, and the browser fetches the cookie with it over HTTP.
 *
 * What it must not do is put a session into a browser that it does not belong to (session fixation, login CSRF), or
 * give a cookie to somebody else. Against whom, and how:
 * - Who guesses a token: 256 random bits, good for 30 s and once. The store has only their hash.
 * - Who reads tokens, in logs or over a shoulder: they travel in a frame and in a body, never in a URL, and are worth
 *   nothing without the rest of this list.
 * - Who has planted or stolen the old cookie: the token goes only to the socket whose request changed the session.
 * - Who gets a victim's page to claim the attacker's token, by an app that relays events of free names: the page claims
 *   with the id of its own socket, and the token is good for the attacker's only.
 * - Another site's page in the victim's browser: JSON is not sent across origins without a preflight, which only
 *   origins pass that may connect; and the claim must have the origin of the handshake.
 * - A socket that is not in the browser at all: the claim must come with the cookie that the handshake came with, or
 *   with one that was offered since. Where the handshake had none, the claim must have none either: a session that the
 *   browser has got elsewhere is never replaced.
 *
 * Tokens are kept in the session store, so that any process of the app can take the claim. Stores know no atomic
 * "read and delete": within a process a token is good once; two processes that are asked in the same instant may both
 * answer, the same browser with the same cookie.
 */
export class CookieExchange {
  readonly #records: SessionRecords
  readonly #log: Log

  constructor(records: SessionRecords, log: Log) {
    this.#records = records
    this.#log = log
  }

  /** Offers a socket's browser the cookie of a session that has just been written, unless it may have it already. */
  offer({ socket, browser }: SocketBinding, id: string): Settled<void> {
    if (browser === undefined || browser.mayName.includes(id) || !socket.connected) return
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const { origin, mayName } = browser
    const written = this.#attempt(() =>
      this.#records.write(
        toEntryId(token),
        toRecord({ id, socketId: socket.id, origin, mayName: mayName.map(toStored) }),
      ),
    )
    browser.offer(id)
    return whenSettled(written, (isWritten) => {
      if (isWritten) socket.emit(SESSION_COOKIE_EVENT, { token })
    })
  }

  /**
   * Uses a token up.
   * @returns the session whose cookie the browser gets; `undefined` for a claim that is not good
   * @throws {SessionStoreUnavailableError} when the store does not answer
   */
  async claim(claim: SessionCookieClaim, claimant: Claimant): Promise<ClaimedSession | undefined> {
    const entryId = toEntryId(claim.token)
    const entry = await this.#records.inTurn(entryId, () =>
      whenSettled(this.#records.read(entryId), (found) => {
        if (found === undefined) return undefined
        return whenSettled(this.#records.remove(entryId), () => found)
      }),
    )
    const id = entry === undefined ? undefined : judge(parseDictionary(entry.data), claim, claimant)
    const record = id === undefined ? undefined : await this.#records.read(id)
    return id === undefined || record === undefined ? undefined : { id, record }
  }

  /** The session is safe in the store by now: without an offer the request is still answered. */
  #attempt(write: () => Settled<void>): Settled<boolean> {
    const written = write()
    if (!(written instanceof Promise)) return true
    return written.then(
      () => true,
      (error: unknown) => {
        this.#log.verbose('A cookie could not be offered:', error)
        return false
      },
    )
  }
}

/** Id of the session whose cookie the claimant gets. */
function judge(
  offer: Readonly<Record<string, unknown>>,
  { socketId }: SessionCookieClaim,
  { origin, sessionId }: Claimant,
): string | undefined {
  const { id, expiresAt, mayName } = offer
  const isRight =
    typeof expiresAt === 'number' &&
    Date.now() < expiresAt &&
    offer['socketId'] === socketId &&
    // Long polling from a page of our own names no origin; the gate has seen to it that this one is ours.
    (offer['origin'] ?? origin) === origin &&
    Array.isArray(mayName) &&
    mayName.includes(toStored(sessionId))
  return isRight && typeof id === 'string' ? id : undefined
}

function toEntryId(token: string): string {
  return ENTRY_PREFIX + createHash('sha256').update(token).digest('base64url')
}

/** JSON has no `undefined`. */
function toStored(id: string | undefined): string | null {
  return id ?? null
}

function toRecord(offer: Record<string, unknown>): SessionRecord {
  const expiresAt = Date.now() + TOKEN_LIFE_MS
  return {
    data: JSON.stringify({ ...offer, expiresAt }),
    // By this the store drops it.
    cookie: JSON.stringify({ originalMaxAge: TOKEN_LIFE_MS, expires: new Date(expiresAt) }),
  }
}
