import { type OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from 'node:http'

import { RecentTexts } from './recent-texts.ts'

type HeaderValue = number | string | readonly string[]

interface Header {
  /** In lower case. */
  readonly name: string
  value: HeaderValue
  /** The name as it was given. */
  spelling: string
}

/** Lower-case names by the names as given, once Node has found them valid: the same few come with every answer. */
const VALID_NAMES = new RecentTexts()

/**
 * Headers of a virtual answer, under lower-case names and checked as Node checks those of HTTP. A list, for there are
 * few of them, and one that is made and read faster than a map.
 */
export class VirtualHeaders {
  readonly #headers: Header[] = []
  readonly #keepsSpelling: boolean

  /** @param keepsSpelling Whether a client also gets each header under the name as it was given, as from Sails. */
  constructor(keepsSpelling: boolean) {
    this.#keepsSpelling = keepsSpelling
  }

  set(name: string, value: HeaderValue): void {
    const lowerCase = toValidName(name)
    if (typeof value === 'string') validateHeaderValue(name, value)
    else for (const entry of [value].flat()) validateHeaderValue(name, String(entry))
    const header = this.#find(lowerCase)
    if (header === undefined) this.#headers.push({ name: lowerCase, value, spelling: name })
    else {
      header.value = value
      header.spelling = name
    }
  }

  get(name: string): HeaderValue | undefined {
    return this.#find(name.toLowerCase())?.value
  }

  has(name: string): boolean {
    return this.#find(name.toLowerCase()) !== undefined
  }

  remove(name: string): void {
    const lowerCase = name.toLowerCase()
    const index = this.#headers.findIndex((header) => header.name === lowerCase)
    if (index !== -1) this.#headers.splice(index, 1)
  }

  names(): string[] {
    return this.#headers.map(({ name }) => name)
  }

  toDictionary(): OutgoingHttpHeaders {
    return Object.fromEntries(
      this.#headers.map(({ name, value }) => [
        name,
        typeof value === 'object' ? [...value] : value,
      ]),
    )
  }

  /**
   * What the client gets: texts, and no length.
   * @param withCookies Whether the client could keep cookies, which a socket's cannot.
   */
  toReplyHeaders(withCookies: boolean): Record<string, string | string[]> {
    const headers: Record<string, string | string[]> = {}
    for (const { name, value, spelling } of this.#headers) {
      if (name === 'content-length' || (name === 'set-cookie' && !withCookies)) continue
      // Cookies are a list, as over HTTP, even a single one.
      const isList = typeof value === 'object' || name === 'set-cookie'
      const text = isList ? [value].flat().map(String) : String(value)
      headers[name] = text
      if (this.#keepsSpelling) headers[spelling] = text
    }
    return headers
  }

  #find(lowerCase: string): Header | undefined {
    for (const header of this.#headers) if (header.name === lowerCase) return header
    return undefined
  }
}

/** @throws what Node throws for a name that no header can have */
function toValidName(name: string): string {
  const known = VALID_NAMES.get(name)
  if (known !== undefined) return known
  validateHeaderName(name)
  return VALID_NAMES.remember(name, name.toLowerCase())
}
