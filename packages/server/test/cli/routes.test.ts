import { expect, test } from 'vitest'

import { halyard, writeApp } from './run-halyard.ts'

const APP = {
  'api/controllers/user/find.js': 'module.exports = (req, res) => res.json([])',
  'api/policies/is-logged-in.js': 'module.exports = (req, res, next) => next()',
  'api/policies/is-admin.js': 'module.exports = (req, res, next) => next()',
  'api/hooks/pulse/index.js': `module.exports = () => ({
    routes: { after: { 'GET /pulse': function pulse(req, res) { res.ok() } } }
  })`,
  'config/policies.js':
    'module.exports.policies = { "user/*": ["is-logged-in", "is-admin"], "secret": false }',
  'api/controllers/secret.js': 'module.exports = (req, res) => res.ok()',
  'config/bootstrap.js': 'module.exports.bootstrap = () => { throw new Error("was lifted") }',
  'config/routes.js': `module.exports.routes = {
    'GET /user/:id?': 'user/find',
    '/old': { redirect: '/user' },
    'GET /slow': { action: 'user/find', timeoutMs: 100 },
    'GET /secret': 'secret',
  }`,
}

test('routes prints what answers, behind which policies, and where it was said', async () => {
  const { code, stdout } = await halyard(writeApp(APP), ['routes'])

  expect(code).toBe(0)
  const lines = stdout.split('\n').map((line) => line.trim().split(/ {2,}/))
  expect(lines[0]).toEqual(['METHOD', 'PATH', 'TARGET', 'POLICIES', 'FROM'])
  expect(lines).toContainEqual(['ANY', '/old', 'redirect /user', '-', 'config.routes'])
  expect(lines).toContainEqual(['GET', '/pulse', 'function pulse', '-', 'hook pulse'])
  expect(lines).toContainEqual(['GET', '/secret', 'secret', 'false', 'config.routes'])
})

test('routes --json writes nothing but JSON to stdout, in the order of matching', async () => {
  const { code, stdout } = await halyard(writeApp(APP), ['routes', '--json'])

  expect(code).toBe(0)
  const policies = ['is-logged-in', 'is-admin']
  const source = 'config.routes'
  expect(JSON.parse(stdout).slice(0, 4)).toEqual([
    { method: 'GET', path: '/slow', target: 'user/find', policies, source },
    { method: 'GET', path: '/secret', target: 'secret', policies: ['false'], source },
    { method: 'ANY', path: '/old', target: 'redirect /user', policies: [], source },
    { method: 'GET', path: '/user/:id?', target: 'user/find', policies, source },
  ])
})

test('routes fails with all problems of an app', async () => {
  const app = writeApp({
    'config/routes.js': 'module.exports.routes = { "GET /a": "nobody", "GTE /b": "nobody" }',
  })

  const { code, stdout, stderr } = await halyard(app, ['routes'])

  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain('E_LIFT_PROBLEMS')
  expect(stderr).toContain('GTE /b')
})
