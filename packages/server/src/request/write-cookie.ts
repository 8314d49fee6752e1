import { stringifySetCookie } from 'cookie'

import type { CookieSignatures } from './cookie-signatures.ts'
import type { CookieOptions } from './response.ts'

/**
 * Text of one Set-Cookie header. A value that is no text is written as JSON after `j:`, a signed one after `s:`.
 * @throws {MissingCookieSecretError} when it is to be signed and the app has no secret.
 */
export function writeCookie(
  name: string,
  value: unknown,
  options: CookieOptions,
  signatures: CookieSignatures,
): string {
  const text = toText(value)
  const { maxAge, signed, encode, ...attributes } = options
  return stringifySetCookie(
    {
      path: '/',
      ...attributes,
      ...(maxAge === undefined ? {} : toExpiry(maxAge)),
      name,
      value: signed === true ? `s:${signatures.sign(text)}` : text,
    },
    encode === undefined ? {} : { encode },
  )
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  const json = JSON.stringify(value) ?? ''
  return typeof value === 'object' ? `j:${json}` : json
}

/** Both forms of an age in milliseconds: old clients read only the date. */
function toExpiry(maxAge: number): { expires: Date; maxAge: number } {
  return { expires: new Date(Date.now() + maxAge), maxAge: Math.floor(maxAge / 1000) }
}
