import type { HookHost } from '../hook/hook-host.ts'
import type { RenderView } from '../hook/rendering.ts'
import { translatorOf } from '../hook/translations.ts'
import type { RenderCallback } from '../request/response.ts'
import type { AppViews } from './app-views.ts'

/** Makes `sails.renderView()`: HTML of a view for no request, such as a mail. */
export function createRenderView(host: HookHost, views: AppViews): RenderView {
  const render = async (view: unknown, locals: Record<string, unknown> = {}): Promise<string> =>
    views.render({
      view: String(view),
      locals: [textsFor(host, locals['locale']), views.settings.locals, locals],
      layout: views.settings.layout,
    })

  function renderView(view: string, locals?: Record<string, unknown>): Promise<string>
  function renderView(view: string, locals: Record<string, unknown>, callback: RenderCallback): void
  function renderView(
    view: string,
    locals?: Record<string, unknown>,
    callback?: RenderCallback,
  ): Promise<string> | void {
    const work = render(view, locals)
    if (callback === undefined) return work
    // A callback that throws is no failure of the promise.
    void work.then(
      (html) => process.nextTick(callback, null, html),
      (error: unknown) => process.nextTick(callback, error),
    )
  }
  return renderView
}

function textsFor(host: HookHost, locale: unknown): object {
  const translator = translatorOf(host)
  if (translator === undefined) return host.__ === undefined ? {} : { __: host.__, i18n: host.i18n }
  const { __, __n, getLocale } = translator.translationsFor(locale)
  return { __, i18n: __, __n, getLocale }
}
