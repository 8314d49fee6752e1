import { expect, test } from 'vitest'

import type { LoadedCallback } from '../../src/hook/app-modules.ts'
import { loadWrittenApp } from './load-written-app.ts'

const load = async (start: (callback: LoadedCallback) => void): Promise<Record<string, unknown>> =>
  new Promise((resolve, reject) => {
    start((error, definitions = {}) => {
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what was called back
      if (error === undefined) resolve(definitions)
      else reject(error)
    })
  })

test('models are loaded by their names, whatever folder they are in', async () => {
  const { app } = await loadWrittenApp({
    'api/models/User.js': 'module.exports = { attributes: { name: "string" } }',
    'api/models/shop/OrderLine.mjs': 'export default { attributes: {} }',
    'api/models/notes.md': 'not a model',
    'config/hooks.js': 'module.exports.hooks = { orm: false }',
  })

  expect(await load(app.modules.loadModels)).toEqual({
    user: { attributes: { name: 'string' }, identity: 'user', globalId: 'User' },
    orderline: { attributes: {}, identity: 'orderline', globalId: 'OrderLine' },
  })
})

test('two models of one name are a problem, and both files are told', async () => {
  const { app } = await loadWrittenApp({
    'api/models/User.js': 'module.exports = {}',
    'api/models/old/user.js': 'module.exports = {}',
    'config/hooks.js': 'module.exports.hooks = { orm: false }',
  })

  await expect(load(app.modules.loadModels)).rejects.toMatchObject({ code: 'E_DUPLICATE_FILE' })
  await expect(load(app.modules.loadModels)).rejects.toThrow('api/models/old/user.js')
})

test('adapters are files named for it, or folders; other files belong to those', async () => {
  const { app } = await loadWrittenApp({
    'api/adapters/CacheAdapter.js': 'module.exports = { one: require("./cache-keys") }',
    'api/adapters/cache-keys.js': 'module.exports = 1',
    'api/adapters/myStore/index.js': 'module.exports = { two: require("./lib") }',
    'api/adapters/myStore/lib.js': 'module.exports = 2',
  })

  expect(await load(app.modules.loadAdapters)).toEqual({ cache: { one: 1 }, myStore: { two: 2 } })
})

test('an app without such folders has neither', async () => {
  const { app } = await loadWrittenApp({})

  expect(await load(app.modules.loadModels)).toEqual({})
  expect(await load(app.modules.loadAdapters)).toEqual({})
})
