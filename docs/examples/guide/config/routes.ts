import type { Config } from 'halyard'

export const routes: Config['routes'] = {
  'GET /health': 'health',
  'GET /greeting/:name': 'greet',

  'POST /listener': 'message/listen',
  'POST /message': 'message/send',
  'GET /halyard.io.js': 'client-script',

  // #region poll
  'GET /poll': 'poll/show',
  'POST /poll': 'poll/vote',
  // #endregion poll
}
