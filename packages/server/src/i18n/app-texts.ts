import path from 'node:path'
import { inspect } from 'node:util'

import { HalyardError, throwProblems } from '../errors.ts'
import type { Log } from '../hook/log.ts'
import type { Translations } from '../request/texts.ts'
import { Catalogue, type Entry } from './catalogue.ts'
import { formatText } from './format-text.ts'
import { type I18nSettings, findLocale } from './i18n-settings.ts'

/** How many missing keys are mentioned in the log. */
const MAX_REPORTS = 500

/** The texts of an app, in all its locales. */
export class AppTexts {
  readonly #settings: I18nSettings
  readonly #catalogues: ReadonlyMap<string, Catalogue>
  /** Whether files are read again when they have changed, and missing keys mentioned. */
  readonly #isDeveloping: boolean
  readonly #log: Log
  readonly #reported = new Set<string>()

  constructor(settings: I18nSettings, log: Log, isDeveloping: boolean) {
    this.#settings = settings
    this.#log = log
    this.#isDeveloping = isDeveloping
    this.#catalogues = new Map(
      settings.locales.map((locale) => [
        locale,
        new Catalogue(locale, path.join(settings.directory, `${locale}.json`)),
      ]),
    )
  }

  /**
   * Reads all files.
   * @throws {BadLocaleFileError} `E_BAD_LOCALE_FILE`; for more than one `LiftProblemsError`
   */
  load(): void {
    const problems: HalyardError[] = []
    for (const catalogue of this.#catalogues.values()) {
      this.#warnOfMissing(catalogue)
      try {
        catalogue.read()
      } catch (error) {
        if (!(error instanceof HalyardError)) throw error
        problems.push(error)
      }
    }
    throwProblems(problems)
  }

  /** The locale that is meant by a name; the default locale when there is none. */
  localeFor(name: unknown): string {
    return findLocale(this.#settings.locales, name) ?? this.#settings.defaultLocale
  }

  /** Makes `__` and `__n` for whatever locale `getLocale` names when they are called. */
  translations(getLocale: () => string): Translations {
    return {
      getLocale,
      __: (key, ...values) => formatText(this.#textOf(toKey(key), getLocale()), values),
      __n: (key, ...values) => this.#formatPlural(toKey(key), values, getLocale()),
    }
  }

  /** In development, takes in what has changed on disk since. To be called once for each request that shows texts. */
  refresh(locale: string): void {
    if (!this.#isDeveloping) return
    try {
      this.#catalogues.get(locale)?.read()
    } catch (error) {
      this.#log.error(error)
    }
  }

  #textOf(key: string, locale: string): string {
    const entry = this.#entryOf(key, locale)
    if (typeof entry === 'string') return entry
    return entry === undefined ? key : firstText(entry, ['other', 'one'], key)
  }

  /** `(singular, plural, count, ...values)` or `(key, count, ...values)`. */
  #formatPlural(key: string, values: readonly unknown[], locale: string): string {
    const [first, ...others] = values
    const plural = typeof first === 'number' ? key : String(first)
    const all = typeof first === 'number' ? values : others
    const count = Number(all[0])
    const entry = this.#entryOf(key, locale)
    const { defaultLocale } = this.#settings
    const spoken = entry === undefined ? defaultLocale : locale
    const form = this.#catalogues.get(spoken)?.pluralOf(count) ?? 'other'
    const untranslated = form === 'one' ? key : plural
    if (typeof entry === 'string') return formatText(entry, all)
    const text = entry === undefined ? untranslated : firstText(entry, [form, 'other', 'one'], key)
    return formatText(text, all)
  }

  /** Of the locale, else of its language without region. */
  #entryOf(key: string, locale: string): Entry {
    const language = findLocale(this.#settings.locales, locale.split(/[-_]/)[0])
    const entry =
      this.#catalogues.get(locale)?.find(key) ??
      (language === undefined ? undefined : this.#catalogues.get(language)?.find(key))
    if (entry === undefined) this.#report(key, locale)
    return entry
  }

  #report(key: string, locale: string): void {
    const known = `${locale} ${key}`
    if (!this.#isDeveloping || this.#reported.size >= MAX_REPORTS) return
    if (this.#reported.has(known)) return
    this.#reported.add(known)
    this.#log.verbose(`The locale "${locale}" has no text for:`, key.slice(0, 200))
  }

  /** The default locale's texts are often the keys. */
  #warnOfMissing({ locale, file, exists }: Catalogue): void {
    if (exists || locale === this.#settings.defaultLocale) return
    this.#log.warn(`The locale "${locale}" has no file ${file}: its texts are the keys.`)
  }
}

/** Code without types passes numbers, and what a database has. */
function toKey(key: unknown): string {
  return typeof key === 'string' ? key : inspect(key)
}

function firstText(
  forms: Readonly<Record<string, unknown>>,
  names: readonly string[],
  otherwise: string,
): string {
  for (const name of names) {
    const text = Object.hasOwn(forms, name) ? forms[name] : undefined
    if (typeof text === 'string') return text
  }
  return otherwise
}
