import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { type TestApp, createTestApp } from 'halyard/testing'

let app: TestApp
before(async () => {
  app = await createTestApp({ appPath: process.cwd() })
})
after(() => app.lower())

test('the app is up', async () => {
  const { statusCode, body } = await app.request('get', '/health')

  assert.deepEqual([statusCode, body], [200, { status: 'up' }])
})

test('everybody is greeted by name', async () => {
  const { body } = await app.request('get', '/greeting/ann')

  assert.deepEqual(body, { greeting: 'Hello ann' })
})
