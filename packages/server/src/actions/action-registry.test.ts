import { expect, test } from 'vitest'

import type { Handler } from '../request/handler.ts'
import { createActionRegistry, type ActionRegistry } from './action-registry.ts'
import { parseActionSettings } from './action-settings.ts'

const classic: Handler = (_req, res) => res.send('hi')
const other: Handler = (_req, _res, next) => next()
const first: Handler = (_req, _res, next) => next()

function makeRegistry(): ActionRegistry {
  return createActionRegistry(
    parseActionSettings(undefined, { production: false, warn: () => undefined }),
  )
}

test('an action is found whatever the case of its identity', () => {
  const actions = makeRegistry()

  actions.register(classic, 'User/LogIn')

  expect(actions.identities()).toEqual(['user/login'])
  expect(actions.get('user/login')).toBe(actions.get('USER/login'))
})

test('a second action of one identity is refused with both sources, and taken with force', () => {
  const actions = makeRegistry()
  actions.register(classic, 'user', { source: 'api/controllers/user.js' })

  expect(() => actions.register(classic, 'USER')).toThrow(
    expect.objectContaining({
      code: 'E_CONFLICT',
      identity: 'user',
      sources: ['api/controllers/user.js', 'sails.registerAction()'],
    }),
  )
  expect(() => actions.register(classic, 'user', { force: true })).not.toThrow()
})

test('a refused definition leaves the table as it was', () => {
  const actions = makeRegistry()

  expect(() => actions.register('text', 'user')).toThrow(
    expect.objectContaining({ code: 'E_INVALID' }),
  )
  expect(() => actions.register(classic, 'user list')).toThrow(
    expect.objectContaining({ code: 'E_INVALID_ACTION_IDENTITY' }),
  )
  expect(actions.identities()).toEqual([])
})

test('the copy of the table can be changed without effect, and tells definitions', () => {
  const actions = makeRegistry()
  const definition = { friendlyName: 'Greet', fn: () => 'hi' }
  actions.register(definition, 'greet')

  const copy = actions.all()
  delete copy['greet']

  expect(JSON.parse(JSON.stringify(actions.all()['greet']))).toEqual({ friendlyName: 'Greet' })
  expect(actions.all()['greet']).toHaveProperty('toJSON')
})

test('a controller gives an action for each function', () => {
  const actions = makeRegistry()

  actions.registerController(
    { logIn: classic, index: { fn: () => 1 }, _config: { rest: false }, note: 'text' },
    'nested/UserController',
  )

  expect(actions.identities()).toEqual(['nested/user/login', 'nested/user/index'])
})

test('modules are actions or controllers, and all their problems come back together', () => {
  const actions = makeRegistry()

  const problems = actions.registerModules({
    user: classic,
    'user/foo': { fn: () => 1 },
    thing: { index: classic, show: classic },
    bad: 7,
    worse: { fn: () => 1, inputs: { a: { type: 'text' }, exec: { type: 'string' } } },
  })

  expect(actions.identities()).toEqual(['user', 'user/foo', 'thing/index', 'thing/show'])
  expect(problems.map(({ code }) => code)).toEqual(['E_INVALID', 'E_INVALID'])
  expect(problems[1]).toMatchObject({
    problems: [
      expect.stringContaining("write 'string'"),
      expect.stringContaining('"exec" needs another name'),
    ],
  })
})

test('an action that is taken out is gone', () => {
  const actions = makeRegistry()
  actions.register(classic, 'a')
  actions.register(classic, 'b')

  expect(actions.unregister('A')).toBe(true)
  expect(actions.unregister('a')).toBe(false)
  actions.clear()

  expect(actions.all()).toEqual({})
})

test.each([
  ['*', 'user/login', true],
  ['user/login', 'user/login', true],
  ['user/login', 'user/logout', false],
  ['user/*', 'user/a/b', true],
  ['user/*', 'user', true],
  ['user/*', 'users/a', false],
  ['user/*, pet/*', 'pet/find', true],
  ['*,!user/*', 'user/login', false],
  ['*,!user/*', 'pet/find', true],
  ['!user/login', 'pet/find', false],
  ['User/LogIn', 'user/login', true],
])('middleware for "%s" runs before %s: %s', (targets, identity, runs) => {
  const actions = makeRegistry()

  actions.registerMiddleware(other, targets)

  expect(actions.middlewareFor(identity)).toEqual(runs ? [other] : [])
})

test('middleware runs in the order of registering, each function once', () => {
  const actions = makeRegistry()

  actions.registerMiddleware([first, other], '*')
  actions.registerMiddleware(other, 'user/*')

  expect(actions.middlewareFor('user/login')).toEqual([first, other])
})

test('middleware that is no function is refused', () => {
  expect(() => makeRegistry().registerMiddleware([other, 'isLoggedIn'], '*')).toThrow(
    expect.objectContaining({ code: 'E_NON_FN_POLICY' }),
  )
})
