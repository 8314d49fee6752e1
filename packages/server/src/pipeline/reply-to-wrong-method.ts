import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import type { RouteTable } from '../router/route.ts'
import { type ErrorReplySettings, replyWithError } from './error-reply.ts'
import { MethodNotAllowedError } from './errors.ts'

/** What decides about it. */
export interface WrongMethodSettings extends ErrorReplySettings {
  readonly table: RouteTable<unknown>
  readonly methodNotAllowed: boolean
}

/**
 * Answers 405, with `Allow`, to a method that no route of the path takes, while others do.
 * @returns Whether it did: by default such a request is not found, as in Sails.
 */
export function replyToWrongMethod(
  settings: WrongMethodSettings,
  req: Request,
  res: Response,
): boolean {
  if (!settings.methodNotAllowed) return false
  const methods = settings.table.methodsFor(req.path)
  // A route of that method has matched, and left the request to others.
  if (methods.length === 0 || methods.includes(req.method)) return false
  res.set('Allow', methods.join(', '))
  replyWithError(new MethodNotAllowedError(req.method, methods), res, settings)
  return true
}
