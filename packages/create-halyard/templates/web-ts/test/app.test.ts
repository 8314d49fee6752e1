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

test('whoever listens hears what is said', async () => {
  const listener = await app.connect()
  await listener.request('post', '/listener')
  const heard = listener.next('message') as Promise<{ text: string }>

  await app.request('post', '/message', { text: 'hello' })

  assert.equal((await heard).text, 'hello')
  listener.disconnect()
})

test('a message without a text is refused', async () => {
  const { statusCode } = await app.request('post', '/message', { text: '' })

  assert.equal(statusCode, 400)
})
