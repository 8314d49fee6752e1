import { type Hook, defineHook } from '../hook/hook-definition.ts'
import type { HookHost } from '../hook/hook-host.ts'
import type { Translator } from '../hook/translations.ts'
import type { Translate, Translations } from '../request/texts.ts'
import { AppTexts } from './app-texts.ts'
import { type I18nSettings, readI18nSettings } from './i18n-settings.ts'
import { defineRequestTexts, textsOfRequests } from './request-texts.ts'

/**
 * Texts in several languages: `sails.__()`, `req.i18n`, `__()` in views. Public as `sails.hooks.i18n`, with `setLocale()`
 * and `getLocale()` for the app's own locale, which is that of `sails.__()`. Without locales it removes itself.
 *
 * @see Sails concepts: internationalization
 */
export const i18nHook: Hook = defineHook((host) => {
  let settings: I18nSettings
  let texts: AppTexts | undefined
  const hook: Partial<Translator & Translations> & { [member: string]: unknown } = {
    defaults: {
      i18n: { locales: [], defaultLocale: 'en', localesDirectory: 'config/locales/' },
    },

    configure() {
      settings = readI18nSettings(host.config['i18n'], String(host.config['appPath']))
      if (settings.locales.length === 0) return
      const isDeveloping = process.env['NODE_ENV'] !== 'production'
      texts = new AppTexts(settings, host.log, isDeveloping)
      texts.load()
    },

    initialize() {
      if (texts === undefined) return speakOneLanguage(host, settings.defaultLocale)
      const own = createOwnTexts(texts, settings)
      Object.assign(hook, own)
      setTranslate(host, own.__)
      defineRequestTexts(host.messages, textsOfRequests(texts, settings))
    },
  }
  return hook
})

/** Texts for no request. */
function createOwnTexts(
  texts: AppTexts,
  settings: I18nSettings,
): Translator & Translations & { setLocale(locale: string): string } {
  let locale = settings.defaultLocale
  return {
    ...texts.translations(() => locale),
    setLocale(wanted) {
      locale = texts.localeFor(wanted)
      return locale
    },
    translationsFor(wanted) {
      const chosen = wanted === undefined ? settings.defaultLocale : texts.localeFor(wanted)
      texts.refresh(chosen)
      return texts.translations(() => chosen)
    },
  }
}

/** As in Sails: the hook is gone, and `__` gives back what it gets. */
function speakOneLanguage(host: HookHost, locale: string): void {
  let isTold = false
  const returnKey: Translate = (key) => {
    if (!isTold) host.log.debug('`__()` gives its argument back: `config.i18n.locales` is empty.')
    isTold = true
    return key
  }
  delete host.hooks['i18n']
  setTranslate(host, returnKey)
  const getLocale = (): string => locale
  const texts = { locale, __: returnKey, __n: returnKey, getLocale, setLocale: getLocale }
  defineRequestTexts(host.messages, () => texts)
}

function setTranslate(host: HookHost, translate: Translate): void {
  host.__ = translate
  host.i18n = translate
}
