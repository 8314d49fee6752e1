import type { Next } from '../../request/handler.ts'
import type { HttpRequest } from '../../request/request.ts'
import type { Response } from '../../request/response.ts'

/** Connect middleware: answers, or calls `next`. The rejection of a returned promise counts as `next(error)`. */
export type HttpMiddleware = (req: HttpRequest, res: Response, next: Next) => unknown

/** Connect middleware for errors, known by its four parameters. It runs only after an error. */
export type HttpErrorMiddleware = (
  error: unknown,
  req: HttpRequest,
  res: Response,
  next: Next,
) => unknown

/** Either kind of middleware. */
export type AnyMiddleware = HttpMiddleware | HttpErrorMiddleware

/** Whether middleware is for errors: Connect counts its parameters. */
export function takesError(middleware: AnyMiddleware): middleware is HttpErrorMiddleware {
  return middleware.length === 4
}
