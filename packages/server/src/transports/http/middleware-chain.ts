import { isThenable } from '../../is-thenable.ts'
import type { Next } from '../../request/handler.ts'
import type { HttpRequest } from '../../request/request.ts'
import type { Response } from '../../request/response.ts'
import {
  type AnyMiddleware,
  type HttpErrorMiddleware,
  type HttpMiddleware,
  takesError,
} from './http-middleware.ts'
import { rememberPrototypes } from './remember-prototypes.ts'

/** Hears of the end of a chain: nobody answered, or an error that nobody took. */
export type ChainEnd = (error?: unknown) => void

/** Runs a request through some middleware; with an error through those that take errors. Never throws. */
export type Chain = (req: HttpRequest, res: Response, end: ChainEnd, error?: unknown) => void

/** A middleware of either kind, told apart once. */
interface Link {
  readonly run: HttpMiddleware | undefined
  readonly runOnError: HttpErrorMiddleware | undefined
}

/**
 * Makes one function of a list of middleware. What throws, rejects or calls `next(error)` goes on with the error
 * middleware after it, then to `end`. A second call of the same `next` does nothing.
 */
export function toChain(middleware: readonly AnyMiddleware[]): Chain {
  const links = middleware.map(toLink)
  if (links.length === 0) {
    return (_req, _res, end, error) => {
      end(error)
    }
  }
  return (req, res, end, error) => {
    runFrom(links, 0, error, req, res, end)
  }
}

function toLink(middleware: AnyMiddleware): Link {
  return takesError(middleware)
    ? { run: undefined, runOnError: middleware }
    : { run: middleware, runOnError: undefined }
}

function runFrom(
  links: readonly Link[],
  start: number,
  error: unknown,
  req: HttpRequest,
  res: Response,
  end: ChainEnd,
): void {
  const index = findFitting(links, start, Boolean(error))
  const link = links[index]
  if (link === undefined) {
    end(error)
    return
  }
  let isOver = false
  const restorePrototypes = rememberPrototypes(req, res)
  const next: Next = (outcome) => {
    if (isOver) return
    isOver = true
    restorePrototypes()
    runFrom(links, index + 1, outcome, req, res, end)
  }
  try {
    const result =
      link.run === undefined ? link.runOnError?.(error, req, res, next) : link.run(req, res, next)
    if (isThenable(result)) result.then(undefined, toFail(next))
  } catch (thrown) {
    toFail(next)(thrown)
  }
}

function findFitting(links: readonly Link[], start: number, failed: boolean): number {
  for (let index = start; index < links.length; index += 1) {
    if ((links[index]?.run === undefined) === failed) return index
  }
  return links.length
}

/** `next(undefined)` would mean that all is well. */
function toFail(next: Next): (thrown: unknown) => void {
  return (thrown) => next(thrown ? thrown : new Error(`A middleware threw ${String(thrown)}.`))
}
