import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'

/** What `this` is in a response: the request that it answers and the response it answers with. */
export interface ResponseContext {
  readonly req: Request
  readonly res: Response
}

/** A standard or custom response: `res.name(data)` calls it. @see Sails concepts: custom responses */
export type ResponseFunction = (this: ResponseContext, ...data: never[]) => unknown

/** Responses by the name under which `res` has them. */
export type ResponseFunctions = Record<string, ResponseFunction>
