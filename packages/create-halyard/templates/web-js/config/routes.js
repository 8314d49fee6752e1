import { createRequire } from 'node:module'

const client = createRequire(import.meta.url).resolve('@halyard/client/sails.io.js')

export const routes = {
  'GET /health': 'health',
  'GET /greeting/:name': 'greet',
  'POST /listener': 'message/listen',
  'POST /message': 'message/send',
  'GET /halyard.io.js': (_req, res) => res.sendFile(client),
}
