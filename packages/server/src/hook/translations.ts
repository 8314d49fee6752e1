import type { Translations } from '../request/texts.ts'

/** What the i18n hook offers to those who render text for no request: `sails.hooks.i18n`. */
export interface Translator {
  /** Texts in a locale; in the default locale when there is no such one. */
  translationsFor(locale: unknown): Translations
}

/** The part of an app by which hooks find each other. */
export interface HasHooks {
  readonly hooks: Readonly<Record<string, unknown>>
}

/** The i18n hook's translator; `undefined` when the hook is off or replaced by one without it. */
export function translatorOf(host: HasHooks): Translator | undefined {
  const hook: unknown = host.hooks['i18n']
  return isTranslator(hook) ? hook : undefined
}

function isTranslator(hook: unknown): hook is Translator {
  if (typeof hook !== 'object' || hook === null) return false
  return typeof Reflect.get(hook, 'translationsFor') === 'function'
}
