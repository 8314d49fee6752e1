import type { HttpRequest } from '../../request/request.ts'
import type { Response } from '../../request/response.ts'

/**
 * Remembers what a request and its response are. Express applications make them theirs, by prototypes of their own,
 * and leave them so when they go on.
 * @returns what makes them ours again
 */
export function rememberPrototypes(req: HttpRequest, res: Response): () => void {
  const ofRequest: object | null = Object.getPrototypeOf(req)
  const ofResponse: object | null = Object.getPrototypeOf(res)
  return () => {
    if (Object.getPrototypeOf(req) !== ofRequest) Object.setPrototypeOf(req, ofRequest)
    if (Object.getPrototypeOf(res) !== ofResponse) Object.setPrototypeOf(res, ofResponse)
  }
}
