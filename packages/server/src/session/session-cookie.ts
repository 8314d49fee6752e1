import type { SessionCookie } from '../request/session-data.ts'

/** What an app says about its sessions' cookie. */
export interface CookieSettings {
  readonly path: string
  readonly domain: string | undefined
  readonly httpOnly: boolean
  readonly secure: boolean
  readonly sameSite: boolean | 'lax' | 'strict' | 'none' | undefined
  /** Milliseconds; `null` for a cookie that ends with the browser's session. */
  readonly maxAge: number | null
}

/** A session's cookie: a mix of the app's settings and what an action changed (`req.session.cookie.maxAge = ...`). */
export class LiveSessionCookie implements SessionCookie {
  path: string
  domain: string | undefined
  httpOnly: boolean
  secure: boolean
  sameSite: boolean | 'lax' | 'strict' | 'none' | undefined
  originalMaxAge: number | null
  #expires: Date | null

  constructor(settings: CookieSettings) {
    this.path = settings.path
    this.domain = settings.domain
    this.httpOnly = settings.httpOnly
    this.secure = settings.secure
    this.sameSite = settings.sameSite
    this.originalMaxAge = settings.maxAge
    this.#expires = settings.maxAge === null ? null : new Date(Date.now() + settings.maxAge)
  }

  get expires(): Date | null {
    return this.#expires
  }

  set expires(expires: Date | null) {
    this.#expires = expires
    this.originalMaxAge = this.maxAge
  }

  get maxAge(): number | null {
    return this.#expires === null ? null : this.#expires.getTime() - Date.now()
  }

  set maxAge(ms: number | null) {
    this.#expires = ms === null ? null : new Date(Date.now() + ms)
    this.originalMaxAge = ms
  }

  /** Starts the cookie's age anew. */
  renew(): void {
    if (this.originalMaxAge === null) return
    this.#expires = new Date(Date.now() + this.originalMaxAge)
  }

  /** Whether an action has changed more than the time that is left. */
  differsFrom(settings: CookieSettings): boolean {
    return (
      this.originalMaxAge !== settings.maxAge ||
      this.path !== settings.path ||
      this.domain !== settings.domain ||
      this.httpOnly !== settings.httpOnly ||
      this.secure !== settings.secure ||
      this.sameSite !== settings.sameSite
    )
  }

  /** As express-session writes it, so that other frameworks on the same store understand it. */
  toJSON(): Record<string, unknown> {
    return {
      originalMaxAge: this.originalMaxAge,
      expires: this.#expires,
      secure: this.secure,
      httpOnly: this.httpOnly,
      domain: this.domain,
      path: this.path,
      sameSite: this.sameSite,
    }
  }
}

/** Reads the cookie's settings out of a store's entry; what is missing there comes from the app's settings. */
export function toCookieSettings(
  stored: Readonly<Record<string, unknown>>,
  defaults: CookieSettings,
): CookieSettings {
  const { path, domain, httpOnly, secure, sameSite, originalMaxAge } = stored
  return {
    path: typeof path === 'string' ? path : defaults.path,
    domain: typeof domain === 'string' ? domain : defaults.domain,
    httpOnly: typeof httpOnly === 'boolean' ? httpOnly : defaults.httpOnly,
    secure: typeof secure === 'boolean' ? secure : defaults.secure,
    sameSite: isSameSite(sameSite) ? sameSite : defaults.sameSite,
    maxAge:
      typeof originalMaxAge === 'number' || originalMaxAge === null
        ? originalMaxAge
        : defaults.maxAge,
  }
}

/** Whether a value is one that cookies know for `SameSite`. */
export function isSameSite(value: unknown): value is boolean | 'lax' | 'strict' | 'none' {
  return typeof value === 'boolean' || value === 'lax' || value === 'strict' || value === 'none'
}
