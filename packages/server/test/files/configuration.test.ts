import path from 'node:path'

import { expect, test } from 'vitest'

import { readConfigFiles } from '../../src/app/config/config-files.ts'
import type { Config } from '../../src/app/config/config.ts'
import { Sails } from '../../src/app/sails.ts'
import { createTestApp, forTests } from '../../src/testing/create-test-app.ts'
import { loadWrittenApp } from './load-written-app.ts'
import { writeApp } from './write-app.ts'

const custom = (from: string, keys: readonly string[]): string =>
  `module.exports.custom = ${JSON.stringify(Object.fromEntries(keys.map((key) => [key, from])))}`

test('each source wins over those behind it', async () => {
  const { app } = await loadWrittenApp(
    {
      'config/a.js': custom('a', ['a']),
      'config/b.js': custom('b', ['a', 'b']),
      'config/deep/er/c.js': custom('folder', ['a', 'b', 'folder']),
      'config/env/test/x.js': custom('env folder', ['a', 'envFolder', 'envFile', 'local', 'given']),
      'config/env/test.js': custom('env file', ['a', 'envFile', 'local', 'given']),
      'config/env/production.js': custom('production', ['a', 'b', 'given', 'production']),
      'config/local.js': custom('local', ['a', 'local', 'given']),
      'config/locales/en.json': '{ "custom": "text" }',
    },
    { custom: { a: 'given', given: 'given' } },
  )

  expect(app.config.custom).toEqual({
    a: 'given',
    b: 'folder',
    folder: 'folder',
    envFolder: 'env folder',
    envFile: 'env file',
    local: 'local',
    given: 'given',
  })
})

test('dictionaries are merged, lists and functions are replaced', async () => {
  const { app } = await loadWrittenApp({
    'config/a.js': 'module.exports.custom = { list: [1, 2], deep: { a: 1 }, f: () => 1 }',
    'config/b.json5': '{ custom: { list: [3], deep: { b: 2 }, f: 4 } }',
  })

  expect(app.config.custom).toEqual({ list: [3], deep: { a: 1, b: 2 }, f: 4 })
})

test('config/local may choose the environment, other files may not', async () => {
  const files = {
    'config/env.js': 'exports.environment = "other"',
    'config/env/staging.js': custom('staging', ['from']),
  }
  const read = async (more: Record<string, string>): Promise<Config> => {
    const appPath = writeApp({ ...files, ...more })
    return (await readConfigFiles(path.join(appPath, 'config'), appPath, undefined)).config
  }

  const chosen = await read({ 'config/local.js': 'exports.environment = "staging"' })

  expect(chosen).toEqual({ environment: 'staging', custom: { from: 'staging' } })
  expect(await read({})).toEqual({})
})

test('what is known without files can be read while they load', async () => {
  const app = new Sails()
  const known = 'const { appPath, environment, paths } = globalThis.appThatLoads.config\n'
  const appPath = writeApp({
    'config/x.js': `${known}exports.custom = { appPath, environment, views: paths.views }`,
  })
  Object.assign(globalThis, { appThatLoads: app })

  await app.load(forTests({ appPath }))

  const views = path.join(appPath, 'views')
  expect(app.config.custom).toEqual({ appPath, environment: 'test', views })
  Reflect.deleteProperty(globalThis, 'appThatLoads')
  await app.lower()
})

test('all files that cannot be read are told together', async () => {
  const appPath = writeApp({
    'config/a.js': '\n\nnull.x',
    'config/b.json': '{ "a": }',
    'config/c.js': 'module.exports = 7',
  })

  const loading = createTestApp({ appPath })

  await expect(loading).rejects.toMatchObject({ code: 'E_LIFT_PROBLEMS' })
  await expect(loading).rejects.toThrow(
    /config\/a\.js:3[^]*config\/b\.json[^]*config\/c\.js exports 7/,
  )
})

test('a misspelt setting is told with its file', async () => {
  const appPath = writeApp({ 'config/x.js': 'exports.polices = {}' })

  await expect(createTestApp({ appPath })).rejects.toThrow(
    'There is no setting config.polices, which config/x.js sets. Did you mean config.policies?',
  )
})

test.each([
  ['switched off', { hooks: { userconfig: false } }],
  ['not listed', { loadHooks: ['moduleloader'] }],
])('the hook userconfig reads nothing when it is %s', async (_how, config) => {
  const { app } = await loadWrittenApp({ 'config/x.js': 'throw new Error("read")' }, config)

  expect(app.hooks['userconfig']).toBeUndefined()
})

test('a test app has no files unless its folder is named', async () => {
  const { app, lower } = await createTestApp()

  expect(Object.keys(app.hooks)).not.toContain('userconfig')
  await lower()
})
