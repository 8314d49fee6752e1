import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import { createTestApp } from '../../src/testing/create-test-app.ts'
import { loadWrittenApp } from './load-written-app.ts'

test('durations may be texts with a unit', async () => {
  const { app } = await loadWrittenApp({
    'config/x.json': JSON.stringify({
      requestTimeoutMs: '30s',
      hookTimeout: '1m',
      shutdown: { timeoutMs: '1.5 s' },
      session: { cookie: { maxAge: '24h' } },
      http: { cache: '365d' },
    }),
  })

  expect(app.config).toMatchObject({
    requestTimeoutMs: 30_000,
    hookTimeout: 60_000,
    shutdown: { timeoutMs: 1_500 },
    session: { cookie: { maxAge: 86_400_000 } },
    http: { cache: 31_536_000_000 },
  })
})

test.each<[string, Config]>([
  ['a duration without unit', { requestTimeoutMs: '30' as unknown as number }],
  ['a log level that is none', { log: { level: 'loud' } }],
  [
    'a secret of cookies that is no text',
    { session: { secret: 7 as never }, hooks: { session: false } },
  ],
  ['a folder whose name is almost one of ours', { paths: { controlers: 'x' } }],
])('%s is told', async (_what, config) => {
  await expect(createTestApp(config)).rejects.toMatchObject({ code: expect.stringMatching(/^E_/) })
})

test('a section of the app with a short name is not taken for a misspelt one of ours', async () => {
  const { app } = await loadWrittenApp({
    'config/x.js': 'exports.dog = { name: "Rex" }; exports.post = {}',
  })

  expect(app.config['dog']).toEqual({ name: 'Rex' })
  await expect(createTestApp({ lgo: {} })).rejects.toMatchObject({ code: 'E_UNKNOWN_CONFIG_KEY' })
})

/** Every setting that Sails 1.5 documents, but those of helpers and models (blueprints, datastores, models, orm). */
const DOCUMENTED = `
  appPath beforeShutdown bootstrap bootstrapTimeout commands.deploy.module controllers.moduleDefinitions custom dontLift
  environment explicitHost generators.modules globals globals._ globals.async globals.models globals.sails globals.services
  hooks hookTimeout
  host http.cache http.customMiddleware http.middleware http.middleware.bodyParser http.middleware.order http.serverOptions
  http.trustProxy i18n.defaultLocale i18n.locales i18n.localesDirectory implementationSniffingTactic
  installedHooks liftTimeout loadHooks log.colors log.prefix log.prefixes log.prefixTheme log.prefixThemes log.logLevels
  log.globalizeAs log.inspectOptions log.custom log.inspect log.level log.noShip paths paths.public paths.tmp
  policies policies.moduleDefinitions port process.removeAllListeners routes security.cors.allRoutes
  security.cors.allowAnyOriginWithCredentialsUnsafe security.cors.allowCredentials security.cors.allowOrigins
  security.cors.allowRequestHeaders security.cors.allowRequestMethods security.cors.allowResponseHeaders security.csrf
  session.adapter session.cookie session.handleConstructingSessionStore session.isSessionDisabled session.name
  session.secret session.url session.host session.port session.pass session.db session.client
  session.onRedisDisconnect session.onRedisReconnect sockets.adapter sockets.adapterOptions sockets.adminAdapterOptions
  sockets.afterDisconnect sockets.beforeConnect sockets.allowUpgrades sockets.cookie
  sockets.grant3rdPartyCookie sockets.maxHttpBufferSize sockets.onlyAllowOrigins sockets.path sockets.pingInterval
  sockets.pingTimeout sockets.pubClient sockets.subClient sockets.adminPubClient sockets.adminSubClient sockets.subEvent
  sockets.sendResponseHeaders sockets.sendStatusCode sockets.serveClient sockets.transports sockets.url sockets.host
  sockets.port sockets.db sockets.pass sockets.onRedisDisconnect sockets.onRedisReconnect ssl
  views.extension views.getRenderFn views.layout views.locals`
  .trim()
  .split(/\s+/)

test('every documented setting has a line in the docs, as one that works or as a difference', () => {
  const read = (page: string): string =>
    readFileSync(new URL(`../../../../docs/${page}.md`, import.meta.url), 'utf8')
  const pages = ['configuration', 'differences-from-sails', 'helpers', 'policies'].map((page) => {
    try {
      return read(page)
    } catch {
      return ''
    }
  })
  const text = pages.join('\n')

  const missing = DOCUMENTED.filter((name) => !text.includes(`\`${name}\``))

  expect(missing).toEqual([])
})
