import { inspect } from 'node:util'

import { expect, test } from 'vitest'

import type { Hook } from '../../src/hook/hook-definition.ts'
import { loadWrittenApp } from '../files/load-written-app.ts'
import { failureOf, listen, loadHelpers } from './helper-app.ts'

const give = (value: string): string => `module.exports = { fn: async () => '${value}' }`

test('files are helpers by the names of their folders and their own', async () => {
  const { app } = await loadWrittenApp({
    'api/helpers/greet.js': give('greet'),
    'api/helpers/user-stuff/find-one.mjs': 'export default { fn: async () => "found" }',
    'api/helpers/user-stuff/deep/do-it.cjs': give('deep'),
    'api/helpers/user-stuff/notes.md': 'nothing',
  })
  const { helpers } = app

  expect(Object.keys(helpers)).toEqual(['greet', 'userStuff'])
  expect(await helpers['greet']()).toBe('greet')
  expect(await helpers['userStuff'].findOne()).toBe('found')
  expect(await helpers['userStuff'].deep.doIt()).toBe('deep')
  expect(helpers['userStuff'].findOne.toJSON()).toMatchObject({ identity: 'find-one' })
})

test('a file may read the configuration when it runs, and an action may call helpers', async () => {
  const { app, request } = await loadWrittenApp({
    'config/custom.js': 'module.exports.custom = { words: ["a", "b"] }',
    'config/globals.js':
      'module.exports.globals = { sails: true, models: false, _: false, async: false }',
    'config/routes.js': 'module.exports.routes = { "GET /": { action: "show" } }',
    'api/helpers/pick.js':
      'module.exports = { sync: true, inputs: { word: { type: "string", isIn: sails.config.custom.words } }, fn: ({ word }) => word }',
    'api/controllers/show.js':
      'const first = sails.helpers.pick("a"); module.exports = { fn: async () => first }',
  })

  expect(() => app.helpers['pick']('c')).toThrow('was not in the configured whitelist (a, b)')
  expect((await request('get', '/')).body).toBe('a')
})

test('models load before the files of helpers run', async () => {
  const orm: Hook = () => ({
    initialize: async () => {
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
      Reflect.set(globalThis, 'HelperTestModel', { Types: ['card'] })
    },
    teardown: () => Reflect.deleteProperty(globalThis, 'HelperTestModel'),
  })
  const { app } = await loadWrittenApp(
    {
      'api/helpers/types.js':
        'const types = HelperTestModel.Types; module.exports = { sync: true, fn: () => types }',
    },
    { hooks: { orm } },
  )

  expect(app.helpers['types']()).toEqual(['card'])
})

test('definitions of the configuration stand in for files', async () => {
  const moduleDefinitions = {
    greet: { fn: async () => 'theirs' },
    'pack/other': { fn: async () => 'other' },
  }
  const { app } = await loadWrittenApp(
    { 'api/helpers/greet.js': give('mine') },
    { helpers: { moduleDefinitions } },
  )

  expect(await app.helpers['greet']()).toBe('theirs')
  expect(await app.helpers['pack'].other()).toBe('other')
})

test('all helpers with mistakes are told together, with their files', async () => {
  const error = await failureOf(
    loadWrittenApp({
      'api/helpers/a.js': 'module.exports = { inputs: { x: { type: "strin" } }, sync: "yes" }',
      'api/helpers/b.js': 'module.exports = function () {}',
      'api/helpers/c.js':
        'module.exports = { args: ["x", "{*}", "y"], exits: { "not-found": {}, bad: 404, odd: { type: "x" } }, timeout: 0, sync: true, fn: async () => 1 }',
      'api/helpers/find-one.js': give('one'),
      'api/helpers/findOne.js': give('other'),
      'api/helpers/pack.js': give('pack'),
      'api/helpers/pack/inside.js': give('inside'),
    }),
  )

  expect(error['message']).toMatch(
    /"a" \(from api\/helpers\/a\.js\)[^]*fn must be a function[^]*sync must be[^]*the type must be/,
  )
  expect(error['message']).toMatch(/"b"[^]*a helper is a dictionary with the function fn/)
  expect(error['message']).toMatch(
    /"c"[^]*cannot be an async function[^]*timeout must be[^]*"not-found": it needs another name[^]*"bad": it must be a dictionary[^]*write outputType[^]*args names "x"[^]*can only end args/,
  )
  expect(error['message']).toMatch(/findOne\.js wants to be sails\.helpers\.findOne/)
  expect(error['message']).toMatch(/wants to be sails\.helpers\.pack/)
})

test('what only actions have is mentioned and left out', async () => {
  const { helpers, told } = await loadHelpers({
    greet: { files: ['x'], exits: { gone: { statusCode: 404 } }, fn: async () => 'hi' },
  })

  expect(await helpers['greet']()).toBe('hi')
  expect(told.warn).toEqual([
    expect.stringContaining('has files, statusCode, which only actions have'),
  ])
})

test('wrong settings are reported at load', async () => {
  const load = async (settings: unknown): Promise<unknown> =>
    (await failureOf(loadHelpers({}, { helpers: settings } as never)))['code']

  expect(await load({ usageOpts: { arginStyle: 'x' } })).toBe('E_INVALID_HELPER_CONFIG')
  expect(await load({ usageOpts: 'x' })).toBe('E_INVALID_HELPER_CONFIG')
  expect(await load({ moduleDefinitions: [] })).toBe('E_INVALID_HELPER_CONFIG')
})

test('how helpers are called is a setting', async () => {
  const add = {
    inputs: { a: { type: 'number' } },
    fn: async ({ a }: { a: number }) => a + 1,
  }
  const { helpers } = await loadHelpers(
    { add },
    { helpers: { usageOpts: { arginStyle: 'named', execStyle: 'immediate' } } },
  )

  const call = helpers['add']({ a: 1 })
  expect(call).toBeInstanceOf(Promise)
  expect(await call).toBe(2)
  expect(await helpers['add'].customize({ arginStyle: 'serial', execStyle: 'natural' })(2)).toBe(3)
})

test('with the style "deferred" nothing runs before it is awaited', async () => {
  let runs = 0
  const { helpers } = await loadHelpers(
    { count: { fn: async () => (runs += 1) } },
    { helpers: { usageOpts: { execStyle: 'deferred' } } },
  )

  const call = helpers['count']()
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
  expect(runs).toBe(0)
  expect(await call).toBe(1)
})

test('without the hook there are no helpers', async () => {
  const { app } = await loadHelpers({}, { hooks: { helpers: false } })

  expect(app.helpers).toBeUndefined()
})

test('a console shows what there is', async () => {
  const { helpers } = await loadHelpers({
    'user/find-one': { inputs: { id: { type: 'number' } }, fn: async () => 1 },
    greet: { fn: async () => 1 },
  })

  expect(inspect(helpers)).toBe('sails.helpers:\n  greet()\n  user.findOne(id)')
})

test('hooks bring helpers and packs along; those of the app stay', async () => {
  const { log } = listen()
  const organics: Hook = (sails) => ({
    initialize(done: () => void) {
      sails.after('hook:helpers:loaded', () => {
        const hook = sails.hooks['helpers'] as Record<string, (...values: unknown[]) => void>
        hook['furnishPack']?.('my-strings', {
          defs: {
            'to-upper': {
              sync: true,
              inputs: { s: { type: 'string' } },
              fn: (i: { s: string }) => i.s.toUpperCase(),
            },
            tagged: {
              inputs: { s: { type: 'string' }, tag: { type: 'string' } },
              fn: async (i: unknown) => i,
            },
          },
        })
        hook['furnishHelper']?.('my-strings.trim', { sync: true, fn: () => 'trimmed' })
        hook['furnishHelper']?.('greet', { fn: async () => 'theirs' })
        done()
      })
    },
  })
  const { helpers, app } = await loadHelpers(
    { greet: { fn: async () => 'mine' } },
    { log, hooks: { organics } },
  )

  expect(helpers['myStrings'].toUpper('a')).toBe('A')
  expect(helpers['myStrings'].trim()).toBe('trimmed')
  expect(await helpers['greet']()).toBe('mine')
  helpers['myStrings'].configure({ tag: 'b', s: undefined })
  expect(await helpers['myStrings'].tagged('x')).toEqual({ s: 'x', tag: 'b' })
  expect(await helpers['myStrings'].customize({ execStyle: 'deferred' }).tagged('x', 'i')).toEqual({
    s: 'x',
    tag: 'i',
  })
  expect(JSON.parse(JSON.stringify(helpers['myStrings'])).name).toBe('sails.helpers.myStrings')
  expect(app.toJSON()).toBeDefined()
})

test('helpers can be loaded again, or replaced', async () => {
  const { app } = await loadHelpers({ greet: { fn: async () => 'hi' } })
  const hook = app.hooks['helpers'] as Record<string, (...values: unknown[]) => Promise<void>>

  void hook['furnishHelper']?.('pack.other', { fn: async () => 'of a hook' })

  await hook['reload']?.()
  expect(await app.helpers['greet']()).toBe('hi')
  expect(await app.helpers['pack'].other()).toBe('of a hook')
  await new Promise((resolve) => {
    void hook['reload']?.({ other: () => 1 }, resolve)
  })
  expect(Object.keys(app.helpers)).toEqual(['other'])
})
