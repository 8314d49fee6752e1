import { describe, expect, onTestFinished, test } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import { Sails } from '../../src/app/sails.ts'
import { writeApp } from '../files/write-app.ts'

/** An ORM as a package brings it: it asks the app for models, and makes globals of them. */
const ORM_PACKAGE = {
  'package.json': JSON.stringify({ dependencies: { 'sails-hook-orm': '^4.0.0' } }),
  'node_modules/sails-hook-orm/package.json': JSON.stringify({ sails: { isHook: true } }),
  'node_modules/sails-hook-orm/index.js': `module.exports = (sails) => ({
    initialize(done) {
      sails.modules.loadModels((error, models) => {
        if (error) return done(error)
        sails.models = models
        for (const model of Object.values(models)) {
          global[model.globalId] = Object.assign(model, { primaryKey: 'id', associations: [] })
        }
        done()
      })
    },
  })`,
}

/** Lifts an app of files on a free port; gives its address. */
async function lift(files: Record<string, string>, config: Config = {}): Promise<string> {
  const app = new Sails()
  onTestFinished(async () => app.lower())
  const quiet: Config = { log: { level: 'silent' }, port: 0, explicitHost: '127.0.0.1' }
  const globals = { sails: true, models: true, _: false, async: false }
  await app.lift({ appPath: writeApp(files), globals, ...quiet, ...config })
  const address = app.httpServer?.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

async function ask(url: string): Promise<unknown> {
  const answer = await fetch(url)
  return answer.json()
}

test('files of hooks read where the app is while they are loaded', async () => {
  const early = "[sails.config.environment, sails.config.paths.hooks.endsWith('api/hooks')]"
  const url = await lift({
    'api/hooks/early/index.js': `const early = ${early}; module.exports = () => ({ early })`,
    'api/controllers/show.js': 'module.exports = (req, res) => res.json(sails.hooks.early.early)',
    'config/routes.js': "module.exports.routes = { '/': 'show' }",
  })

  expect(await ask(url)).toEqual(['test', true])
})

test('models and what they have are there while files of actions and helpers are loaded', async () => {
  const url = await lift({
    ...ORM_PACKAGE,
    'api/models/Card.js': "module.exports = { Types: { ONE: 'one', TWO: 'two' }, attributes: {} }",
    'api/helpers/list-types.js':
      'const TYPES = Object.values(Card.Types); module.exports = { sync: true, fn: () => TYPES }',
    'api/controllers/show.js': `module.exports = {
      inputs: { type: { type: 'string', isIn: Object.values(Card.Types) } },
      fn: async () => ({ types: sails.helpers.listTypes(), models: Object.keys(sails.models) }),
    }`,
    'config/routes.js': "module.exports.routes = { '/': { action: 'show' } }",
  })

  expect(await ask(url)).toEqual({ types: ['one', 'two'], models: ['card'] })
  expect((await fetch(`${url}/?type=three`)).status).toBe(400)
})

describe('a hook of the app', () => {
  const HOOK = `const { AsyncLocalStorage } = require('node:async_hooks')
    const storage = new AsyncLocalStorage()
    module.exports = (sails) => ({
      storage,
      configure() {
        const { middleware } = sails.config.http
        middleware.remember = (req, res, next) => storage.run({ seen: [] }, next)
        middleware.order.unshift('remember')
      },
      initialize(done) {
        sails.on('router:before', () => {
          sails.router.bind(/^\\/any-(\\w+)$/, (req, res) => res.json({ group: req.params[0], seen: storage.getStore().seen }))
        })
        done()
      },
      routes: { before: { 'GET /*': { skipAssets: true, fn: (req, res, next) => { storage.getStore().seen.push('hook'); next() } } } },
    })`
  const FILES = {
    'api/hooks/remember/index.js': HOOK,
    'api/policies/look.js':
      "module.exports = (req, res, proceed) => { sails.hooks.remember.storage.getStore().seen.push('policy'); proceed() }",
    'api/controllers/show.js':
      'module.exports = { fn: async () => { await null; return sails.hooks.remember.storage.getStore() } }',
    'config/policies.js': "module.exports.policies = { '*': 'look' }",
    'config/http.js':
      "module.exports.http = { middleware: { order: ['cookieParser', 'session', 'bodyParser', 'router', 'www', 'favicon'] } }",
    'config/routes.js': "module.exports.routes = { 'GET /show': 'show' }",
  }

  test('adds middleware whose async storage reaches its routes, policies and actions', async () => {
    expect(await ask(`${await lift(FILES)}/show`)).toEqual({ seen: ['hook', 'policy'] })
  })

  test('binds regular expressions on router:before', async () => {
    expect(await ask(`${await lift(FILES)}/any-thing`)).toMatchObject({ group: 'thing' })
  })
})

test('parameters may stand behind a colon, be optional, or be a wildcard', async () => {
  const show = '(req, res) => res.json({ ...req.params })'
  const url = await lift({
    'config/routes.js': `module.exports.routes = {
      'GET /cards/labelId::labelId': ${show},
      'GET /page/:number?': ${show},
      'GET /files/*': ${show},
    }`,
  })

  expect(await ask(`${url}/cards/labelId:7`)).toEqual({ labelId: '7' })
  expect(await ask(`${url}/page`)).toEqual({})
  expect(await ask(`${url}/files/a/b`)).toEqual({ 0: 'a/b' })
})
