import { createRequire } from 'node:module'

import { augmentIo } from '@halyard/client'
import { Sails } from 'halyard'
import { createTestApp } from 'halyard/testing'
import { io as connect } from 'socket.io-client'
import { expect, onTestFinished, test, vi } from 'vitest'

import { cluster, createConfig, sockets, talk } from './sockets.js'

const connect2 = createRequire(new URL('../../packages/client/package.json', import.meta.url))(
  'socket.io-client-2',
)

test('members of a room hear what is said in it, the one who speaks does not', async () => {
  const { one, other } = await openTwo()
  await one.request('put', '/room/news/member')
  const joined = one.next('joined')
  await other.request('put', '/room/news/member')
  const heard = other.next('chat')
  one.on('chat', () => expect.unreachable())

  const said = await one.request('post', '/room/news/message', { text: 'hi' })

  expect(said.statusCode).toBe(201)
  expect(await joined).toEqual({ id: other.id })
  expect(await heard).toEqual({ text: 'hi' })
})

test('every form of every method is taken', async () => {
  const { one, other } = await openTwo()
  const heard = []
  for (const event of ['message', 'headline', 'maintenance'])
    other.on(event, () => heard.push(event))

  const { statusCode, body } = await one.request('post', '/all-forms', { id: other.id })

  expect(statusCode).toBe(200)
  expect(body).toEqual([])
  expect(heard).toEqual(['headline', 'maintenance', 'maintenance'])
})

test('a socket tells who it is and which rooms it is in, until it leaves', async () => {
  const { one } = await openTwo()
  await one.request('put', '/room/news/member')

  const inRoom = await one.request('get', '/whoami')
  await one.request('delete', '/room/news/member')
  const outside = await one.request('get', '/whoami')

  expect(inRoom.body).toMatchObject({ id: one.id, rooms: [one.id, 'news'] })
  expect(outside.body.rooms).toEqual([one.id])
})

test('beforeConnect refuses with its word, afterDisconnect sees the session', async () => {
  const { app, connect } = await createTestApp({ sockets, routes: {} })
  onTestFinished(() => app.lower())

  await expect(connect({ origin: 'https://evil.example' })).rejects.toThrow()
  const socket = await connect({ origin: 'https://example.com' })
  socket.disconnect()
})

test('the settings for Redis are taken', async () => {
  const app = new Sails()
  onTestFinished(() => app.lower())

  const outcome = await app.load({ ...cluster, log: { level: 'silent' } }).then(
    () => 'loaded',
    (error) => error.code,
  )

  expect(['loaded', 'E_SOCKETS_ADAPTER']).toContain(outcome)
})

test.each([
  ['Socket.IO client 4', connect],
  ['Socket.IO client 2', connect2],
])('the page talks with %s', async (_name, client) => {
  const app = new Sails()
  const place = { port: 0, explicitHost: '127.0.0.1', log: { level: 'silent' } }
  await app.lift({ ...createConfig(app), ...place, sockets: {} })
  onTestFinished(() => app.lower())
  const [speaker, listener] = [1, 2].map(() => {
    const io = augmentIo((url, options) => client(url, { ...options, forceNew: true }))
    io.sails.url = `http://127.0.0.1:${app.httpServer.address().port}`
    io.sails.environment = 'production'
    return io
  })
  const printed = new Promise((resolve) => {
    vi.spyOn(console, 'log').mockImplementation(resolve)
  })
  onTestFinished(() => vi.restoreAllMocks())
  await listener.socket.put('/room/news/member')
  listener.socket.on('chat', ({ text }) => console.log(text))

  talk(speaker)

  expect(await printed).toBe('hi')
  speaker.socket.disconnect()
  listener.socket.disconnect()
})

async function openTwo() {
  const holder = {}
  const opened = await createTestApp(
    createConfig(new Proxy({}, { get: (_, key) => holder.app[key] })),
  )
  holder.app = opened.app
  onTestFinished(() => opened.lower())
  return { one: await opened.connect(), other: await opened.connect() }
}
