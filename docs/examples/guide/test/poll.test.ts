import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { type TestApp, createTestApp } from 'halyard/testing'

let app: TestApp
before(async () => {
  app = await createTestApp({ appPath: process.cwd() })
})
after(() => app.lower())

test('a vote is heard in the other window, and counts once', async () => {
  const [ada, bob] = [await app.connect(), await app.connect()]
  await ada.request('get', '/poll')
  const heard = ada.next('poll')

  const first = await bob.request('post', '/poll', { drink: 'tea' })
  const second = await bob.request('post', '/poll', { drink: 'tea' })

  assert.deepEqual(await heard, { coffee: 0, tea: 1 })
  assert.deepEqual([first.statusCode, second.statusCode], [200, 403])
})

test('there is no third drink', async () => {
  const { statusCode, body } = await app.request('post', '/poll', { drink: 'milk' })

  assert.equal(statusCode, 400)
  assert.equal((body as { code: string }).code, 'E_MISSING_OR_INVALID_PARAMS')
})
