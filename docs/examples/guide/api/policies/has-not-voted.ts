import type { Next, Request, Response } from 'halyard'

/** One vote for each visitor, whichever door the vote comes through. */
export default function hasNotVoted(req: Request, res: Response, proceed: Next): void {
  if (req.session?.['hasVoted']) return res.forbidden()
  proceed()
}
