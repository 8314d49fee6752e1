import type { Config } from 'halyard'

export const routes: Config['routes'] = {
  'GET /health': 'health',
  'GET /greeting/:name': 'greet',
}
