import { augmentIo } from '@halyard/client'
import { io as connect } from 'socket.io-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const ANSWER = { user: '3', limit: 15 }
let example
let origin

beforeAll(async () => {
  vi.stubEnv('PORT', '0')
  example = await import('./three-doors.js')
  vi.unstubAllEnvs()
  origin = `http://127.0.0.1:${example.app.httpServer.address().port}`
})

afterAll(() => example.app.lower())

/** Our client, as a page has it, on the example's app. */
function createIo() {
  const io = augmentIo((url, options) => connect(url, options))
  io.sails.url = origin
  io.sails.environment = 'production'
  return io
}

test('the request of the documentation runs as it stands, on the socket that is there by itself', async () => {
  const io = createIo()

  const printed = await new Promise((resolve) => {
    example.askOverSocket(io, { log: resolve })
  })

  expect(printed).toBe(200)
  io.socket.disconnect()
})

test('the three doors give the same answer', async () => {
  const io = createIo()

  const overSocket = await io.socket.get('/user/3/friends', { limit: 15 })
  const overHttp = await fetch(`${origin}/user/3/friends?limit=15`)
  const byCall = await example.askByCall()

  expect([overSocket.statusCode, overSocket.body]).toEqual([200, ANSWER])
  expect([overHttp.status, await overHttp.json()]).toEqual([200, ANSWER])
  expect(byCall).toMatchObject({ statusCode: 200, body: ANSWER })
  io.socket.disconnect()
})

test('what the server says in a room is heard by the others, and not by the one who asked', async () => {
  const [one, other] = [createIo(), createIo()]
  await one.socket.get('/user/3/friends')
  await other.socket.get('/user/3/friends')
  const heard = []
  one.socket.on('news', (news) => heard.push(news))
  const hears = new Promise((resolve) => other.socket.on('news', resolve))

  await one.socket.post('/news')

  expect(await hears).toEqual({ text: 'hello' })
  expect(heard).toEqual([])
  one.socket.disconnect()
  other.socket.disconnect()
})
