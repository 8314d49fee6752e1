import type { Handler, Next } from '../request/handler.ts'
import type { RouteOptions } from '../request/request.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'

/** A handler that is about to run. @see Sails concepts: events, router:route */
export interface HandlerEvent {
  readonly req: Request
  readonly res: Response
  readonly next: Next
  /** Options of the route. */
  readonly options: Readonly<RouteOptions>
  readonly fn: Handler
}

/**
 * Who hears what happens to requests. Members may be set and taken away at any time; one that is not there costs
 * nothing.
 */
export interface PipelineObserver {
  /** Before each handler: `router:route`. */
  handler?: ((event: HandlerEvent) => void) | undefined
  /** Nobody answered, before `notFound` does: `router:request:404`. It may answer itself. */
  notFound?: ((req: Request, res: Response) => void) | undefined
  /** An error, before it is answered: `router:request:500`. It may answer itself. */
  error?: ((error: unknown, req: Request, res: Response) => void) | undefined
}
