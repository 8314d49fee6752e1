import { createTestApp, overEachTransport } from 'halyard/testing'
import { expect, onTestFinished, test } from 'vitest'

import { config, policies, responses, routesWithResponse, targets, withOptions } from './routes.js'

overEachTransport('addresses', (lift) => {
  test('lead to their targets', async () => {
    const request = await lift(config)
    const bodyOf = async (url) => (await request('get', url)).body

    expect(await bodyOf('/user?name=Bob')).toEqual([{ id: 1, name: 'Bob' }])
    expect(await bodyOf('/user/7')).toEqual({ id: 7, name: 'Ann' })
    expect(await bodyOf('/file/a/b.txt')).toBe('a/b.txt')
    expect(await bodyOf('/2024/may')).toMatchObject({ year: '2024', month: 'may' })
    expect((await request('patch', '/any')).body).toBe('PATCH')
    expect((await request('get', '/log/x')).statusCode).toBe(404)
  })

  test('lead to actions that check what they get', async () => {
    const request = await lift(config)

    expect(await request('get', '/user/0')).toMatchObject({ statusCode: 400 })
    expect(await request('get', '/user/101')).toMatchObject({ statusCode: 404 })
    expect(await request('post', '/user', { name: 'Bob' })).toMatchObject({ body: { name: 'Bob' } })
    expect(await request('post', '/user', { name: 'Ann' })).toMatchObject({
      statusCode: 409,
      body: { taken: 'Ann' },
    })
  })

  test('lead to actions with a schema', async () => {
    const request = await lift(config)

    const good = await request('post', '/team/invite', { email: 'a@example.com', seats: '2' })
    const bad = await request('post', '/team/invite', { email: 'nobody' })

    expect(good).toMatchObject({ statusCode: 200, body: { email: 'a@example.com', seats: 2 } })
    expect(bad).toMatchObject({ statusCode: 400, body: { code: 'E_MISSING_OR_INVALID_PARAMS' } })
  })
})

test('every form of target answers', async () => {
  const request = await load({ controllers: config.controllers, policies, routes: targets })
  const statusOf = async (url) => (await request('get', url)).statusCode

  for (const url of ['/a', '/b', '/c', '/d', '/health', '/feed'])
    expect(await statusOf(url)).toBe(200)
  for (const url of ['/old', '/elsewhere']) expect(await statusOf(url)).toBe(302)
  expect(await statusOf('/gone')).toBe(404)
  expect(await statusOf('/admin')).toBe(403)
})

test('options of a route redirect and refuse', async () => {
  const request = await load({ controllers: config.controllers, policies, routes: withOptions })

  const redirected = await request('get', '/users/7?tab=2')

  expect(redirected.statusCode).toBe(301)
  expect(redirected.headers.location).toBe('/user/7?tab=2')
  expect((await request('get', '/report')).statusCode).toBe(403)
})

test('policies let in or refuse', async () => {
  const routes = {
    'GET /find': 'user/find',
    'GET /one/:id': 'user/find-one',
    'GET /delete': 'user/delete',
    'POST /invite': 'team/invite',
  }
  const request = await load({ controllers: config.controllers, policies, routes })

  expect((await request('get', '/find')).statusCode).toBe(200)
  expect((await request('get', '/one/7')).statusCode).toBe(403)
  expect((await request('get', '/delete')).statusCode).toBe(403)
  expect((await request('post', '/invite')).statusCode).toBe(403)
})

test('a response of the app’s own is on res', async () => {
  const request = await load({ responses, routes: routesWithResponse })

  expect(await request('get', '/offer/7')).toMatchObject({
    statusCode: 410,
    body: { code: 'E_EXPIRED', id: '7' },
  })
})

async function load(config) {
  const { request, lower } = await createTestApp(config)
  onTestFinished(() => lower())
  return request
}
