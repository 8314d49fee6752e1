import { randomBytes } from 'node:crypto'

import { stringifySetCookie } from 'cookie'

import type { CookieSignatures } from '../request/cookie-signatures.ts'
import { RecentTexts } from '../request/recent-texts.ts'
import type { SessionCookie } from '../request/session-data.ts'

/** Bytes of a session id, 32 characters of text. */
const ID_BYTES = 24

/** Longest cookie value that is looked at; ours have 76 to 90 characters. */
const MAX_VALUE_LENGTH = 256

/** Before the value of a signed cookie. */
const SIGNED_PREFIX = 's:'

/** Makes an id that nobody can guess. */
export function createSessionId(): string {
  return randomBytes(ID_BYTES).toString('base64url')
}

/**
 * Reads and writes the cookie that carries the session's id: `<name>=s:<id>.<signature>`.
 *
 * @param name Name of the cookie.
 * @param signatures Signs, and checks each value's signature once.
 */
export class SidCookie {
  readonly name: string
  readonly #signatures: CookieSignatures
  /** Ids of good values, as they stand in the header. */
  readonly #good = new RecentTexts()

  constructor(name: string, signatures: CookieSignatures) {
    this.name = name
    this.#signatures = signatures
  }

  /** Id in a `cookie` header; `undefined` when there is none, or its signature is wrong. */
  read(header: string | undefined): string | undefined {
    const value = header === undefined ? undefined : this.#find(header)
    if (value === undefined || value.length > MAX_VALUE_LENGTH) return undefined
    return this.#good.get(value) ?? this.#check(value)
  }

  #check(value: string): string | undefined {
    const signed = decode(value)
    if (!signed.startsWith(SIGNED_PREFIX)) return undefined
    const id = this.#signatures.unsign(signed.slice(SIGNED_PREFIX.length))
    return id === false ? undefined : this.#good.remember(value, id)
  }

  /** Signed value, not yet encoded for a header. */
  toValue(id: string): string {
    return SIGNED_PREFIX + this.#signatures.sign(id)
  }

  /** Text of a `set-cookie` header. */
  toHeader(id: string, cookie: SessionCookie): string {
    return stringifySetCookie(this.name, this.toValue(id), {
      path: cookie.path,
      ...(cookie.domain === undefined ? {} : { domain: cookie.domain }),
      httpOnly: cookie.httpOnly,
      secure: cookie.secure ?? false,
      ...(cookie.sameSite === undefined ? {} : { sameSite: cookie.sameSite }),
      ...(cookie.expires === null ? {} : { expires: cookie.expires }),
    })
  }

  /** The first cookie of our name, without taking the others apart. */
  #find(header: string): string | undefined {
    const start = `${this.name}=`
    let at = header.indexOf(start)
    while (at > 0 && !isBoundary(header, at)) at = header.indexOf(start, at + 1)
    if (at === -1) return undefined
    const end = header.indexOf(';', at)
    return header.slice(at + start.length, end === -1 ? undefined : end).trim()
  }
}

function isBoundary(header: string, at: number): boolean {
  const before = header[at - 1]
  return before === ' ' || before === ';'
}

function decode(value: string): string {
  if (!value.includes('%') && !value.startsWith('"')) return value
  const bare = value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}
