// How a browser's cookie follows its socket's session: only an answer over HTTP can set a cookie.
import { isPlainObject } from './request-payload.ts'

/** Path of the endpoint that gives browsers the session's cookie: GET a new one, POST the one that a socket was offered. */
export const COOKIE_PATH = '/__getcookie'

/** Key of the handshake's `auth` under which a client says, with `true`, that it fetches cookies that it is offered. */
export const SESSION_COOKIE_AUTH_KEY = 'sessionCookie'

/** What `SESSION_COOKIE_EVENT` carries. */
export interface SessionCookieOffer {
  /** Good once, for 30,000 milliseconds, for this socket and its browser only. */
  token: string
}

/** Body (JSON) of the POST to `COOKIE_PATH` that fetches the cookie. */
export interface SessionCookieClaim extends SessionCookieOffer {
  /** Id of the socket that got the offer. */
  socketId: string
}

/** Whether a server's event is an offer. */
export function isSessionCookieOffer(value: unknown): value is SessionCookieOffer {
  return isPlainObject(value) && typeof value['token'] === 'string'
}

/** Whether the body of a request is a claim. */
export function isSessionCookieClaim(value: unknown): value is SessionCookieClaim {
  return (
    isPlainObject(value) && isSessionCookieOffer(value) && typeof value['socketId'] === 'string'
  )
}
