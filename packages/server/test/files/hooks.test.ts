import { expect, test } from 'vitest'

import { loadWrittenApp } from './load-written-app.ts'

const hook = (says: string): string =>
  `module.exports = (sails) => ({ says: '${says}', defaults: { __configKey__: { is: '${says}' } } })`
const manifest = (sails: Record<string, unknown>): string =>
  JSON.stringify({ sails: { isHook: true, ...sails } })
const dependencies = (...names: readonly string[]): string =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '*'])) })

test('hooks of the project have the names of their files, in lower case', async () => {
  const { app } = await loadWrittenApp({
    'api/hooks/singleFile.js': hook('single'),
    'api/hooks/myFolder/index.js': `require('./helper'); ${hook('folder')}`,
    'api/hooks/myFolder/helper.js': 'module.exports = 1',
    'api/hooks/module.mjs': 'export default () => ({ says: "module" })',
    'api/hooks/empty/.gitkeep': '',
  })

  const said = ['singlefile', 'myfolder', 'module'].map((name) => app.hooks[name]?.['says'])
  expect(said).toEqual(['single', 'folder', 'module'])
  expect(app.config['singlefile']).toEqual({ is: 'single' })
})

test('packages that package.json names are hooks when they say so', async () => {
  const { app } = await loadWrittenApp(
    {
      'package.json': dependencies(
        'sails-hook-alpha',
        '@scope/sails-hook-beta',
        'gamma',
        'no-hook',
      ),
      'node_modules/sails-hook-alpha/package.json': manifest({}),
      'node_modules/sails-hook-alpha/index.js': hook('alpha'),
      'node_modules/@scope/sails-hook-beta/package.json': manifest({}),
      'node_modules/@scope/sails-hook-beta/index.js': hook('beta'),
      'node_modules/gamma/package.json': manifest({ hookName: 'NamedHook' }),
      'node_modules/gamma/index.js': hook('gamma'),
      'node_modules/no-hook/package.json': '{}',
      'node_modules/no-hook/index.js': 'throw 1',
      'node_modules/sails-hook-unnamed/package.json': manifest({}),
      'node_modules/sails-hook-unnamed/index.js': 'throw 1',
    },
    { installedHooks: { 'sails-hook-alpha': { name: 'alphaName', configKey: 'alphaKey' } } },
  )

  const names = Object.keys(app.hooks).filter((name) => 'says' in (app.hooks[name] ?? {}))
  expect(names).toEqual(['alphaName', 'beta', 'NamedHook'])
  expect(app.config['alphaKey']).toEqual({ is: 'alpha' })
  expect(app.hooks['NamedHook']).toMatchObject({ identity: 'namedhook' })
})

test('a hook of the project wins over one of a package, and both over a built-in one', async () => {
  const { app } = await loadWrittenApp({
    'package.json': dependencies('sails-hook-policies', 'sails-hook-same'),
    'node_modules/sails-hook-policies/package.json': manifest({}),
    'node_modules/sails-hook-policies/index.js': hook('package'),
    'node_modules/sails-hook-same/package.json': manifest({}),
    'node_modules/sails-hook-same/index.js': hook('package'),
    'api/hooks/same/index.js': hook('project'),
  })

  expect(app.hooks['same']).toMatchObject({ says: 'project' })
  expect(app.hooks['policies']).toMatchObject({ says: 'package' })
})

test.each([
  ['config/hooks.js', { 'config/hooks.js': 'exports.hooks = { one: false, csrf: false }' }, {}],
  ['what load() was given', {}, { hooks: { one: false } }],
  ['the text "false"', {}, { hooks: { one: 'false' } }],
  ['the hook userhooks', {}, { hooks: { userhooks: false } }],
])('%s switches a hook off without running it', async (_what, files, config) => {
  const { app } = await loadWrittenApp({ 'api/hooks/one/index.js': 'throw 1', ...files }, config)

  expect(app.hooks['one']).toBeUndefined()
})

test('config files switch built-in hooks off too', async () => {
  const { app } = await loadWrittenApp({ 'config/x.json': '{ "hooks": { "sockets": false } }' })

  expect(app.hooks['sockets']).toBeUndefined()
})

test('what is no hook is refused by its name', async () => {
  const loading = loadWrittenApp({ 'api/hooks/wrong.js': 'module.exports = { no: "function" }' })

  await expect(loading).rejects.toMatchObject({ code: 'E_MALFORMED_HOOK' })
  await expect(loading).rejects.toThrow('wrong')
})

test('a hook file that fails is told with its line, and leaves no globals behind', async () => {
  const globals = { sails: true, models: false, _: false, async: false }

  const loading = loadWrittenApp({ 'api/hooks/x.js': '\nif (sails) missing()' }, { globals })

  await expect(loading).rejects.toThrow('api/hooks/x.js:2')
  expect(Reflect.has(globalThis, 'sails')).toBe(false)
})
