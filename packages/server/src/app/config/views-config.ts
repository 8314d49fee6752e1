import type { RenderFunction } from '../../views/views-settings.ts'

/** `sails.config.views`. @see Sails reference: sails.config.views */
export interface ViewsConfig {
  /** Ending of the files; `false` when views are named with it. @default 'ejs' */
  extension?: string | false
  /** Path of the layout below the views folder; `true` is `layout`, `false` none. @default 'layout' */
  layout?: string | boolean
  /** What every view sees. */
  locals?: Record<string, unknown>
  /** Returns the engine that renders instead of EJS. */
  getRenderFn?: () => RenderFunction
  /** Whether templates are read once. @default whether `NODE_ENV` is `production` */
  cache?: boolean
  /** What `exposeLocalsToBrowser()` shows without `keys`. @default 'all' */
  expose?: 'all' | 'named'
}

/** `sails.config.i18n`. @see Sails reference: sails.config.i18n */
export interface I18nConfig {
  /** Languages of the app; none switches the hook off. @default [] */
  locales?: readonly string[]
  /** @default 'en' */
  defaultLocale?: string
  /** Folder of the files of texts. @default 'config/locales/' */
  localesDirectory?: string
  /** Key of the session that names the locale. @default none */
  sessionKey?: string
  /** Parameter of the query that names the locale. @default none */
  queryParam?: string
  /** Cookie that names the locale. @default none */
  cookieName?: string
}
