export const routes = {
  'GET /health': 'health',
  'GET /greeting/:name': 'greet',
}
