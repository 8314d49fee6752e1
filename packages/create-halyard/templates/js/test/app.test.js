const assert = require('node:assert/strict')
const { after, before, test } = require('node:test')

const { createTestApp } = require('halyard/testing')

let app
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
