import { defineRoutes } from 'halyard'

// #region routes
export const routes = defineRoutes({
  'GET /user/:id/friends': 'user/friends',
  'GET /user/:id': 'user/show',
  'GET /greeting': 'greet',
  'GET /health': (_req, res) => res.json({ fine: true }),
})
// #endregion routes
