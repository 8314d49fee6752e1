import { InvalidStatusError, SecondAnswerError } from './errors.ts'
import { type ResponseState, responseState } from './response-state.ts'
import type { Response } from './response.ts'

/** Headers that describe a body; they go when another body takes its place. */
const BODY_HEADERS = [
  'content-type',
  'content-length',
  'content-encoding',
  'content-disposition',
  'content-range',
  'transfer-encoding',
  'etag',
  'last-modified',
  'cache-control',
]

/** Whether another answer would be a second one. */
export function isAnswered(res: Response, state: ResponseState): boolean {
  return state.answered || state.done || res.headersSent
}

/** Ignores a second answer and says so, once. Throwing would end the process when it comes from a late callback. */
export function ignoreSecondAnswer<Res extends Response>(res: Res): Res {
  const state = responseState(res)
  // After a failure or a gone client the author did nothing wrong.
  if (state.misuseReported || state.failed || (state.done && !state.answered)) return res
  state.misuseReported = true
  const { method, originalUrl } = res.req
  state.runtime.handleMisuse?.(new SecondAnswerError(method, originalUrl), res.req)
  return res
}

/**
 * Puts an error's answer in the place of one that could not be made. When part of it has gone out over HTTP the
 * connection is cut, so that nobody takes the part for the whole.
 */
export function failAnswer<Res extends Response>(res: Res, error: unknown): Res {
  const state = responseState(res)
  if (state.done || state.failed) return res
  state.failed = true
  if (res.req.transport === 'http' && res.headersSent) {
    res.destroy()
    return res
  }
  reopen(res, state)
  state.runtime.handleFailure(error, res.req, res)
  return res
}

/** Fails an answer whose status Node would refuse to send. */
export function refuseStatus<Res extends Response>(res: Res, status: unknown): Res {
  res.statusCode = 500
  return failAnswer(res, new InvalidStatusError(status))
}

/** Whether HTTP has such a status. */
export function isStatus(status: unknown): status is number {
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 999
}

/** Apps pass texts too: `res.status('404')`. */
export function toStatus(code: unknown): unknown {
  return typeof code === 'string' ? Number(code) : code
}

function reopen(res: Response, state: ResponseState): void {
  state.answered = false
  state.answerTasks = undefined
  res.statusCode = 500
  for (const name of BODY_HEADERS) res.removeHeader(name)
}
