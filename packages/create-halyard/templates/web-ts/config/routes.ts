import { defineRoutes } from 'halyard'

export const routes = defineRoutes({
  'GET /health': 'health',
  'GET /greeting/:name': 'greet',

  // assets/app.js asks for these, over a socket.
  'POST /listener': 'message/listen',
  'POST /message': 'message/send',
  'GET /halyard.io.js': 'client-script',
})
