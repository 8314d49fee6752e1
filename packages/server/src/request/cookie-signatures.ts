import { sign, unsign } from 'cookie-signature'

import { MissingCookieSecretError } from './errors.ts'
import { RecentTexts } from './recent-texts.ts'

/**
 * Signs cookies and checks their signatures, each text once: the same session cookie comes with every request.
 */
export class CookieSignatures {
  readonly #secrets: readonly string[]
  readonly #good = new RecentTexts()

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
      if (value !== false) return this.#good.remember(text, value)
    }
    return false
  }
}
