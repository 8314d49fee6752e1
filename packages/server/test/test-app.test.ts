import { expect, onTestFinished, test } from 'vitest'

import type { Config } from '../src/index.ts'
import { type TestConfig, type TestApp, createTestApp } from '../src/testing/index.ts'

/** A test app that ends with its test. */
async function create(config?: TestConfig): Promise<TestApp> {
  const testApp = await createTestApp(config)
  onTestFinished(testApp.lower)
  return testApp
}

const rooms: (app: TestApp['app']) => Config = (app) => ({
  routes: {
    'POST /join': (req, res) => {
      if (req.isSocket) void app.sockets.join(req, 'room')
      res.ok()
    },
    'POST /say': (req, res) => {
      void app.sockets.broadcast(
        'room',
        'said',
        { text: req.param('text') },
        req.isSocket ? req : undefined,
      )
      res.ok()
    },
  },
})

test('a test app answers without listening, and every status resolves', async () => {
  const { app, request } = await create({ routes: { 'GET /no': (_req, res) => res.forbidden() } })

  expect(await request('get', '/no')).toMatchObject({ statusCode: 403, body: 'Forbidden' })
  expect(app.httpServer?.listening).toBe(false)
})

test('sockets connect in process, join rooms and hear each other', async () => {
  const { connect } = await create(rooms)
  const [ada, grace] = await Promise.all([connect(), connect()])
  await Promise.all([ada.request('post', '/join'), grace.request('post', '/join')])
  const heard = grace.next('said')

  const reply = await ada.request('post', '/say', { text: 'hi' })

  expect(reply).toEqual({ statusCode: 200, headers: {}, body: 'OK' })
  expect(await heard).toEqual({ text: 'hi' })
  expect(ada.id).not.toBe(grace.id)
})

test('a handshake that is refused rejects', async () => {
  const { connect } = await create({ sockets: { beforeConnect: () => false } })

  await expect(connect()).rejects.toThrow()
})
