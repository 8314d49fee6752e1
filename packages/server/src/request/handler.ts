import type { Request } from './request.ts'
import type { Response } from './response.ts'

/** Goes on to the next matching handler, or with an argument to the error's answer. */
export type Next = (error?: unknown) => void

/** A function that may answer a request: an action, a policy, a route's function, Connect middleware. */
export type Handler = (req: Request, res: Response, next: Next) => unknown
