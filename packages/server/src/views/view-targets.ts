import { isPlainObject } from '@halyard/protocol'

import type { HookHost } from '../hook/hook-host.ts'
import type { Handler } from '../request/handler.ts'
import type { AppViews } from './app-views.ts'
import { UnknownRouteViewError } from './errors.ts'

/** What the event `route:typeUnknown` tells. */
interface UnknownTarget {
  readonly path: string | RegExp
  readonly verb: string
  readonly target: unknown
  readonly options?: Record<string, unknown>
}

/**
 * Lets routes lead to views: `{ view: 'pages/home', locals: { title: 'Home' } }`. The file must be there when the route
 * is bound.
 * @see Sails concepts: routes, custom routes, view target
 */
export function bindViewTargets(host: HookHost, views: AppViews): void {
  host.on('route:typeUnknown', ({ path, verb, target, options }: UnknownTarget) => {
    const view: unknown = isPlainObject(target) ? target['view'] : undefined
    if (typeof view !== 'string') return
    if (views.files.find(view) === undefined) {
      throw new UnknownRouteViewError(String(path), view, views.placesOf(view))
    }
    const serveView: Handler = (_req, res) => res.view(view)
    host.router.bind(path, serveView, verb, options)
  })
}
