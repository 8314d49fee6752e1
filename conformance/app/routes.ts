import type { Handler } from 'halyard'

import { describeRequest } from './describe-request.ts'

const ok: Handler = (_req, res) => res.ok()

/** The routes that the recordings ask for; everything else is `/probe/<action>`. */
export const routes: Record<string, unknown> = {
  '/hello': ok,
  '/req': { action: 'req' },
  '/req/:id': { action: 'req' },
  'r|^/rx/(\\d+)/(\\w+)$|num,word': describeRequest,
  '/viewroute': { view: 'pages/hello', locals: { who: 'route' } },
  'GET /onlyget': ok,
  'POST /onlypost': ok,
  'PATCH /onlypatch': ok,
  'HEAD /onlyhead': ok,
  'OPTIONS /onlyoptions': ok,
  '/act2': 'act2',
  '/act2/:n': 'act2',
  '/secret': 'probe.secret',
  '/redir': '/target',
  '/resp': { response: 'teapot' },
  'GET /csrfToken': { action: 'security/grant-csrf-token' },
  'POST /nocsrf': { fn: ok, csrf: false },
  'POST /needscsrf': { fn: ok, csrf: true },
  '/cors': {
    fn: ok,
    cors: { allowOrigins: ['http://good.example'], allowCredentials: true },
  },
  'GET /user/:id/friends': friends,
}

/** The answer of the documented request: as many friends as `limit` says. */
function friends(...[req, res]: Parameters<Handler>): void {
  const limit = Number(req.param('limit', 30))
  const all = Array.from({ length: 40 }, (_value, index) => ({
    id: index + 1,
    of: req.param('id'),
  }))
  res.json(all.slice(0, limit))
}
