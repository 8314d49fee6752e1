import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { halyard, halyardHere, writeApp } from './run-halyard.ts'

const PARTS = [
  [['action', 'user.findAll'], 'api/controllers/user/find-all.*'],
  [['action', 'View profile page'], 'api/controllers/view-profile-page.*'],
  [['action', 'user/classic', '--no-actions2'], 'api/controllers/user/classic.*'],
  [['controller', 'admin/pet', 'find', 'createOne'], 'api/controllers/admin/PetController.*'],
  [['helper', 'user/get-thing'], 'api/helpers/user/get-thing.*'],
  [['model', 'user', 'name', 'age:number'], 'api/models/User.*'],
  [['view', 'pages/about'], 'views/pages/about.ejs'],
  [['view', 'pages/profile-page'], 'views/pages/profile-page.ejs'],
  [['page', 'account/profile'], 'views/pages/account/profile.ejs'],
  [['email', 'welcome'], 'views/emails/email-welcome.ejs'],
  [['policy', 'isLoggedIn'], 'api/policies/is-logged-in.*'],
  [['hook', 'pulse'], 'api/hooks/pulse/index.*'],
  [['response', 'payment-required'], 'api/responses/paymentRequired.*'],
  [['script', 'tidy', 'up'], 'scripts/tidy-up.*'],
] as const

const CONFIG = {
  'config/routes.js': `export default { routes: {
    'GET /all': 'user/find-all',
    'GET /classic': 'user/classic',
    'GET /about': { view: 'pages/about' },
    'GET /account/profile': 'account/view-profile',
    'GET /pet': 'admin/PetController.find',
    'GET /paid': { response: 'paymentRequired' },
  } }`,
  'config/policies.js': "export default { policies: { 'admin/pet/*': 'is-logged-in' } }",
  'config/session.js': "export default { session: { secret: 'for this test' } }",
}

test.each([
  ['CommonJS', '{"name":"app"}', '.js', {}],
  ['ES modules', '{"name":"app","type":"module"}', '.js', {}],
  ['TypeScript', '{"name":"app","type":"module"}', '.ts', { 'tsconfig.json': '{}' }],
])('what is generated for an app in %s lifts', async (_style, manifest, ending, files) => {
  const config = Object.fromEntries(
    Object.entries(CONFIG).map(([name, text]) => [name.replace('.js', '.mjs'), text]),
  )
  const app = writeApp({ ...config, ...files, 'package.json': manifest })
  for (const [words, file] of PARTS) {
    const { code, stdout } = await halyardHere(app, ['generate', ...words])
    expect([code, stdout.split('\n')[0]]).toEqual([0, `Wrote ${file.replace('.*', ending)}.`])
  }

  const routes = await halyard(app, ['routes'])
  const script = await halyard(app, ['run', 'tidy-up'])

  expect([routes.code, routes.stderr]).toEqual([0, ''])
  expect(routes.stdout).toMatch(/GET +\/pet +admin\/pet\/find +is-logged-in/)
  expect(script).toEqual({ code: 0, stdout: 'done\n', stderr: '' })
})

test('an action is generated with the line that its route needs', async () => {
  const { stdout } = await halyardHere(writeApp(), ['generate', 'action', 'user/find-one'])

  expect(stdout).toContain("'GET /user/find-one': 'user/find-one'")
})

test('a file that is there stays, but with --force', async () => {
  const app = writeApp({ 'api/policies/mine.js': '// mine' })
  const file = path.join(app, 'api/policies/mine.js')

  const refused = await halyardHere(app, ['generate', 'policy', 'mine'])
  expect([refused.code, readFileSync(file, 'utf8')]).toEqual([1, '// mine'])
  expect(refused.stderr).toContain('E_FILE_EXISTS')

  const forced = await halyardHere(app, ['generate', 'policy', 'mine', '--force'])
  expect(forced.code).toBe(0)
  expect(readFileSync(file, 'utf8')).toContain('function mine(')
})

test('nothing is written when one of several files is there', async () => {
  const app = writeApp({ 'api/controllers/UserController.js': '// mine' })

  const { code, stderr } = await halyardHere(app, ['generate', 'api', 'user'])

  expect([code, stderr]).toEqual([1, expect.stringContaining('UserController.js is there already')])
  expect(existsSync(path.join(app, 'api/models'))).toBe(false)
})

test('an action of an app whose npm test runs them gets a test, which passes', async () => {
  const scripts = { test: 'node --test' }
  const app = writeApp({
    'package.json': JSON.stringify({ name: 'app', type: 'module', scripts }),
    'config/session.js': "export const session = { secret: 'for this test' }",
  })

  const { stdout } = await halyardHere(app, ['generate', 'action', 'user/find'])

  expect(stdout).toContain('Wrote api/controllers/user/find.test.js.')
  const { code } = await halyard(app, ['run', 'test'])
  expect(code).toBe(0)
})

test('without a part, generate tells how it is used', async () => {
  const { code, stdout } = await halyardHere(writeApp(), ['generate'])

  expect(code).toBe(0)
  expect(stdout).toContain('Usage: halyard generate <part> <name>')
  expect(stdout).toContain('model <name> [attribute[:type] ...]')
})

test('--dry-run only shows the file', async () => {
  const app = writeApp()

  const { code, stdout } = await halyardHere(app, ['generate', 'action', 'look', '--dry-run'])

  expect(code).toBe(0)
  expect(stdout).toContain("friendlyName: 'Look'")
  expect(existsSync(path.join(app, 'api'))).toBe(false)
})

test.each([
  ['an unknown part', ['polcy', 'x'], 'Did you mean "policy"?'],
  ['what it leaves to others', ['parasails'], 'E_GENERATOR_UNSUPPORTED'],
  ['no name', ['api'], 'A new api needs a name. Usage: halyard generate api <name>'],
  ['a name that leaves the folder', ['action', '../../x'], 'E_BAD_PART_NAME'],
  ['a policy in a folder', ['policy', 'admin/x'], 'E_BAD_PART_NAME'],
  ['a name that is code', ['controller', 'x', "a(){},['b']"], 'E_BAD_PART_NAME'],
  ['a model named as what all objects have', ['model', 'constructor'], 'E_BAD_PART_NAME'],
  ['an attribute of an unknown type', ['model', 'user', 'age:int'], 'E_BAD_ATTRIBUTE'],
  ['two languages', ['action', 'x', '--ts', '--js'], 'E_EXCLUSIVE_OPTIONS'],
  ['an unknown option', ['action', 'x', '--froce'], 'Did you mean --force?'],
])('generate refuses %s and writes nothing', async (_what, words, reason) => {
  const app = writeApp()

  const { code, stdout, stderr } = await halyardHere(app, ['generate', ...words])

  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain(reason)
  expect(existsSync(path.join(app, 'api'))).toBe(false)
})
