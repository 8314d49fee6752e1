import { defineRoutes } from 'halyard'

export const routes = defineRoutes({
  'GET /health': 'health',
  'GET /greeting/:name': 'greet',
})
