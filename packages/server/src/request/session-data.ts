/** Data kept between requests of one client. Apps put their own keys on it. */
export interface Session {
  [key: string]: unknown
  readonly id: string
  /** The session's cookie, with express-session's members. */
  readonly cookie: SessionCookie
  /** Gives the client a new session with a new id; the old one is destroyed. */
  regenerate(callback?: (error?: unknown) => void): Promise<void>
  /** Ends the session; `req.session` is `undefined` afterwards. */
  destroy(callback?: (error?: unknown) => void): Promise<void>
  /** Reads the session again from the store, dropping changes. */
  reload(callback?: (error?: unknown) => void): Promise<void>
  /** Writes changes now instead of at the end of the response. */
  save(callback?: (error?: unknown) => void): Promise<void>
  /** Renews the cookie's age. */
  touch(): this
}

/** Settings of a session's cookie. */
export interface SessionCookie {
  path: string
  domain?: string | undefined
  httpOnly: boolean
  secure?: boolean | undefined
  sameSite?: boolean | 'lax' | 'strict' | 'none' | undefined
  /** When the cookie ends; `null` with the browser's session. */
  expires: Date | null
  /** Milliseconds that are left; `null` without an end. */
  maxAge: number | null
  /** Milliseconds that it was made for; `null` without an end. */
  originalMaxAge: number | null
}
