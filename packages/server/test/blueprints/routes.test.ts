import { describe, expect, test } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import { blueprintsDefaults } from '../../src/blueprints/blueprints-config.ts'
import { ORMS, createModelAppOn } from './model-app.ts'

describe.each(ORMS)('with %s', (orm) => {
  const createModelApp = createModelAppOn(orm)

  /** The statuses of some URLs. */
  async function statuses(config: Config, ...urls: string[]): Promise<unknown[]> {
    const app = await createModelApp(config)
    const answers = await Promise.all(urls.map(async (url) => app.request('get', url)))
    await app.lower()
    return answers.map(({ statusCode }) => statusCode)
  }

  describe('blueprint routes', () => {
    test('have prefixes and plurals', async () => {
      const blueprints = { prefix: 'api/', restPrefix: '/rest', pluralize: true }

      expect(
        await statuses(
          { blueprints },
          '/user',
          '/users',
          '/api/users/find',
          '/api/rest/users',
          '/api/users',
          '/api/rest/companies',
        ),
      ).toEqual([404, 404, 200, 200, 404, 200])
    })

    test('can be switched off, each kind', async () => {
      const urls = ['/user', '/user/find', '/user/3/friends']

      expect(await statuses({ blueprints: { rest: false, shortcuts: false } }, ...urls)).toEqual([
        404, 404, 404,
      ])
      expect(await statuses({ blueprints: { rest: false } }, ...urls)).toEqual([404, 200, 200])
      expect(await statuses({ blueprints: { shortcuts: false } }, ...urls)).toEqual([200, 400, 200])
    })

    test('that write by GET are off in production', async () => {
      const blueprints = blueprintsDefaults(true)

      expect(await statuses({ blueprints }, '/user/1/pets/add/4', '/user')).toEqual([404, 200])
    })

    test('are not there for the archive', async () => {
      expect(await statuses({}, '/archive', '/archive/find')).toEqual([404, 404])
    })

    test('that write by GET take members as JSON', async () => {
      const app = await createModelApp()

      const { body } = await app.request('get', '/user/create?name=foo&pets=[1,2]')

      expect(body).toMatchObject({ name: 'foo', pets: [{ id: 1 }, { id: 2 }] })
    })

    test('stand behind those of the app, and actions of the app replace theirs', async () => {
      const app = await createModelApp({
        routes: { 'GET /user/:id': (_req, res) => res.json('mine') },
        controllers: {
          moduleDefinitions: { 'pet/find': (_req: unknown, res: never) => answer(res) },
        },
      })
      const answer = (res: { json(body: unknown): void }): void => res.json('my pets')

      expect((await app.request('get', '/user/1')).body).toBe('mine')
      expect((await app.request('get', '/pet')).body).toBe('my pets')
      expect((await app.request('get', '/pet/1')).body).toMatchObject({ name: 'pet1' })
    })

    test('are not made for models whose controller says so', async () => {
      const { rest, shortcuts } = { rest: false, shortcuts: true }
      const controllers = { moduleDefinitions: { PetController: { _config: { rest, shortcuts } } } }

      expect(await statuses({ controllers }, '/pet', '/pet/find', '/user')).toEqual([404, 200, 200])
    })

    test('lead to every action of the app when actions are on', async () => {
      const app = await createModelApp({
        blueprints: { actions: true, prefix: '/api' },
        controllers: {
          moduleDefinitions: {
            'admin/index': { fn: async () => 'admin' },
            'admin/log-in': { fn: async () => 'log in' },
          },
        },
      })

      const bodies = ['/api/admin', '/api/admin/index', '/api/admin/log-in'].map(
        async (url) => (await app.request('post', url)).body,
      )

      expect(await Promise.all(bodies)).toEqual(['admin', 'admin', 'log in'])
    })

    test('of an own address run the actions, with an alias where it is needed', async () => {
      const app = await createModelApp({
        routes: {
          'GET /people': 'user/find',
          'GET /people/:parentid/animals': { action: 'user/populate', alias: 'pets' },
          'GET /broken/:parentid': 'user/populate',
        },
      })

      expect((await app.request('get', '/people?limit=1')).body).toHaveLength(1)
      expect((await app.request('get', '/people/1/animals')).body).toHaveLength(2)
      expect((await app.request('get', '/broken/1')).statusCode).toBe(500)
    })

    test('run the policies of their actions', async () => {
      const app = await createModelApp({ policies: { 'user/find': false, 'user/update': false } })

      expect((await app.request('get', '/user')).statusCode).toBe(403)
      expect((await app.request('patch', '/user/1', { age: 1 })).statusCode).toBe(403)
      expect((await app.request('get', '/user/1')).statusCode).toBe(200)
    })
  })

  describe('config.blueprints', () => {
    test.each([
      [{ rest: 'yes' }, 'E_INVALID_BLUEPRINTS_CONFIG'],
      [{ maxLimit: 0 }, 'E_INVALID_BLUEPRINTS_CONFIG'],
      [{ parseBlueprintOptions: 'x' }, 'E_INVALID_BLUEPRINTS_CONFIG'],
      [{ jsonp: true }, 'E_BLUEPRINTS_JSONP'],
    ])('%j keeps the app from loading', async (blueprints, code) => {
      await expect(createModelApp({ blueprints: blueprints as never })).rejects.toMatchObject({
        code,
      })
    })

    test('parseBlueprintOptions may change what is asked for', async () => {
      const app = await createModelApp({
        blueprints: {
          parseBlueprintOptions: (req): never => {
            const hook = req._sails.hooks['blueprints'] as unknown as {
              parseBlueprintOptions(req: unknown): { criteria?: { limit?: number } }
            }
            const options = hook.parseBlueprintOptions(req)
            return { ...options, criteria: { ...options.criteria, limit: 2 } } as never
          },
        },
      })

      expect((await app.request('get', '/user')).body).toHaveLength(2)
    })
  })
})
