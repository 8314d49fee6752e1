import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { expect, onTestFinished, test, vi } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import { type TestApp, createTestApp } from '../../src/testing/index.ts'

const USER = {
  attributes: {
    name: { type: 'string', required: true },
    pets: { collection: 'pet', via: 'owner' },
  },
}
const PET = { attributes: { name: 'string', owner: { model: 'user' } } }
const IN_MEMORY = { datastores: { default: { inMemoryOnly: true } } }
const SETTINGS = {
  models: {
    attributes: {
      id: { type: 'number', autoIncrement: true },
      createdAt: { type: 'number', autoCreatedAt: true },
      updatedAt: { type: 'number', autoUpdatedAt: true },
    },
  },
}

async function createApp(models: Record<string, object>, config: Config = {}): Promise<TestApp> {
  const app = await createTestApp({
    ...{ ...IN_MEMORY, ...SETTINGS, ...config },
    orm: { moduleDefinitions: { models } },
  })
  onTestFinished(async () => app.lower())
  return app
}

test('models of files and of the configuration work together', async () => {
  const folder = makeApp({
    'api/models/User.js': `module.exports = ${JSON.stringify(USER)}`,
    'api/controllers/count.js':
      'const rules = Object.keys(Pet.attributes).sort()\nmodule.exports = async (req, res) => res.json([await User.count(), rules])',
  })
  const globals = { sails: false, models: true, _: false, async: false } as const
  const { app, request } = await createApp(
    { pet: { globalId: 'Pet', ...PET } },
    { appPath: folder, globals, routes: { 'GET /count': 'count' } },
  )
  await app.models['user']?.create({ name: 'ann' })

  const { body } = await request('get', '/count')

  expect(body).toEqual([1, ['createdAt', 'id', 'name', 'owner', 'updatedAt']])
})

test('no global is left when the app ends', async () => {
  const globals = { sails: false, models: true, _: false, async: false } as const
  const app = await createApp({ User: USER, Pet: PET }, { globals })
  const before = Reflect.has(globalThis, 'User')

  await app.lower()

  expect([before, Reflect.has(globalThis, 'User')]).toEqual([true, false])
})

test('every problem of every model is told at once', async () => {
  const models = {
    User: { attributes: { name: { type: 'strin' }, boss: { model: 'person' } } },
    Pet: { attributes: { name: {} } },
  }

  await expect(createApp(models)).rejects.toMatchObject({
    code: 'E_LIFT_PROBLEMS',
    problems: [
      { message: expect.stringContaining('`name` of model `user`') as string },
      { message: expect.stringContaining('`name` of model `pet`') as string },
      { message: expect.stringContaining('person') as string },
    ],
  })
})

test('two files of one model are told with their names', async () => {
  const appPath = makeApp({
    'api/models/User.js': 'module.exports = {}',
    'api/models/old/user.js': 'module.exports = {}',
  })

  await expect(createApp({}, { appPath })).rejects.toMatchObject({
    code: 'E_DUPLICATE_MODEL',
    message: expect.stringMatching(/models\/User\.js and .*models\/old\/user\.js/) as string,
  })
})

test.each([
  [{ datastores: { default: { adapter: 'oracle' } } }, 'E_INVALID_DATASTORE'],
  [
    { datastores: { default: { url: 'postgres://me:secret@127.0.0.1:9/x' } } },
    'E_DATASTORE_UNREACHABLE',
  ],
  [{ models: { ...SETTINGS.models, migrate: 'sometimes' } }, 'E_INVALID_MODEL_DEF'],
])('%j keeps the app from loading', async (config, code) => {
  const failure: unknown = await createApp({ User: USER, Pet: PET }, config as Config).catch(
    (error: unknown) => error,
  )

  expect(failure).toMatchObject({ code })
  expect(String(failure)).not.toContain('secret')
})

test('the app has its datastore and transactions', async () => {
  const { app } = await createApp({ User: USER, Pet: PET })
  const { getDatastore } = app as unknown as {
    readonly getDatastore: () => { transaction(during: () => Promise<void>): Promise<void> }
  }

  const undone = getDatastore().transaction(async () => {
    await app.models['user']?.create({ name: 'ann' })
    throw new Error('no')
  })

  await expect(undone).rejects.toThrow('no')
  expect(await app.models['user']?.count()).toBe(0)
})

test('models can be read anew', async () => {
  const { app } = await createApp({ User: USER, Pet: PET })
  const reloaded = new Promise((resolve) => void app.once('hook:orm:reloaded', resolve))

  app.emit('hook:orm:reload')
  await reloaded

  expect(await app.models['user']?.count()).toBe(0)
})

test('production leaves the tables alone', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  const said: string[] = []
  const warn = (...values: unknown[]): void => void said.push(values.join(' '))
  const config = {
    session: { secret: 's'.repeat(32) },
    environment: 'production',
    datastores: { default: { file: path.join(makeApp({}), 'data.db') } },
    sockets: { allowForeignOrigins: false },
    models: { ...SETTINGS.models, migrate: 'drop' as const },
    log: {
      level: 'warn',
      custom: { log: warn, warn, error: warn, debug: warn, info: warn, verbose: warn },
    },
  }
  const { app } = await createApp({ User: USER, Pet: PET }, config)

  await expect(app.models['user']?.count()).rejects.toMatchObject({
    code: 'E_NO_SUCH_PHYSICAL_MODEL',
  })
  expect(said.join('\n')).toContain('config.models.migrate is "drop"')
})

test('a database in memory has its tables in production, too', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  const config = {
    session: { secret: 's'.repeat(32) },
    environment: 'production',
    sockets: { allowForeignOrigins: false },
  }

  const { app } = await createApp({ User: USER, Pet: PET }, config)

  expect(await app.models['user']?.count()).toBe(0)
})

/** An app of files; gone when the test ends. */
function makeApp(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'halyard-models-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [file, text] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  return folder
}
