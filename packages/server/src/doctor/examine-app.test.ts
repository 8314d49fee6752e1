import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

import { describe, expect, test } from 'vitest'

import { writeApp } from '../../test/files/write-app.ts'
import { examineApp } from './examine-app.ts'

const manifest = (dependencies: Record<string, string>): string => JSON.stringify({ dependencies })
const ACTION = 'module.exports = async (req, res) => res.ok()'

/** What is found in an app, but for what is only good to know: `file:line code or beginning of the text`. */
function examine(files: Record<string, string>): string[] {
  return examineApp(writeApp(files))
    .filter(({ weight }) => weight !== 'works')
    .map(({ weight, file, line, see, text }) => {
      const place = line === undefined ? file : `${file}:${line}`
      return `${weight} ${place} ${see ?? text.slice(0, 40)}`
    })
}

test('nothing is wrong with an app that works', () => {
  const found = examine({
    'package.json': manifest({ sails: '^1.5.0', 'sails-hook-orm': '^4.0.0' }),
    'app.js': "require('sails').lift(require('sails/accessible/rc')('sails'))",
    'api/controllers/user/find-one.js': ACTION,
    'api/controllers/AdminController.js': 'module.exports = { index(req, res) {}, _config: {} }',
    'api/models/User.js':
      'module.exports = { attributes: { name: { type: "string" }, age: "number" } }',
    'api/policies/is-admin.js': 'module.exports = (req, res, proceed) => proceed()',
    'api/hooks/pulse/index.js':
      'module.exports = function (sails) { return { initialize: async () => {} } }',
    'config/policies.js':
      'module.exports.policies = { "*": true, "admin/*": "is-admin", AdminController: { index: ["is-admin"] } }',
    'config/globals.js':
      'module.exports.globals = { _: require("@sailshq/lodash"), async: false, models: true, sails: true }',
    'config/routes.js': `module.exports.routes = {
      'GET /user/:id': { action: 'user/find-one' },
      'GET /users': 'UserController.find',
      'GET /admin': [{ policy: 'is-admin' }, 'AdminController.index'],
      '/': { view: 'pages/homepage' },
      '/old': '/users',
      'GET /csrf': { action: 'security/grant-csrf-token' },
    }`,
    'views/pages/homepage.ejs': '<p></p>',
  })

  expect(found).toEqual([])
})

describe('what stops an app is found, with its line:', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'an app of Sails 0.12',
      { 'package.json': manifest({ sails: '~0.12.4' }) },
      'stops package.json The app is written for Sails ~0.12.4. Br',
    ],
    [
      'a route to an action that is not there',
      { 'config/routes.js': "module.exports.routes = {\n  'GET /x': 'user/fnid',\n}" },
      'stops config/routes.js:2 E_UNKNOWN_ROUTE_ACTION',
    ],
    [
      'a route to a view that is not there',
      { 'config/routes.js': "module.exports.routes = { '/': { view: 'home' } }" },
      'stops config/routes.js:1 E_UNKNOWN_ROUTE_VIEW',
    ],
    [
      'a route to a blueprint',
      { 'config/routes.js': "module.exports.routes = { '/': { blueprint: 'find' } }" },
      'stops config/routes.js:1 E_BLUEPRINT_TARGET',
    ],
    [
      'a verb that is none',
      { 'config/routes.js': "module.exports.routes = { 'GTE /x': '/y' }" },
      'stops config/routes.js:1 E_UNKNOWN_VERB',
    ],
    [
      'one address twice',
      { 'config/routes.js': "module.exports.routes = {\n  'GET /x': '/y',\n  'get /x/': '/z' }" },
      'stops config/routes.js:3 E_DUPLICATE_ROUTE',
    ],
    [
      'a policy that is not there',
      { 'config/policies.js': "module.exports.policies = { '*': ['isAdmin'] }" },
      'stops config/policies.js:1 E_UNKNOWN_POLICY',
    ],
    [
      'an action in two files',
      {
        'api/controllers/UserController.js': 'module.exports = { find() {} }',
        'api/controllers/user/find.js': ACTION,
      },
      'stops api/controllers/user/find.js E_CONFLICT',
    ],
    [
      'an action that takes exits only',
      { 'api/controllers/x.js': 'module.exports = {\n  fn: function (exits) {} }' },
      'stops api/controllers/x.js:2 D-EXITS-BY-COUNT',
    ],
    [
      'a private path',
      { 'config/x.js': "\nrequire('sails/lib/router/bind')" },
      'stops config/x.js:2 sails/lib/router/bind is a private path ',
    ],
    [
      'a private path through the file system',
      { 'api/services/x.js': "require('../../node_modules/sails/lib/app')" },
      'stops api/services/x.js:1 ../../node_modules/sails/lib/app is a pr',
    ],
    [
      'globals that leave one out',
      { 'config/globals.js': 'exports.globals = { sails: true, _: false, async: false }' },
      'stops config/globals.js:1 E_BAD_GLOBAL_CONFIG',
    ],
    [
      'settings of csrf in their old place',
      { 'config/csrf.js': 'module.exports.csrf = true' },
      'stops config/csrf.js:1 config.csrf has no effect since Sails 1.',
    ],
    [
      'a misspelt setting of the session',
      { 'config/session.js': 'module.exports.session = { secrte: 3 }' },
      'stops config/session.js:1 D-SESSION-KEYS',
    ],
    [
      'a misspelt setting of sockets',
      { 'config/sockets.ts': 'export const sockets = { transport: true as boolean }' },
      'stops config/sockets.ts:1 D-SOCKETS-KEYS',
    ],
    [
      'customMiddleware',
      { 'config/http.js': 'module.exports.http = { customMiddleware(app) {} }' },
      'stops config/http.js:1 D-CUSTOM-MIDDLEWARE',
    ],
    [
      'an attribute of an old type',
      { 'api/models/User.js': 'module.exports = { attributes: { bio: "text" } }' },
      'stops api/models/User.js:1 The attribute "bio" has the type "text",',
    ],
    [
      'methods of records',
      { 'api/models/User.mjs': 'export default { attributes: { toJSON() {} } }' },
      'stops api/models/User.mjs:1 The attribute "toJSON" is a method; reco',
    ],
    [
      'a hook that is no function',
      { 'api/hooks/x/index.js': 'module.exports = { initialize() {} }' },
      'stops api/hooks/x/index.js E_MALFORMED_HOOK',
    ],
    [
      'CoffeeScript',
      { 'api/controllers/x.coffee': '->' },
      'stops api/controllers/x CoffeeScript and LiveScript are not load',
    ],
    [
      'a response that went',
      { 'api/controllers/x.js': 'module.exports = (req, res) => res.negotiate(1)' },
      'stops api/controllers/x.js:1 res.negotiate() went with Sails 1.0. Wri',
    ],
    [
      'methods of models that went',
      {
        'api/models/User.js': 'module.exports = {}',
        'api/services/x.js': 'User.publishCreate({})',
      },
      'stops api/services/x.js:1 It went with Sails 1.0. Use Model.publis',
    ],
    [
      'a file that does not parse',
      { 'api/services/x.js': '\nconst' },
      'stops api/services/x.js:2 E_FILE_LOAD',
    ],
  ])('%s', (_what, files, expected) => {
    expect(examine(files)).toContain(expected)
  })
})

test('what code computes is not taken for missing', () => {
  const found = examine({
    'config/routes.js': `const more = require('./more')
      const action = 'x'
      module.exports.routes = { ...more, 'GET /x': { action }, 'GET /y': more.target }`,
    'api/controllers/UserController.js': 'module.exports = { ...require("./base") }',
    'config/env/production.js': "module.exports = { routes: { '/z': 'user/from-base' } }",
  })

  expect(found).toEqual(['differs config/env/production.js:1 E_UNKNOWN_ROUTE_ACTION'])
})

test('hooks in node_modules are looked into', () => {
  const found = examine({
    'package.json': manifest({ 'sails-hook-alpha': '1.0.0', other: '1.0.0' }),
    'node_modules/sails-hook-alpha/package.json': JSON.stringify({ sails: { isHook: true } }),
    'node_modules/sails-hook-alpha/index.js': "require('sails/lib/util')",
    'node_modules/other/package.json': '{}',
    'node_modules/other/index.js': "require('sails/lib/util')",
  })

  expect(found).toEqual([
    'stops node_modules/sails-hook-alpha/index.js:1 It requires sails/lib/util, a private pa',
  ])
})

test('everything that a finding points to is in the docs', () => {
  const docs = path.join(import.meta.dirname, '../../../../docs')
  const pages = ['differences-from-sails.md', 'errors.md']
    .map((page) => readFileSync(path.join(docs, page), 'utf8'))
    .join()
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'))
    .join()
  const pointers = sources.match(/'(?:D-[A-Z0-9-]+|E_[A-Z_]+)'/g) ?? []

  expect(pointers.length).toBeGreaterThan(10)
  expect(pointers.filter((pointer) => !pages.includes(pointer.slice(1, -1)))).toEqual([])
})
