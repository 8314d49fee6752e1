import { type OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from 'node:http'

type HeaderValue = number | string | readonly string[]

/** Headers of a virtual answer, under lower-case names and checked as Node checks those of HTTP. */
export class VirtualHeaders {
  readonly #values = new Map<string, HeaderValue>()
  /** Names as they were given, by lower-case name. */
  readonly #spellings: Map<string, string> | undefined

  /** @param keepsSpelling Whether a client also gets each header under the name as it was given, as from Sails. */
  constructor(keepsSpelling: boolean) {
    this.#spellings = keepsSpelling ? new Map() : undefined
  }

  set(name: string, value: HeaderValue): void {
    validateHeaderName(name)
    for (const entry of Array.isArray(value) ? value : [value]) {
      validateHeaderValue(name, String(entry))
    }
    this.#values.set(name.toLowerCase(), value)
    this.#spellings?.set(name.toLowerCase(), name)
  }

  get(name: string): HeaderValue | undefined {
    return this.#values.get(name.toLowerCase())
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase())
  }

  remove(name: string): void {
    this.#values.delete(name.toLowerCase())
  }

  names(): string[] {
    return [...this.#values.keys()]
  }

  toDictionary(): OutgoingHttpHeaders {
    return Object.fromEntries(
      [...this.#values].map(([name, value]) => [
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
    for (const [name, value] of this.#values) {
      if (name === 'content-length' || (name === 'set-cookie' && !withCookies)) continue
      // Cookies are a list, as over HTTP, even a single one.
      const isList = typeof value === 'object' || name === 'set-cookie'
      const text = isList ? [value].flat().map(String) : String(value)
      headers[name] = text
      headers[this.#spellings?.get(name) ?? name] = text
    }
    return headers
  }
}
