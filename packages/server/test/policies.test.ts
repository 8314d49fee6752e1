import { afterEach, describe, expect, test } from 'vitest'

import { Sails } from '../src/app/sails.ts'
import type { Handler } from '../src/request/handler.ts'
import { createTestApp, forTests } from '../src/testing/create-test-app.ts'
import { overEachTransport } from '../src/testing/over-each-transport.ts'

const tellAction: Handler = (req, res) => res.json(req.options)

const addOwl: Handler = (req, _res, proceed) => {
  req.options['owl'] = 'hoot'
  proceed()
}

const addCat: Handler = async (req, _res, proceed) => {
  await Promise.resolve()
  req.options['cat'] = 'meow'
  proceed()
}

const moduleDefinitions = {
  'add-owl': addOwl,
  'add-cat': addCat,
  answer: (_req, res) => res.status(401).json('who?'),
  fail: (_req, _res, proceed) => proceed(new Error('no')),
  reject: async () => {
    throw new Error('no')
  },
} satisfies Record<string, Handler>

const app = {
  controllers: {
    moduleDefinitions: { user: tellAction, 'user/foo': tellAction, 'user/foo/bar': tellAction },
  },
  routes: {
    '/user': 'user',
    '/foo': 'user/foo',
    '/bar': 'user/foo/bar',
    '/both': [{ policy: 'Add-Owl', foo: 1 }, 'user/foo'],
    '/function': (req, res) => res.json(req.options),
  } satisfies Record<string, unknown> & { '/function': Handler },
}

overEachTransport(
  'policies',
  (lift) => {
    test('run before the actions of the most specific target only', async () => {
      const request = await lift({
        ...app,
        policies: { moduleDefinitions, 'user/*': 'add-OWL', UserController: { foo: ['add-cat'] } },
      })

      expect((await request('get', '/user')).body).toMatchObject({ owl: 'hoot' })
      expect((await request('get', '/foo')).body).toEqual({ action: 'user/foo', cat: 'meow' })
      expect((await request('get', '/bar')).body).toMatchObject({ owl: 'hoot' })
    })

    test.each([
      [false, 403, 'Forbidden'],
      ['answer', 401, 'who?'],
    ])('may answer themselves: %j gives %d', async (policy, statusCode, body) => {
      const request = await lift({ ...app, policies: { moduleDefinitions, '*': policy } })

      expect(await request('get', '/foo')).toMatchObject({ statusCode, body })
    })

    test.each(['fail', 'reject'])('that %s are server errors', async (policy) => {
      const request = await lift({ ...app, policies: { moduleDefinitions, '*': policy } })

      expect((await request('get', '/foo')).statusCode).toBe(500)
    })

    test('of a route run before those of its action, and keep the route options', async () => {
      const request = await lift({ ...app, policies: { moduleDefinitions, '*': 'add-cat' } })

      expect((await request('get', '/both')).body).toMatchObject({
        foo: 1,
        owl: 'hoot',
        cat: 'meow',
      })
    })

    test('guard actions, not functions', async () => {
      const request = await lift({ ...app, policies: { moduleDefinitions, '*': false } })

      expect((await request('get', '/function')).statusCode).toBe(200)
    })
  },
  { describe, afterEach },
)

describe('the hook policies', () => {
  test('shows policies by name and by target', async () => {
    const testApp = await createTestApp({
      ...app,
      policies: { moduleDefinitions, 'User/*': 'add-owl' },
    })

    expect(testApp.app.hooks['policies']).toMatchObject({
      middleware: { 'add-owl': addOwl },
      mapping: { 'user/*': [addOwl] },
    })
    await testApp.lower()
  })

  test('warns of targets that mean no action', async () => {
    const lines: string[] = []
    const sails = new Sails()
    const write = (line: unknown): void => {
      lines.push(String(line))
    }

    await sails.load({
      ...forTests({ ...app, policies: { moduleDefinitions, 'user.foo': 'add-owl' } }),
      log: { level: 'warn', custom: { log: write, warn: write, error: write, debug: write } },
    })
    await sails.lower()

    expect(lines.join('\n')).toContain('"user.foo" means no action. Did you mean "user/foo"?')
  })

  test('fails the load with all problems', async () => {
    const sails = new Sails()
    const policies = { '*': 'isLoggedIn', 'user/*': 7, moduleDefinitions: { foo: 'bar' as never } }

    await expect(sails.load(forTests({ ...app, policies }))).rejects.toMatchObject({
      code: 'E_LIFT_PROBLEMS',
      problems: [
        { code: 'E_INVALID_POLICY' },
        { code: 'E_UNKNOWN_POLICY' },
        { code: 'E_INVALID_POLICY_CONFIG' },
        { code: 'E_UNKNOWN_ROUTE_POLICY' },
      ],
    })
    await sails.lower()
  })

  test('leaves actions open when it is switched off', async () => {
    const testApp = await createTestApp({
      ...app,
      hooks: { policies: false },
      policies: { '*': false },
      routes: { '/foo': 'user/foo' },
    })

    expect((await testApp.request('get', '/foo')).statusCode).toBe(200)
    await testApp.lower()
  })
})
