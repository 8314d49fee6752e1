import { failAnswer } from '../request/answer-once.ts'
import type { MessageClasses } from '../request/create-message-classes.ts'
import type { Request } from '../request/request.ts'
import type { RenderCallback, Response } from '../request/response.ts'
import type { AppViews } from './app-views.ts'
import { ViewNotInferredError } from './errors.ts'
import { readViewArguments } from './view-arguments.ts'

/** Defines `res.view()` and `res.render()`. */
export function defineViewMembers(messages: MessageClasses, views: AppViews): void {
  messages.defineResponseMember('view', {
    writable: true,
    value(...values: unknown[]) {
      const { path, locals, callback } = readViewArguments(values)
      return answerOrCallBack(this, callback, () => renderView(views, this, path, locals))
    },
  })
  messages.defineResponseMember('render', {
    writable: true,
    value(...values: unknown[]) {
      const { path = '', locals, callback } = readViewArguments(values)
      const sources = [ofRequest(this), this.locals, locals]
      const order = { view: path, locals: sources, layout: false } as const
      return answerOrCallBack(this, callback, () => views.render(order))
    },
  })
}

/**
 * Renders a view for a request. What is passed wins over the route's locals, those over `res.locals`, and these over
 * the configuration's.
 * @throws (or rejects) an error with a code
 */
export function renderView(
  views: AppViews,
  res: Response,
  path: string | undefined,
  locals: object | undefined,
): string | Promise<string> {
  const { settings } = views
  const route = res.req.options['locals']
  const ofRoute = typeof route === 'object' && route !== null ? route : undefined
  return views.render({
    view: path ?? inferView(res.req),
    locals: [ofRequest(res), settings.locals, res.locals, ofRoute, locals],
    layout: settings.layout,
  })
}

/** Sends HTML, under a content type that was set before. */
function sendHtml(res: Response, html: string): void {
  if (!res.hasHeader('content-type')) res.type('html')
  res.send(html)
}

/** @throws {ViewNotInferredError} `E_VIEW_INFER` */
function inferView({ options, method, url }: Request): string {
  const { view, action } = options
  if (typeof view === 'string') return view
  if (typeof action === 'string') return action.replaceAll('.', '/')
  throw new ViewNotInferredError(method, url)
}

/** What views of a request have. The session is read when the template reads it. */
function ofRequest(res: Response): object {
  return {
    req: res.req,
    res,
    get session() {
      return res.req.session
    },
  }
}

function answerOrCallBack(
  res: Response,
  callback: RenderCallback | undefined,
  render: () => string | Promise<string>,
): Promise<void> | undefined {
  const fail = (error: unknown): void => void failAnswer(res, error)
  const work = settle(
    render,
    callback === undefined ? (html) => sendHtml(res, html) : (html) => callback(null, html),
    callback === undefined ? fail : (error) => callback(error as Error),
  )
  // Nobody may be waiting for the promise; a callback that fails must not end the process.
  return work?.catch(fail)
}

/** Calls one of two functions with what comes of rendering: at once if it can be. */
export function settle(
  render: () => string | Promise<string>,
  succeed: (html: string) => void,
  fail: (error: unknown) => void,
): Promise<void> | undefined {
  let html: string | Promise<string>
  try {
    html = render()
  } catch (error) {
    fail(error)
    return undefined
  }
  if (html instanceof Promise) return html.then(succeed, fail)
  succeed(html)
  return undefined
}
