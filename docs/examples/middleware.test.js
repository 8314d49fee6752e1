import { Sails } from 'halyard'
import { overEachTransport } from 'halyard/testing'
import { expect, onTestFinished, test } from 'vitest'

import { addMiddleware, config, throughEveryDoor, withHook } from './middleware.js'

test('middleware runs in order around the router', async () => {
  const { ask } = await lift(config)

  expect(await ask('/')).toEqual([200, '"home"'])
  expect(await ask('/teapot')).toEqual([418, '"short and stout"'])
  expect((await ask('/none'))[0]).toBe(404)
})

test('a hook adds middleware below a path', async () => {
  const { app, ask } = await lift({ routes: { 'GET /admin/x': (_req, res) => res.json('in') } })
  addMiddleware(app)

  expect((await ask('/admin/x'))[0]).toBe(401)
  expect(await ask('/admin/x', { 'x-key': 'secret' })).toEqual([200, '"in"'])
})

overEachTransport('a function that stands before others', (open) => {
  test.each([
    ['2026-11-22', 503],
    ['2026-11-23', 200],
  ])('decides on %s: %i', async (day, status) => {
    const request = await open(throughEveryDoor(() => new Date(`${day}T12:00:00`)))

    expect((await request('get', '/shop/prices')).statusCode).toBe(status)
  })
})

overEachTransport('a hook with a route before all others', (open) => {
  test('reaches every answer', async () => {
    const request = await open(withHook)

    expect((await request('get', '/')).headers['x-trace']).toBe('abc')
  })
})

async function lift(settings) {
  const app = new Sails()
  const place = { port: 0, explicitHost: '127.0.0.1', log: { level: 'silent' } }
  await app.lift({ ...place, ...settings })
  onTestFinished(() => app.lower({ hardShutdown: true }))
  const origin = `http://127.0.0.1:${app.httpServer.address().port}`
  const ask = async (path, headers = {}) => {
    const answer = await fetch(origin + path, { headers })
    return [answer.status, await answer.text()]
  }
  return { app, ask }
}
