import { createRequire } from 'node:module'

import type { Config, Request, Response } from 'halyard'

const client = createRequire(import.meta.url).resolve('@halyard/client/sails.io.js')

export const routes: Config['routes'] = {
  'GET /health': 'health',
  'GET /greeting/:name': 'greet',
  'POST /listener': 'message/listen',
  'POST /message': 'message/send',
  'GET /halyard.io.js': (_req: Request, res: Response) => res.sendFile(client),
}
