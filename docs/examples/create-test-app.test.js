// #region app
import { createTestApp } from 'halyard/testing'
import { afterEach, expect, test } from 'vitest'

const routes = {
  'PUT /room': (req, res) => {
    req._sails.sockets.join(req, 'news')
    return res.ok()
  },
  'POST /news': (req, res) => {
    req._sails.sockets.broadcast('news', 'headline', req.body, req)
    return res.status(201).json(req.body)
  },
}

let testApp
afterEach(() => testApp.lower())

test('news is taken', async () => {
  testApp = await createTestApp({ routes })

  const { statusCode, body } = await testApp.request('post', '/news', { text: 'hi' })

  expect(statusCode).toBe(201)
  expect(body).toEqual({ text: 'hi' })
})

test('members of the room hear it', async () => {
  testApp = await createTestApp({ routes })
  const reader = await testApp.connect()
  await reader.request('put', '/room')
  const heard = reader.next('headline')

  await testApp.request('post', '/news', { text: 'hi' })

  expect(await heard).toEqual({ text: 'hi' })
  reader.disconnect()
})
// #endregion app
