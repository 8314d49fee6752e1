import type { Log } from '../hook/log.ts'
import type { Pages } from '../hook/rendering.ts'
import type { Response } from '../request/response.ts'
import { isOpaqueError, toErrorBody } from './error-body.ts'
import type { ResponseContext, ResponseFunctions } from './response-function.ts'

/**
 * The responses that every app has and may replace.
 * @param production Whether answers hide what went wrong.
 * @param pages The app's views, if it has any.
 * @see Sails reference: res.ok, res.badRequest, res.forbidden, res.notFound, res.serverError
 */
export function createStandardResponses(
  log: Log,
  production: boolean,
  pages: () => Pages | undefined,
): ResponseFunctions {
  const answerWithPage = createPageAnswer(log, pages)
  return {
    ok(data: unknown) {
      return answerWithData(this.res, 200, data, production)
    },

    badRequest(data: unknown) {
      return answerWithData(this.res, 400, data, production)
    },

    forbidden() {
      return this.res.sendStatus(403)
    },

    notFound() {
      answerWithPage(this.res, 404, {}, () => this.res.sendStatus(404))
    },

    serverError(data: unknown) {
      log.error('Answered with 500 (server error):', data)
      const shown = production ? undefined : data
      answerWithPage(this.res, 500, { error: shown }, () => {
        answerWithData(this.res, 500, shown, false)
      })
    },

    negotiate(error: unknown) {
      return negotiate(this, error)
    },
  }
}

/** Answers with data, or with the name of the status where there is none, or none that clients may read. */
function answerWithData(
  res: Response,
  status: number,
  data: unknown,
  production: boolean,
): Response {
  if (data === undefined || (production && isOpaqueError(data))) return res.sendStatus(status)
  return res.status(status).json(isOpaqueError(data) ? toErrorBody(data) : data)
}

type PageAnswer = (
  res: Response,
  status: 404 | 500,
  locals: Record<string, unknown>,
  answerPlainly: () => unknown,
) => void

/** Answers with the page of a status, `views/404` or `views/500`, to those who want HTML, if the app has it. */
function createPageAnswer(log: Log, pages: () => Pages | undefined): PageAnswer {
  return (res, status, locals, answerPlainly) => {
    const view = String(status)
    const known = res.req.wantsJSON ? undefined : pages()
    if (known === undefined || !known.hasView(view)) {
      answerPlainly()
      return
    }
    known.showPage(res.status(status), view, locals, (error) => {
      log.warn(`views/${view} could not be rendered:`, error)
      answerPlainly()
    })
  }
}

/** Chooses the response by the status of an error. */
function negotiate({ res }: ResponseContext, error: unknown): void {
  const status = statusOf(error)
  if (status === 403) res.forbidden()
  else if (status === 404) res.notFound()
  else if (status >= 400 && status <= 499) res.badRequest(error)
  else res.serverError(error)
}

function statusOf(error: unknown): number {
  const isErrorLike = typeof error === 'object' && error !== null && 'status' in error
  return isErrorLike ? Number(error.status) : 500
}
