import { inspect } from 'node:util'

import { HalyardError } from '../errors.ts'

/** A setting of `config.i18n` that cannot be meant. */
export class InvalidI18nConfigError extends HalyardError {
  override readonly name = 'InvalidI18nConfigError'

  constructor(setting: string, found: unknown, expected: string) {
    super(
      'E_INVALID_I18N_CONFIG',
      `config.i18n${setting} is ${inspect(found, { depth: 1 })}. Use ${expected}.`,
    )
  }
}

/** A file of texts that cannot be read as such. */
export class BadLocaleFileError extends HalyardError {
  override readonly name = 'BadLocaleFileError'

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(
      'E_BAD_LOCALE_FILE',
      `The locale file ${file} ${problem}. It is one JSON dictionary from keys to texts: { "Welcome": "Bienvenue" }.`,
      options,
    )
  }
}
