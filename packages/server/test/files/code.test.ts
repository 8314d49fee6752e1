import { expect, test } from 'vitest'

import type { LogConfig } from '../../src/logger/create-logger.ts'
import { loadWrittenApp } from './load-written-app.ts'

/** Collects what the app warns of. */
function collectWarnings(): { warnings: string[]; log: LogConfig } {
  const warnings: string[] = []
  const ignore = (): void => undefined
  const custom = {
    log: ignore,
    debug: ignore,
    info: ignore,
    error: ignore,
    warn: (text: string) => void warnings.push(text),
  }
  return { warnings, log: { level: 'warn', custom } }
}

const action = (name: string): string => `module.exports = (req, res) => res.json('${name}')`

test('actions and controllers have the identities of their files', async () => {
  const { app } = await loadWrittenApp({
    'api/controllers/index.js': action('index'),
    'api/controllers/a1-2.js': action('a1-2'),
    'api/controllers/Upper/user.admin/find-one.js': 'module.exports = { fn: async () => 1 }',
    'api/controllers/ThingController.js':
      'module.exports = { logIn(req, res) {}, _config: {}, text: "no action" }',
    'api/controllers/nested/DeepController.mjs': 'export function index(req, res) {}',
  })

  expect(Object.keys(app.getActions()).toSorted()).toEqual([
    'a1-2',
    'index',
    'nested/deep/index',
    'security/grant-csrf-token',
    'thing/login',
    'upper/user/admin/find-one',
  ])
})

test('files that are no actions are left out, and told together', async () => {
  const { warnings, log } = collectWarnings()
  const { app } = await loadWrittenApp(
    {
      'api/controllers/camelCase.js': action('x'),
      'api/controllers/dotted.name.js': action('x'),
      'api/controllers/FooController.js': action('x'),
      'api/controllers/no-action.js': 'module.exports = { fine: 1 }',
    },
    { log },
  )

  expect(Object.keys(app.getActions())).toEqual(['security/grant-csrf-token'])
  expect(warnings.join('')).toMatch(
    /FooController\.js[^]*camelCase\.js[^]*dotted\.name\.js[^]*no-action\.js/,
  )
})

test('actions of files win over those of hooks, those of the configuration over both', async () => {
  const { request } = await loadWrittenApp(
    { 'api/controllers/one.js': action('file'), 'api/controllers/two.js': action('file') },
    {
      routes: { 'GET /one': 'one', 'GET /two': 'two' },
      controllers: {
        moduleDefinitions: { two: (_req: unknown, res: { json: Function }) => res.json('config') },
      },
      hooks: {
        own: (sails) => ({
          registerActions: () =>
            sails.registerAction(
              (_req: unknown, res: { json: Function }) => res.json('hook'),
              'one',
            ),
        }),
      },
    },
  )

  expect((await request('get', '/one')).body).toBe('file')
  expect((await request('get', '/two')).body).toBe('config')
})

test('a hook may register its actions when it begins, and again when actions are reloaded', async () => {
  const { app } = await loadWrittenApp(
    {},
    {
      hooks: {
        own: (sails) => ({
          initialize(this: { registerActions(done: () => void): void }, done: () => void) {
            this.registerActions(done)
          },
          registerActions(done: () => void) {
            sails.registerAction(() => undefined, 'of-the-hook')
            done()
          },
        }),
      },
    },
  )
  expect(Object.keys(app.getActions())).toContain('of-the-hook')

  await app.reloadActions()
  expect(Object.keys(app.getActions())).toContain('of-the-hook')

  await app.reloadActions({ hooksToSkip: ['own'] })
  expect(Object.keys(app.getActions())).not.toContain('of-the-hook')
})

test('exits that name a response or a view which is not there are told together', async () => {
  const exits = `{ tea: { responseType: 'teapot' }, page: { viewTemplatePath: 'no/such' },
    gone: { responseType: 'notFound' }, home: { viewTemplatePath: 'home' }, own: { responseType: 'own' }, short: 404 }`
  const { warnings, log } = collectWarnings()
  await loadWrittenApp(
    {
      'api/controllers/show.js': `module.exports = { exits: ${exits}, fn: async () => 1 }`,
      'api/responses/own.js': 'module.exports = function () { this.res.send() }',
      'views/home.ejs': 'home',
    },
    { log },
  )

  expect(warnings.filter((text) => text.includes('cannot be answered'))).toEqual([
    expect.stringMatching(
      /a 500:\n {2}- "tea" of "show": there is no res\.teapot\(\)[^\n]*\n {2}- "page" of "show": there is no view no\/such$/,
    ),
  ])
})

test('two actions of one identity are refused with both files', async () => {
  const loading = loadWrittenApp({
    'api/controllers/user/login.js': action('x'),
    'api/controllers/UserController.js': 'module.exports = { login() {} }',
  })

  await expect(loading).rejects.toMatchObject({ code: 'E_CONFLICT', identity: 'user/login' })
  await expect(loading).rejects.toThrow(/UserController\.js[^]*user\/login\.js/)
})

test('policies and responses of files are used by their names', async () => {
  const { request } = await loadWrittenApp(
    {
      'api/policies/isAdmin.js': 'module.exports = (req, res, proceed) => res.teapot("no admin")',
      'api/policies/sub/pass.js': 'module.exports = async (req, res, proceed) => proceed()',
      'api/responses/teapot.js':
        'module.exports = function (data) { return this.res.status(418).json(data) }',
      'api/controllers/guarded.js': action('in'),
      'api/controllers/open.js': action('open'),
    },
    {
      policies: { guarded: ['sub/pass', 'isAdmin'], open: 'sub/pass' },
      routes: { 'GET /guarded': 'guarded', 'GET /open': 'open' },
    },
  )

  expect(await request('get', '/guarded')).toMatchObject({ statusCode: 418, body: 'no admin' })
  expect(await request('get', '/open')).toMatchObject({ statusCode: 200, body: 'open' })
})

test('a policy and a response that are no functions are refused', async () => {
  const policy = loadWrittenApp({ 'api/policies/x.js': 'module.exports = {}' })
  const response = loadWrittenApp({ 'api/responses/x.js': 'module.exports = {}' })

  await expect(policy).rejects.toMatchObject({ code: 'E_INVALID_POLICY' })
  await expect(response).rejects.toMatchObject({ code: 'E_INVALID_RESPONSE' })
})

test('without the hook moduleloader no code of the app is read', async () => {
  const { app } = await loadWrittenApp(
    { 'api/controllers/x.js': 'throw new Error("read")', 'api/policies/x.js': 'throw 1' },
    { hooks: { moduleloader: false } },
  )

  expect(app.hooks['moduleloader']).toBeUndefined()
})
