import { expectTypeOf } from 'vitest'

import { definePolicy } from '../../policies/define-policy.ts'
import type { Request } from '../../request/request.ts'
import type { Response } from '../../request/response.ts'
import { defineResponse } from '../../responses/define-response.ts'
import type { SailsApp } from '../sails.ts'
import { defineBootstrap, defineConfig, definePolicies, defineRoutes } from './define-config.ts'

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- as an app writes it
  namespace Halyard {
    interface ConfigSections {
      pulseForTests?: { everyMs: number }
    }
  }
}

// What must compile.
const whole = defineConfig({
  port: 1338,
  environment: 'staging',
  log: { level: 'warn', format: 'json' },
  routes: {
    'GET /user/:id': 'user/find-one',
    '/login': { action: 'user/login', csrf: false, myOption: 7 },
    'put r|^/x$|': (req, res) => res.json({ id: req.param('id') }),
  },
  http: { middleware: { order: ['router'], mine: () => undefined }, trustProxy: 1 },
  sockets: { onlyAllowOrigins: ['https://example.com', /x/], rateLimit: { perSecond: 5 } },
  session: { secret: ['new', 'old'], mySetting: true, cookie: { maxAge: '24h' } },
  requestTimeoutMs: '30s',
  shutdown: { timeoutMs: 5_000 },
  security: { cors: { allowOrigins: '*' }, csrf: { sockets: 'origin' } },
  policies: { '*': 'is-logged-in', 'user/*': ['a', (_req, _res, next) => next()], default: 'deny' },
  paths: { public: 'assets', mine: 'over/there' },
  custom: { color: 'blue', nested: { deep: true } },
  pulseForTests: { everyMs: 5 },
})
expectTypeOf(whole.custom).toEqualTypeOf<{
  readonly color: 'blue'
  readonly nested: { readonly deep: true }
}>()
expectTypeOf(whole.routes['put r|^/x$|']).returns.toExtend<Response>()

const routes = defineRoutes({
  'GET /health': async (_req, res) => res.json({ fine: true }),
  '/chain': [{ policy: 'is-admin' }, { fn: (req: Request, res: Response) => res.json(req.method) }],
  '/old': { redirect: '/new', status: 301 },
  '/page': { view: 'page', locals: { layout: false } },
})
expectTypeOf(routes['GET /health']).parameter(0).toEqualTypeOf<Request>()

definePolicies({ '*': true, 'user/*': 'is-logged-in', UserController: { '*': ['a', 'b'] } })
definePolicy((req, res, next) => (req.isSocket ? next() : res.forbidden()))
defineBootstrap(async () => undefined)
const expired = defineResponse(function expired(since: Date) {
  expectTypeOf(this.req).toEqualTypeOf<Request>()
  return this.res.status(410).json({ since })
})
expectTypeOf(expired).parameters.toEqualTypeOf<[since: Date]>()

declare const app: SailsApp
expectTypeOf(app.config.custom).toEqualTypeOf<Record<string, unknown>>()

// What must not.
// @ts-expect-error the key is misspelt
defineConfig({ sesion: { secret: 'x' } })
// @ts-expect-error the key of a section is misspelt
defineConfig({ sockets: { onlyAlowOrigins: [] } })
// @ts-expect-error the key of a section is misspelt
defineConfig({ http: { trustproxy: true } })
// @ts-expect-error the key of a section is misspelt
defineConfig({ log: { levl: 'warn' } })
// @ts-expect-error a limit is a number or a text
defineConfig({ http: { bodyParser: { limit: true } } })
// @ts-expect-error there is no such unit
defineConfig({ requestTimeoutMs: '30 seconds' })
// @ts-expect-error there is no such choice
defineConfig({ unknownRouteTargets: 'ignore' })
// @ts-expect-error the section of a hook has other settings
defineConfig({ pulseForTests: { every: 5 } })
// @ts-expect-error the verb is misspelt
defineRoutes({ 'GTE /user': 'user/find' })
// @ts-expect-error the path does not begin with a slash
defineConfig({ routes: { 'GET user': 'user/find' } })
// @ts-expect-error a target is no number
defineRoutes({ 'GET /user': 7 })
// @ts-expect-error an option has another type
defineRoutes({ 'GET /user': { action: 'user/find', timeoutMs: 'long' } })
// @ts-expect-error a policy is no number
definePolicies({ '*': 7 })
// @ts-expect-error there is no such choice
definePolicies({ default: 'refuse' })
