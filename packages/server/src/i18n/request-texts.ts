import type { Translate, Translations } from '../hook/translations.ts'
import type { MessageClasses } from '../request/create-message-classes.ts'
import type { Request } from '../request/request.ts'
import { chooseLocale } from './accept-language.ts'
import type { AppTexts } from './app-texts.ts'
import { type I18nSettings, findLocale } from './i18n-settings.ts'

/** `req.i18n`: the texts that a request sees. */
export interface RequestTexts extends Translations {
  /** Code of the locale that is spoken now. */
  readonly locale: string
  /** Chooses the locale; one that the app does not have stands for the default. Returns what was chosen. */
  readonly setLocale: (locale: string) => string
}

declare module '../request/request.ts' {
  interface RequestMembers {
    /** Texts in the request's language; `undefined` when the app has no locales. */
    readonly i18n?: RequestTexts
    /** Translates into the request's language. @see Sails concepts: internationalization */
    readonly __?: Translate
    readonly __n?: Translations['__n']
    getLocale?(): string
    /** Chooses the language for the rest of the request. An unknown one stands for the default. */
    setLocale?(locale: string): string
  }
}

/**
 * Defines `req.i18n`, `req.__`, `req.setLocale()` and their kind, and the same as locals of views. A request that shows
 * no text does none of it.
 */
export function defineRequestTexts(
  messages: MessageClasses,
  texts: AppTexts,
  settings: I18nSettings,
): void {
  const known = new WeakMap<Request, RequestTexts>()
  const textsOf = (req: Request): RequestTexts => {
    const made = known.get(req) ?? createRequestTexts(req, texts, settings)
    known.set(req, made)
    return made
  }
  messages.defineRequestMember('i18n', {
    get() {
      return textsOf(this)
    },
  })
  for (const name of ['__', '__n', 'getLocale', 'setLocale'] as const) {
    messages.defineRequestMember(name, {
      get() {
        return textsOf(this)[name]
      },
    })
  }
  messages.defineLocal('i18n', ({ req }) => textsOf(req).__)
  for (const name of ['__', '__n', 'getLocale'] as const) {
    messages.defineLocal(name, ({ req }) => textsOf(req)[name])
  }
}

function createRequestTexts(req: Request, texts: AppTexts, settings: I18nSettings): RequestTexts {
  let locale = texts.localeFor(localeOf(req, settings))
  texts.refresh(locale)
  return {
    ...texts.translations(() => locale),
    get locale() {
      return locale
    },
    setLocale(wanted) {
      locale = texts.localeFor(wanted)
      texts.refresh(locale)
      return locale
    },
  }
}

/** What the request says, where the configuration lets it; the header at last. */
function localeOf(req: Request, settings: I18nSettings): string | undefined {
  const { sessionKey, queryParam, cookieName, locales } = settings
  const said = [
    sessionKey === undefined ? undefined : req.session?.[sessionKey],
    queryParam === undefined ? undefined : req.query[queryParam],
    cookieName === undefined ? undefined : req.cookies[cookieName],
  ]
  const named = said.map((name) => findLocale(locales, name)).find((name) => name !== undefined)
  return named ?? chooseLocale(acceptLanguage(req), locales)
}

/** A socket speaks its page's language, as its handshake says, unless a request says another one. */
function acceptLanguage(req: Request): string | undefined {
  const own = req.headers['accept-language']
  if (own !== undefined || req.isSocket !== true) return own
  return req.socket.handshake.headers['accept-language']
}
