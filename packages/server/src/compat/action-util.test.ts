import { expect, onTestFinished, test } from 'vitest'

import type { Config } from '../app/config/config.ts'
import type { Request } from '../request/request.ts'
import { createTestApp } from '../testing/create-test-app.ts'
import * as actionUtil from './action-util.ts'

const pets = { alias: 'pets', type: 'collection' }
const owner = { alias: 'owner', type: 'model' }

/** Asks for `url` of a route with these options, and gives what the function finds in the request. */
async function ask(
  read: (req: Request) => unknown,
  url: string,
  { options = {}, data }: { options?: Record<string, unknown>; data?: unknown } = {},
): Promise<unknown> {
  const orm = (sails: object) => ({
    initialize: () =>
      void Object.assign(sails, { models: { user: { attributes: {}, associations: [pets] } } }),
  })
  const config: Config = {
    hooks: { orm },
    routes: { 'POST /user/:id?': { ...options, fn: (req, res) => res.json({ found: read(req) }) } },
  }
  const app = await createTestApp(config)
  onTestFinished(async () => app.lower())
  const { body } = await app.request('post', url, data)
  return body
}

test('the record that is meant is that of the path, and one is asked for where one is needed', async () => {
  expect(await ask(actionUtil.requirePk, '/user/7')).toEqual({ found: '7' })
  expect(await ask(actionUtil.parsePk, '/user?id[not]=7')).toEqual({})
  expect(await ask(actionUtil.requirePk, '/user')).toMatchObject({ code: 'E_NO_RECORD_ID' })
})

test('criteria are the parameter where, or all parameters that mean nothing else', async () => {
  expect(await ask(actionUtil.parseCriteria, '/user?where={"age":{"<":30}}')).toEqual({
    found: { age: { '<': 30 } },
  })
  expect(await ask(actionUtil.parseCriteria, '/user?name=ann&limit=3&sort=age')).toEqual({
    found: { name: 'ann' },
  })
  expect(await ask(actionUtil.parseCriteria, '/user?where=nonsense')).toMatchObject({
    code: 'E_UNREADABLE_WHERE',
  })
})

test('values are all parameters over those of the route, less what the route keeps out', async () => {
  const options = { values: { role: 'guest', blacklist: ['isAdmin'] } }

  const data = { name: 'ann', isAdmin: true }
  expect(await ask(actionUtil.parseValues, '/user', { options, data })).toEqual({
    found: { role: 'guest', name: 'ann' },
  })
  expect(await ask(actionUtil.parseValues, '/user', { options, data: [data] })).toEqual({
    found: [{ role: 'guest', name: 'ann' }],
  })
})

test('order and number come from parameters, from the route, from the configuration', async () => {
  const options = { limit: 5, sort: 'age' }

  expect(await ask(actionUtil.parseLimit, '/user?limit=2', { options })).toEqual({ found: 2 })
  expect(await ask(actionUtil.parseLimit, '/user', { options })).toEqual({ found: 5 })
  expect(await ask(actionUtil.parseLimit, '/user')).toEqual({ found: 30 })
  expect(await ask(actionUtil.parseSkip, '/user')).toEqual({ found: 0 })
  expect(await ask(actionUtil.parseSort, '/user?sort={"age":1}')).toEqual({ found: { age: 1 } })
  expect(await ask(actionUtil.parseSort, '/user', { options })).toEqual({ found: 'age' })
})

test('the model is that of the route, by its option or its action', async () => {
  expect(await ask(actionUtil.parseModel, '/user', { options: { model: 'user' } })).toEqual({
    found: { attributes: {}, associations: [pets] },
  })
  expect(await ask(actionUtil.parseModel, '/user')).toMatchObject({ code: 'E_NO_ROUTE_MODEL' })
})

test('associations are populated that the request names, collections up to a limit', async () => {
  const options = { associations: [pets, owner] }
  const populate = (req: Request): unknown => {
    const populated: unknown[] = []
    const query = {
      populate: (...call: unknown[]) => {
        populated.push(call)
        return query
      },
    }
    actionUtil.populateRequest(query, req)
    return populated
  }

  expect(await ask(populate, '/user', { options })).toEqual({
    found: [
      ['pets', { limit: 30 }],
      ['owner', {}],
    ],
  })
  expect(await ask(populate, '/user?populate=owner', { options })).toEqual({
    found: [['owner', {}]],
  })
})
