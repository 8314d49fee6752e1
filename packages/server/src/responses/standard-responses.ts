import type { Log } from '../hook/log.ts'
import type { Response } from '../request/response.ts'
import { isOpaqueError, toErrorBody } from './error-body.ts'
import type { ResponseContext, ResponseFunctions } from './response-function.ts'

/**
 * The responses that every app has and may replace.
 * @param production Whether answers hide what went wrong.
 * @see Sails reference: res.ok, res.badRequest, res.forbidden, res.notFound, res.serverError
 */
export function createStandardResponses(log: Log, production: boolean): ResponseFunctions {
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
      return answerWithPage(this.res, 404, undefined)
    },

    serverError(data: unknown) {
      log.error('Answered with 500 (server error):', data)
      return answerWithPage(this.res, 500, production ? undefined : data)
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

/** Answers with a status that has a page of its own (`views/404`, `views/500`) in apps that have views. */
function answerWithPage(res: Response, status: 404 | 500, data: unknown): Response {
  return answerWithData(res, status, data, false)
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
