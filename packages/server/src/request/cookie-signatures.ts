import { sign, unsign } from 'cookie-signature'

import { MissingCookieSecretError } from './errors.ts'

/** How many good signatures are remembered; the oldest goes first. */
const MAX_REMEMBERED = 5_000

/** Longest cookie that is remembered, in characters. */
const MAX_REMEMBERED_LENGTH = 512

/**
 * Signs cookies and checks their signatures, each text once: the same session cookie comes with every request.
 */
export class CookieSignatures {
  readonly #secrets: readonly string[]
  readonly #good = new Map<string, string>()

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets
  }

  get canCheck(): boolean {
    return this.#secrets.length > 0
  }

  /**
   * Value with its signature, without the `s:` before it.
   * @throws {MissingCookieSecretError} when the app has no secret.
   */
  sign(value: string): string {
    const [secret] = this.#secrets
    if (secret === undefined) throw new MissingCookieSecretError()
    return sign(value, secret)
  }

  /** Value of a signed text (without `s:`), or `false` when no secret of the app has signed it. */
  unsign(text: string): string | false {
    const known = this.#good.get(text)
    if (known !== undefined) return known
    for (const secret of this.#secrets) {
      const value = unsign(text, secret)
      if (value !== false) return this.#remember(text, value)
    }
    return false
  }

  #remember(text: string, value: string): string {
    if (text.length > MAX_REMEMBERED_LENGTH) return value
    if (this.#good.size >= MAX_REMEMBERED) {
      const [oldest] = this.#good.keys()
      if (oldest !== undefined) this.#good.delete(oldest)
    }
    this.#good.set(text, value)
    return value
  }
}
