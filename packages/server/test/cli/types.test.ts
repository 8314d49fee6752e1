import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { keepsTypes } from '../../src/app/api-types/types-file.ts'
import { Sails } from '../../src/app/sails.ts'
import { halyard, startHalyard, waitForText, writeApp } from './run-halyard.ts'

const FILE = 'types/halyard-api.d.ts'
const ROOT = path.join(import.meta.dirname, '../../../..')
const TSC = path.join(ROOT, 'node_modules/typescript/bin/tsc')

const APP = {
  'config/session.js': 'module.exports.session = { secret: "for this test" }',
  'config/routes.js': `module.exports.routes = {
    'GET /user/:id': 'user/find-one',
    'PUT /user/:id': { controller: 'UserController', action: 'rename' },
    '/login': 'UserController.logIn',
    'GET /home': { view: 'home' },
    'GET /old': '/user/1',
    'GET /page/:number?': [{ policy: 'is-admin' }, { fn: async (req, res) => res.json(1) }],
    'GET /it\\'s': (req, res) => res.ok(),
    'GET /guarded': { policy: 'is-admin' },
    'GET /*': { view: 'home' },
    'GET r|^/x/(\\\\d+)$|id': 'user/find-one',
    'GET /replaced': 'replaced',
  }`,
  'config/controllers.js':
    'module.exports.controllers = { moduleDefinitions: { replaced: (req, res) => res.ok() } }',
  'api/controllers/replaced.js': 'module.exports = (req, res) => res.ok()',
  'api/controllers/user/find-one.js': 'module.exports = { fn: async () => ({ id: 1 }) }',
  'api/controllers/UserController.js':
    'module.exports = { logIn: (req, res) => res.ok(), rename: (req, res) => res.ok() }',
  'api/policies/is-admin.js': 'module.exports = (req, res, next) => next()',
  'api/helpers/greet.js':
    'module.exports = { inputs: { name: { type: "string" }, mark: { type: "string" } }, fn: async () => 1 }',
  'config/custom.js': 'module.exports.custom = { color: "blue" }',
  'api/helpers/user-stuff/find-one.js': 'module.exports = { fn: async () => 1 }',
  'views/home.ejs': 'Home',
}

test('types writes the routes, actions, policies and helpers of an app', async () => {
  const app = writeApp(APP)

  const { code, stdout } = await halyard(app, ['types'])

  expect(code).toBe(0)
  expect(stdout).toContain(`${FILE} is written: 8 routes.`)
  const lines = read(app).split('\n')
  const own = lines.slice(lines.indexOf('export interface Api {') + 1)
  expect(own).toEqual(
    `  'GET /home': PageRoute
  'GET /it\\'s': ConfiguredRoute<typeof import('../config/routes.js'), ['GET /it\\'s']>
  '/login': ControllerRoute<typeof import('../api/controllers/UserController.js'), 'logIn'>
  'GET /old': UntypedRoute
  'GET /page/:number?': ConfiguredRoute<typeof import('../config/routes.js'), ['GET /page/:number?', 1, 'fn'], 'number?'>
  'GET /replaced': UntypedRoute
  'GET /user/:id': ActionRoute<typeof import('../api/controllers/user/find-one.js'), 'id'>
  'PUT /user/:id': ControllerRoute<typeof import('../api/controllers/UserController.js'), 'rename', 'id'>
}

declare global {
  namespace Halyard {
    interface Routes extends Api {}
    interface Actions {
      replaced: unknown
      'security/grant-csrf-token': unknown
      'user/find-one': unknown
      'user/login': unknown
      'user/rename': unknown
    }
    interface Policies {
      'is-admin': unknown
    }
    interface Helpers {
      greet: HelperOf<ModuleOf<typeof import('../api/helpers/greet.js')>, ['name', 'mark']>
      userStuff: {
        findOne: HelperOf<ModuleOf<typeof import('../api/helpers/user-stuff/find-one.js')>>
      }
    }
    interface CustomConfig extends CustomOf<typeof import('../config/custom.js')> {}
  }
}
`.split('\n'),
  )
})

test('types leaves a file alone that says the same already', async () => {
  const app = writeApp(APP)
  await halyard(app, ['types'])
  const before = statSync(path.join(app, FILE)).mtimeMs

  const { code, stdout } = await halyard(app, ['types'])

  expect(code).toBe(0)
  expect(stdout).toContain('is up to date')
  expect(statSync(path.join(app, FILE)).mtimeMs).toBe(before)
})

test('types --check fails without writing until the file is up to date', async () => {
  const app = writeApp({ ...APP, 'config/types.js': "module.exports.types = { file: 'api.d.ts' }" })

  const missing = await halyard(app, ['types', '--check'])
  await halyard(app, ['types'])
  const there = await halyard(app, ['types', '--check'])

  expect([missing.code, there.code]).toEqual([1, 0])
  expect(missing.stderr).toContain('npx halyard types')
  expect(existsSync(path.join(app, FILE))).toBe(false)
  expect(read(app, 'api.d.ts')).toContain("typeof import('./api/controllers/user/find-one.js')")
})

test('an app that has Sails by name gets its types from there', async () => {
  const app = writeApp({ ...APP, 'package.json': '{"dependencies":{"sails":"npm:halyard"}}' })

  await halyard(app, ['types'])

  expect(read(app)).toContain("} from 'sails'\n")
})

test('lift in development keeps the file up to date where somebody checks types', async () => {
  const files = { 'jsconfig.json': '{}', 'config/local.js': 'module.exports = { port: 0 }' }
  const app = writeApp({ ...APP, ...files })

  const lifted = startHalyard(app, ['lift', '--no-watch'])
  await waitForText(lifted.stdout, /wrote types/i)

  expect(read(app)).toContain("'GET /user/:id': ActionRoute")
})

test.each<[what: string, files: Record<string, string>, isKept: boolean]>([
  ['has the file', { [FILE]: '' }, true],
  ['has a tsconfig.json', { 'tsconfig.json': '{}' }, true],
  ['asks for no types', {}, false],
  [
    'says types: false',
    { 'tsconfig.json': '{}', 'config/types.js': 'module.exports.types = false' },
    false,
  ],
])('whether lift keeps the file of an app that %s', async (_what, files, isKept) => {
  const app = new Sails()
  await app.load({ appPath: writeApp({ ...APP, ...files }), log: { level: 'silent' } })
  onTestFinished(async () => app.lower())

  expect(keepsTypes(app)).toBe(isKept)
})

function read(app: string, file = FILE): string {
  return readFileSync(path.join(app, file), 'utf8')
}

test('types tells TypeScript of the models', async () => {
  const app = writeApp({
    'package.json': '{"type":"module"}',
    'config/session.js': 'export const session = { secret: "for this test" }',
    'config/datastores.js': 'export const datastores = { default: { inMemoryOnly: true } }',
    'api/models/User.js':
      "import { defineModel } from '@halyard/orm'\nexport default defineModel({ attributes: { name: { type: 'string', required: true }, pets: { collection: 'pet', via: 'owner' } } })",
    'api/models/Pet.js':
      "export default { attributes: { name: 'string', owner: { model: 'user' } } }",
    'check.ts': `import type { ModelRecord } from '@halyard/orm'
      export const name: string = ({} as ModelRecord<'user'>).name
      // @ts-expect-error a user has no age
      export const age = ({} as ModelRecord<'user'>).age
    `,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        strict: true,
        noEmit: true,
        allowJs: true,
        skipLibCheck: true,
        types: [],
      },
      include: ['check.ts', 'types'],
    }),
  })

  const written = await halyard(app, ['types'])
  expect(written.stderr).toBe('')
  const { stdout } = spawnSync(process.execPath, [TSC, '-p', '.'], { cwd: app, encoding: 'utf8' })

  expect(read(app)).toContain(`declare module '@halyard/orm' {
  interface ModelRegistry {
    pet: ModuleOf<typeof import('../api/models/Pet.js')>
    user: ModuleOf<typeof import('../api/models/User.js')>
  }
}
`)
  expect(stdout).toBe('')
})
