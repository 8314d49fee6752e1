import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

const CLIENT = require.resolve('@halyard/client/sails.io.js')

/** The script of the page. All other routes are made from api/models/User.js. */
export const routes = {
  'GET /halyard.io.js': (_req, res) => res.sendFile(CLIENT),
}
