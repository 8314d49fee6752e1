import { existsSync, readFileSync, statSync } from 'node:fs'

import { isPlainObject } from '@halyard/protocol'

import { BadLocaleFileError } from './errors.ts'

/** What a locale file has for a key: a text, its forms by number, or nothing. */
export type Entry = string | Readonly<Record<string, unknown>> | undefined

/** The texts of one locale, from a file. It is only ever read. */
export class Catalogue {
  readonly locale: string
  readonly file: string
  #texts: Readonly<Record<string, unknown>> = {}
  #version: string | undefined
  #rules: Intl.PluralRules | undefined

  constructor(locale: string, file: string) {
    this.locale = locale
    this.file = file
  }

  /** Whether there is a file. An app can do without: keys are texts too. */
  get exists(): boolean {
    return existsSync(this.file)
  }

  /**
   * Reads the file, if it is not as it was.
   * @throws {BadLocaleFileError} `E_BAD_LOCALE_FILE`; the texts stay as they were then
   */
  read(): void {
    const found = statSync(this.file, { throwIfNoEntry: false })
    const version = found === undefined ? undefined : `${found.mtimeMs} ${found.size}`
    if (version === this.#version) return
    this.#version = version
    this.#texts = version === undefined ? {} : readTexts(this.file)
  }

  /** The entry of a key: as it is written, else, in a key with dots, step by step. */
  find(key: string): Entry {
    return toEntry(own(this.#texts, key)) ?? toEntry(followPath(this.#texts, key.split('.')))
  }

  /** CLDR's name for a number: `one`, `few`, `other` ... */
  pluralOf(count: number): Intl.LDMLPluralRule {
    this.#rules ??= pluralRules(this.locale)
    return this.#rules.select(count)
  }
}

function readTexts(file: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  if (text.trim() === '') return {}
  let texts: unknown
  try {
    texts = JSON.parse(text)
  } catch (cause) {
    throw new BadLocaleFileError(file, `is no JSON (${String(cause)})`, { cause })
  }
  if (!isPlainObject(texts)) throw new BadLocaleFileError(file, 'is no dictionary')
  const wrong = Object.keys(texts).find((key) => toEntry(texts[key]) === undefined)
  if (wrong === undefined) return texts
  throw new BadLocaleFileError(file, `has neither a text nor a dictionary under "${wrong}"`)
}

function toEntry(value: unknown): Entry {
  return typeof value === 'string' || isPlainObject(value) ? value : undefined
}

function own(dictionary: unknown, key: string): unknown {
  return isPlainObject(dictionary) && Object.hasOwn(dictionary, key) ? dictionary[key] : undefined
}

function followPath(texts: unknown, names: readonly string[]): unknown {
  return names.reduce(own, texts)
}

/** Languages that the runtime does not know count like English. */
function pluralRules(locale: string): Intl.PluralRules {
  try {
    return new Intl.PluralRules(locale.replaceAll('_', '-'))
  } catch {
    return new Intl.PluralRules('en')
  }
}
