module.exports.routes = {
  'GET /health': 'health',
  'GET /greeting/:name': 'greet',
}
