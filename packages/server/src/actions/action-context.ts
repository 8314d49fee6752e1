import type { RequestApp } from '../request/request-app.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'

/** `this` of an action, and the last argument of its callback form. */
export class ActionContext {
  readonly req: Request
  readonly res: Response
  /** The app. */
  readonly sails: RequestApp

  constructor(req: Request, res: Response) {
    this.req = req
    this.res = res
    const { _sails: sails } = req
    this.sails = sails
  }
}
