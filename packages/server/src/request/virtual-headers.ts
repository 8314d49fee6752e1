import { type OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from 'node:http'

type HeaderValue = number | string | readonly string[]

/** Headers of a virtual answer, under lower-case names and checked as Node checks those of HTTP. */
export class VirtualHeaders {
  readonly #values = new Map<string, HeaderValue>()

  set(name: string, value: HeaderValue): void {
    validateHeaderName(name)
    for (const entry of Array.isArray(value) ? value : [value]) {
      validateHeaderValue(name, String(entry))
    }
    this.#values.set(name.toLowerCase(), value)
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

  /** What the client gets: texts; no cookies, which a socket's client could not keep, and no length. */
  toReplyHeaders(): Record<string, string | string[]> {
    const headers: Record<string, string | string[]> = {}
    for (const [name, value] of this.#values) {
      if (name === 'set-cookie' || name === 'content-length') continue
      headers[name] = typeof value === 'object' ? value.map(String) : String(value)
    }
    return headers
  }
}
