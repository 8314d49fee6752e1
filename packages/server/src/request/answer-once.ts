import { InvalidStatusError, SecondAnswerError } from './errors.ts'
import { type ResponseState, responseState } from './response-state.ts'
import type { Response } from './response.ts'

/** How often an error's answer may itself fail: the app's `serverError` may, and the plain one that follows it. */
const MAX_FAILURES = 2

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
  if (state.misuseReported || state.failures > 0 || (state.done && !state.answered)) return res
  state.misuseReported = true
  const { method, originalUrl } = res.req
  state.runtime.handleMisuse?.(new SecondAnswerError(method, originalUrl), res.req)
  return res
}

/** Puts an error's answer in the place of one that could not be made. */
export function failAnswer<Res extends Response>(res: Res, error: unknown): Res {
  const state = responseState(res)
  if (state.done || state.failures > MAX_FAILURES) return res
  state.failures += 1
  if (!res.retract()) return res
  if (state.failures <= MAX_FAILURES) state.runtime.handleFailure(error, res.req, res)
  else res.sendStatus(500)
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

/** Apps use texts too: `res.status('404')`. */
export function toStatus(code: unknown): unknown {
  return typeof code === 'string' ? Number(code) : code
}

/** The part of `res.retract()` that all doors share. */
export function reopenAnswer(res: Response): void {
  const state = responseState(res)
  state.answered = false
  state.answerTasks = undefined
  res.statusCode = 500
  for (const name of BODY_HEADERS) {
    // Node takes the removal of a length that is not there for a wish to send none.
    if (res.hasHeader(name)) res.removeHeader(name)
  }
}
