import type { Next, Request, Response } from 'halyard'

export default function isLoggedIn(_req: Request, _res: Response, next: Next): void {
  next()
}
