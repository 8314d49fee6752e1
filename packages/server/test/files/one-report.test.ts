import { expect, test } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import { HalyardError, LiftProblemsError } from '../../src/errors.ts'
import { createTestApp } from '../../src/testing/create-test-app.ts'
import { writeApp } from './write-app.ts'

/** Codes of all problems with which an app does not load, in the order of the alphabet. */
async function problemsOf(files: Record<string, string>, config: Config = {}): Promise<string[]> {
  const error = await createTestApp({ appPath: writeApp(files), ...config }).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof LiftProblemsError) return error.problems.map(({ code }) => code).toSorted()
  if (error instanceof HalyardError) return [error.code]
  throw error
}

const action = 'module.exports = (req, res) => res.ok()'

test('whatever is wrong with settings, files, policies, actions and routes is told in one report', async () => {
  const problems = await problemsOf({
    'config/broken.js': 'module.exports = {',
    'config/names.js': 'exports.polices = {}; exports.hookTimeout = "long"',
    'config/policies.js': 'exports.policies = { "user/login": "isLogedIn" }',
    'config/http.js': 'exports.http = { trustProxy: 0 }',
    'config/routes.js':
      'exports.routes = { "GEET /x": "user/login", "GET /y": "user/logim", "GET /z": { policy: "isLogedIn" } }',
    'api/policies/isLoggedIn.js': 'module.exports = (req, res, proceed) => proceed()',
    'api/responses/wrong.js': 'module.exports = {}',
    'api/controllers/user/login.js': action,
    'api/controllers/UserController.js': 'module.exports = { login() {} }',
    'api/hooks/no-hook.js': 'module.exports = {}',
  })

  expect(problems).toEqual([
    'E_BAD_HOOK_TIMEOUT',
    'E_CONFLICT',
    'E_FILE_LOAD',
    'E_HTTP_BAD_TRUSTPROXY',
    'E_INVALID_RESPONSE',
    'E_MALFORMED_HOOK',
    'E_UNKNOWN_CONFIG_KEY',
    'E_UNKNOWN_POLICY',
    'E_UNKNOWN_ROUTE_ACTION',
    'E_UNKNOWN_ROUTE_POLICY',
    'E_UNKNOWN_VERB',
  ])
})

test('an action that nobody knows is told along with a wrong setting', async () => {
  const routes =
    'exports.routes = { "GET /x": "no/such-action", "GET /y": "security/grant-csrf-token" }'

  const problems = await problemsOf({ 'config/x.js': routes }, { requestTimeoutMs: -1 })

  expect(problems).toEqual(['E_BAD_CONFIG', 'E_UNKNOWN_ROUTE_ACTION'])
})

test('nothing starts while something is wrong', async () => {
  const heard: string[] = []
  const config: Config = {
    requestTimeoutMs: -1,
    hooks: {
      own: () => ({
        initialize: () => void heard.push('initialize'),
        teardown: () => void heard.push('teardown'),
      }),
    },
  }

  expect(await problemsOf({}, config)).toEqual(['E_BAD_CONFIG'])
  expect(heard).toEqual([])
})

test('two actions of one identity and a route to nowhere are told together', async () => {
  const problems = await problemsOf({
    'config/routes.js': 'exports.routes = { "GET /x": "no/such-action" }',
    'api/controllers/user/login.js': action,
    'api/controllers/UserController.js': 'module.exports = { login() {} }',
  })

  expect(problems).toEqual(['E_CONFLICT', 'E_UNKNOWN_ROUTE_ACTION'])
})

test('a file that cannot be loaded is not told a second time as a name that nobody knows', async () => {
  const problems = await problemsOf({
    'config/app.js':
      'exports.routes = { "GET /x": "one" }; exports.policies = { "*": "fence", typo: "gaurd" }',
    'api/controllers/one.js': 'missing()',
    'api/policies/fence.js': 'missing()',
    'api/policies/guard.js': 'module.exports = (req, res, proceed) => proceed()',
  })

  expect(problems).toEqual(['E_FILE_LOAD', 'E_UNKNOWN_POLICY'])
})

test('an action that a hook may bring along is only missed when a known one comes near', async () => {
  const problems = await problemsOf(
    {
      'config/x.js':
        'exports.routes = { "GET /x": "hook/its-own", "GET /y": "user/lgin", "GET /z": "security/grant-csrf-token" }; exports.requestTimeoutMs = -1',
      'api/controllers/user/login.js': action,
      'api/controllers/needs-hook.js': 'hookGlobal()',
    },
    { hooks: { own: () => ({}) } },
  )

  expect(problems).toEqual(['E_BAD_CONFIG', 'E_UNKNOWN_ROUTE_ACTION'])
})

test('a name of a hook that is almost one is told, whether it is switched off or listed', async () => {
  expect(await problemsOf({}, { hooks: { sesion: false } })).toEqual(['E_UNKNOWN_CONFIG_KEY'])
  expect(await problemsOf({}, { loadHooks: ['http', 'polices'] })).toEqual(['E_UNKNOWN_CONFIG_KEY'])
})
