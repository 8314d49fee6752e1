import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'

/** `this` of a custom response. */
export interface ResponseContext {
  readonly req: Request
  readonly res: Response
}

/**
 * Gives a custom response, which is called as `res.<name of its file>()`, its types. Changes nothing.
 * @example
 * export default defineResponse(function expired(since: Date) {
 *   return this.res.status(410).json({ since })
 * })
 */
export function defineResponse<Values extends unknown[], Returned>(
  response: (this: ResponseContext, ...values: Values) => Returned,
): (this: ResponseContext, ...values: Values) => Returned {
  return response
}
