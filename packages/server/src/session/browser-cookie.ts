import { SESSION_COOKIE_AUTH_KEY } from '@halyard/protocol'
import type { Socket as SocketIoSocket } from 'socket.io'

/** Ids that are remembered for one browser: it may be behind by as many changes, fewer by one. */
const MAX_REMEMBERED = 8

/**
 * What is known of the cookie in the browser behind a socket: the handshake has shown it, and since then the browser
 * has been offered others, without our knowing which of them it has fetched.
 */
export class BrowserCookie {
  /** Origin of the page, by the handshake. */
  readonly origin: string | undefined
  /** Session ids that the cookie may name, oldest first; `undefined` for no cookie. */
  #mayName: readonly (string | undefined)[]

  private constructor(origin: string | undefined, id: string | undefined) {
    this.origin = origin
    this.#mayName = [id]
  }

  /**
   * @param id Session of the handshake's cookie header, its signature checked.
   * @returns `undefined` for a client that has not said that it fetches cookies, and for one that could not prove to be
   *   the same browser later: without a session cookie that takes an origin.
   */
  static of({ handshake }: SocketIoSocket, id: string | undefined): BrowserCookie | undefined {
    const { origin } = handshake.headers
    if (handshake.auth[SESSION_COOKIE_AUTH_KEY] !== true) return undefined
    return id === undefined && origin === undefined ? undefined : new BrowserCookie(origin, id)
  }

  get mayName(): readonly (string | undefined)[] {
    return this.#mayName
  }

  /** Notes that the browser is being offered the cookie of a session. */
  offer(id: string): void {
    this.#mayName = [...this.#mayName, id].slice(-MAX_REMEMBERED)
  }
}
