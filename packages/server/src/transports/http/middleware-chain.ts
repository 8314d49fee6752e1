import { isThenable } from '../../hook/call-and-wait.ts'
import type { Next } from '../../request/handler.ts'
import type { HttpRequest } from '../../request/request.ts'
import type { Response } from '../../request/response.ts'
import { keepPrototypes } from './express-app.ts'
import { type AnyMiddleware, takesError } from './http-middleware.ts'

/** Hears of the end of a chain: nobody answered, or an error that nobody took. */
export type ChainEnd = (error?: unknown) => void

/** Runs a request through some middleware. Never throws. */
export type Chain = (req: HttpRequest, res: Response, end: ChainEnd) => void

/**
 * Makes one function of a list of middleware. What throws, rejects or calls `next(error)` goes on with the error
 * middleware after it, then to `end`. A second call of the same `next` does nothing.
 */
export function toChain(middleware: readonly AnyMiddleware[]): Chain {
  const list = middleware.map(keepPrototypes)
  if (list.length === 0) {
    return (_req, _res, end) => {
      end()
    }
  }
  return (req, res, end) => {
    runFrom(list, 0, undefined, req, res, end)
  }
}

function runFrom(
  list: readonly AnyMiddleware[],
  start: number,
  error: unknown,
  req: HttpRequest,
  res: Response,
  end: ChainEnd,
): void {
  const index = findFitting(list, start, Boolean(error))
  const middleware = list[index]
  if (middleware === undefined) {
    end(error)
    return
  }
  let isOver = false
  const next: Next = (outcome) => {
    if (isOver) return
    isOver = true
    runFrom(list, index + 1, outcome, req, res, end)
  }
  const fail = (reason: unknown): void => {
    next(toTruthy(reason))
  }
  try {
    const result = takesError(middleware)
      ? middleware(error, req, res, next)
      : middleware(req, res, next)
    if (isThenable(result)) result.then(undefined, fail)
  } catch (thrown) {
    fail(thrown)
  }
}

function findFitting(list: readonly AnyMiddleware[], start: number, failed: boolean): number {
  for (let index = start; index < list.length; index += 1) {
    const middleware = list[index]
    if (middleware !== undefined && takesError(middleware) === failed) return index
  }
  return list.length
}

/** `next(undefined)` would mean that all is well. */
function toTruthy(thrown: unknown): unknown {
  return thrown ? thrown : new Error(`A middleware threw ${String(thrown)}.`)
}
