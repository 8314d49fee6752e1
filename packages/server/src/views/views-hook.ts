import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { type Hook, defineHook } from '../hook/hook-definition.ts'
import type { HookHost } from '../hook/hook-host.ts'
import type { Pages, RenderView } from '../hook/rendering.ts'
import { AppViews } from './app-views.ts'
import { ViewsWithoutHttpError } from './errors.ts'
import { createRenderView } from './render-view.ts'
import { defineViewMembers, renderView, settle } from './response-views.ts'
import { bindViewTargets } from './view-targets.ts'
import { type ViewsSettings, readViewsSettings } from './views-settings.ts'

/**
 * Pages: `res.view()`, `res.render()`, `sails.renderView()` and `{ view }` as target of routes. Nothing is read, and EJS
 * is not loaded, before a view is asked for. Public as `sails.hooks.views`: `hasView(view)` and `render`, an older name
 * of `sails.renderView`.
 *
 * @see Sails concepts: views
 */
export const viewsHook: Hook = defineHook((host) => {
  let settings: ViewsSettings
  const hook: Partial<Pages> & { render?: RenderView; [member: string]: unknown } = {
    defaults: { views: { extension: 'ejs', layout: 'layout', expose: 'all' } },

    configure() {
      if (host.hooks['http'] === undefined) throw new ViewsWithoutHttpError()
      dropOldEngine(host)
      settings = readViewsSettings(host.config['views'], process.env['NODE_ENV'] === 'production')
    },

    initialize() {
      const views = new AppViews(host, viewsFolder(host), settings)
      warnOfUnusedLayout(host, settings)
      defineViewMembers(host.messages, views)
      bindViewTargets(host, views)
      Object.assign(hook, pagesOf(views))
      host.renderView = createRenderView(host, views)
      hook.render = host.renderView
      Object.defineProperty(host, 'views', { configurable: true, get: () => views.files.tree() })
    },
  }
  return hook
})

function pagesOf(views: AppViews): Pages {
  return {
    hasView: (view) => views.files.find(view) !== undefined,
    showPage(res, view, locals, otherwise) {
      void settle(
        () => renderView(views, res, view, locals),
        (html) => void res.type('html').send(html),
        otherwise,
      )
    },
  }
}

function viewsFolder({ config }: HookHost): string {
  const folder: unknown = isPlainObject(config['paths']) ? config['paths']['views'] : undefined
  return path.resolve(String(config['appPath']), typeof folder === 'string' ? folder : 'views')
}

/** `views.engine` went with Sails 1.0, which still takes the extension from it. */
function dropOldEngine({ config, log }: HookHost): void {
  const { views } = config
  if (!isPlainObject(views) || views['engine'] === undefined) return
  log.debug(
    '`config.views.engine` is an old name; write `views.extension` and `views.getRenderFn`.',
  )
  const { engine } = views
  if (isPlainObject(engine) && engine['ext'] !== undefined) views['extension'] = engine['ext']
  delete views['engine']
}

function warnOfUnusedLayout({ log }: HookHost, { renderFunction, layout }: ViewsSettings): void {
  // `layout` is the default: who wrote nothing is not to be told.
  if (renderFunction === undefined || layout === false || layout === 'layout') return
  log.warn(
    '`config.views.layout` has no effect: layouts are for EJS, and `views.getRenderFn` brings another engine.',
  )
}
