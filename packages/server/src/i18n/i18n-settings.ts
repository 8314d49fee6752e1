import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, throwProblems } from '../errors.ts'
import { InvalidI18nConfigError } from './errors.ts'

/** `sails.config.i18n`, read. */
export interface I18nSettings {
  /** As in the configuration, and as the files are named. Empty when the app speaks one language. */
  readonly locales: readonly string[]
  /** One of {@link locales}. */
  readonly defaultLocale: string
  /** Folder of the files. */
  readonly directory: string
  /** Where a request may say its locale beside the header `accept-language`; by order of rank. */
  readonly sessionKey: string | undefined
  readonly queryParam: string | undefined
  readonly cookieName: string | undefined
}

/** Settings of `config.i18n`. */
export const I18N_KEYS: readonly string[] = [
  'cookieName',
  'defaultLocale',
  'locales',
  'localesDirectory',
  'queryParam',
  'sessionKey',
]

/** `en`, `pt-br`, `zh_Hant`: what can also be the name of a file. */
const LOCALE = /^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$/

/**
 * Reads `config.i18n`. A default locale that is not among the locales counts as the first of them, as in Sails.
 * @throws {InvalidI18nConfigError} `E_INVALID_I18N_CONFIG`; for more than one `LiftProblemsError`
 */
export function readI18nSettings(config: unknown, appPath: string): I18nSettings {
  if (!isPlainObject(config)) throw new InvalidI18nConfigError('', config, 'a dictionary')
  const problems: HalyardError[] = []
  const { locales, defaultLocale, localesDirectory } = config
  const list: readonly unknown[] = Array.isArray(locales) ? locales : []
  const known = list.filter(isLocale)
  if (!Array.isArray(locales) || known.length !== list.length) {
    const expected = "a list of locales such as ['en', 'pt-br']"
    problems.push(new InvalidI18nConfigError('.locales', locales, expected))
  }
  if (!isLocale(defaultLocale)) {
    problems.push(new InvalidI18nConfigError('.defaultLocale', defaultLocale, "a locale: 'en'"))
  }
  const names = readNames(config, problems)
  if (typeof localesDirectory !== 'string' || localesDirectory === '') {
    const expected = "a folder such as 'config/locales/'"
    problems.push(new InvalidI18nConfigError('.localesDirectory', localesDirectory, expected))
  }
  throwProblems(problems)
  return {
    locales: known,
    defaultLocale: findLocale(known, defaultLocale) ?? known[0] ?? String(defaultLocale),
    directory: path.resolve(appPath, String(localesDirectory)),
    ...names,
  }
}

/** The locale of a list that somebody names, whatever the case and the dash; `undefined` for none. */
export function findLocale(locales: readonly string[], name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined
  const wanted = normal(name)
  return locales.find((locale) => normal(locale) === wanted)
}

function normal(locale: string): string {
  return locale.toLowerCase().replaceAll('_', '-')
}

function isLocale(value: unknown): value is string {
  return typeof value === 'string' && LOCALE.test(value)
}

function readNames(
  config: Record<string, unknown>,
  problems: HalyardError[],
): Pick<I18nSettings, 'sessionKey' | 'queryParam' | 'cookieName'> {
  const read = (setting: string): string | undefined => {
    const value = config[setting]
    if (value === undefined || value === null || value === false) return undefined
    if (typeof value === 'string' && value !== '') return value
    problems.push(new InvalidI18nConfigError(`.${setting}`, value, "a name such as 'lang'"))
    return undefined
  }
  return {
    sessionKey: read('sessionKey'),
    queryParam: read('queryParam'),
    cookieName: read('cookieName'),
  }
}
