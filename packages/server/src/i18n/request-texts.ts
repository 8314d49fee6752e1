import type { MessageClasses } from '../request/create-message-classes.ts'
import type { Request } from '../request/request.ts'
import type { RequestTexts } from '../request/texts.ts'
import { chooseLocale } from './accept-language.ts'
import type { AppTexts } from './app-texts.ts'
import { type I18nSettings, findLocale } from './i18n-settings.ts'

/** Gives each request its texts, made when it first shows one. */
export function textsOfRequests(
  texts: AppTexts,
  settings: I18nSettings,
): (req: Request) => RequestTexts {
  const known = new WeakMap<Request, RequestTexts>()
  return (req) => {
    const made = known.get(req) ?? createRequestTexts(req, texts, settings)
    known.set(req, made)
    return made
  }
}

/** Defines `req.i18n`, `req.__`, `req.setLocale()` and their kind, and the same as locals of views. */
export function defineRequestTexts(
  messages: MessageClasses,
  textsOf: (req: Request) => RequestTexts,
): void {
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
