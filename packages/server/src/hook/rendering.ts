import type { RenderCallback, Response } from '../request/response.ts'
import type { HasHooks } from './translations.ts'

/** `sails.renderView()`. @see Sails reference: sails.renderView */
export interface RenderView {
  /**
   * @param view Path below the views folder, without extension.
   * @param locals What the view shows; `layout` chooses the layout, `locale` the language.
   * @throws (rejects) {ViewNotFoundError} `E_VIEW_FAILED`, {TemplateFailedError} `E_TEMPLATE_FAILED`
   */
  (view: string, locals?: Record<string, unknown>): Promise<string>
  (view: string, locals: Record<string, unknown>, callback: RenderCallback): void
}

/** What the views hook offers to those who answer with a page if there is one: `sails.hooks.views`. */
export interface Pages {
  /** Whether the app has that view. */
  hasView(view: string): boolean
  /** Answers with a view. `otherwise` is called, with the reason, when it cannot be rendered. */
  showPage(
    res: Response,
    view: string,
    locals: Record<string, unknown>,
    otherwise: (error: unknown) => void,
  ): void
}

/** The views hook's pages; `undefined` when the hook is off or replaced by one without them. */
export function pagesOf(host: HasHooks): Pages | undefined {
  const hook: unknown = host.hooks['views']
  return hasPages(hook) ? hook : undefined
}

function hasPages(hook: unknown): hook is Pages {
  if (typeof hook !== 'object' || hook === null) return false
  return ['hasView', 'showPage'].every((name) => typeof Reflect.get(hook, name) === 'function')
}
