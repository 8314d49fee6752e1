import { augmentIo } from '@halyard/client'
import { io as connect } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'

import { app, config, withOwnEvents } from './friends.js'

test('one function answers HTTP and sockets, and events of the app’s own go beside it', async () => {
  const place = { port: 0, explicitHost: '127.0.0.1', log: { level: 'silent' } }
  await app.lift({ ...place, ...config, ...withOwnEvents })
  const origin = `http://127.0.0.1:${app.httpServer.address().port}`
  const [one, other] = [createIo(origin), createIo(origin)]
  onTestFinished(async () => {
    one.socket.disconnect()
    other.socket.disconnect()
    await app.lower()
  })
  await one.socket.put('/room/7/member')
  await other.socket.put('/room/7/member')
  const next = (event) => new Promise((resolve) => other.socket.on(event, resolve))

  const heard = next('message')
  const said = await one.socket.post('/room/7/message', { text: 'hi' })
  const typing = next('typing')
  one.socket._raw.emit('typing', '7')
  const overHttp = await fetch(`${origin}/room/7/message`, { method: 'POST' })

  expect(said.statusCode).toBe(201)
  expect(await heard).toEqual({ room: '7', text: 'hi', from: 'somebody' })
  expect(await typing).toBe(one.socket.id)
  expect(overHttp.status).toBe(400)
})

function createIo(origin) {
  const io = augmentIo((url, options) => connect(url, { ...options, forceNew: true }))
  io.sails.url = origin
  io.sails.environment = 'production'
  return io
}
