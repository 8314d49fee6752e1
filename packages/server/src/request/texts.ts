/** Gives the text for a key, with values in its placeholders. A key without text is the text. */
export type Translate = (key: string, ...values: unknown[]) => string

/** The texts of one locale at a time. */
export interface Translations {
  readonly __: Translate
  /** `__n('%d cat', '%d cats', 3)`, or `__n('cats', 3)` when the locale's file has the forms under `cats`. */
  readonly __n: (key: string, ...values: unknown[]) => string
  readonly getLocale: () => string
}

/** `req.i18n`: the texts that a request sees. */
export interface RequestTexts extends Translations {
  /** Code of the locale that is spoken now. */
  readonly locale: string
  /** Chooses the locale; one that the app does not have stands for the default. Returns what was chosen. */
  readonly setLocale: (locale: string) => string
}

/**
 * What the hook `i18n` adds to requests. In an app without locales keys are the texts, and the locale is the default.
 * @see Sails concepts: internationalization
 */
export interface TextMembers {
  readonly i18n: RequestTexts
  /** Translates into the request's language. */
  readonly __: Translate
  readonly __n: Translations['__n']
  getLocale(): string
  /** Chooses the language for the rest of the request. An unknown one stands for the default. */
  setLocale(locale: string): string
}
