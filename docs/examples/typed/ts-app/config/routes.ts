import type { Request, Response } from 'halyard'

// #region routes
export const routes = {
  'GET /user/:id/friends': 'user/friends',
  'GET /user/:id': 'user/show',
  'GET /health': (_req: Request, res: Response) => res.json({ fine: true }),
}
// #endregion routes
