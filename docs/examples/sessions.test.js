import { connect as connectTcp } from 'node:net'

import { augmentIo } from '@halyard/client'
import { Sails } from 'halyard'
import { createTestApp, overEachTransport } from 'halyard/testing'
import { io as connect } from 'socket.io-client'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import {
  createStoreOfMyOwn,
  order,
  production,
  routes,
  withCors,
  withCsrf,
  withRedis,
} from './sessions.js'

const hasRedis = process.env.REQUIRE_SERVICES === '1' || (await answers(6379))

test('one session serves a browser’s HTTP requests and its socket', async () => {
  const { origin, askOverHttp } = await lift({ routes })
  const first = await askOverHttp('GET', '/visits')
  const cookie = first.headers.getSetCookie()[0].split(';')[0]
  const io = createIo(origin, cookie)

  const second = await io.socket.get('/visits')
  const third = await askOverHttp('GET', '/visits', cookie)

  expect([await first.json(), second.body, await third.json()]).toEqual([1, 2, 3])
})

overEachTransport('logging in and out', (lift, { name }) => {
  // A function call is a client of its own each time.
  test.skipIf(name === 'in-process')('changes who is asking', async () => {
    const request = await lift({ routes })

    await request('put', '/login', { id: 7 })
    const inside = await request('get', '/me')
    await request('delete', '/login')
    const outside = await request('get', '/me')

    expect([inside.body, outside.body]).toEqual([{ userId: 7 }, { userId: null }])
  })
})

test('logging out over HTTP signs the socket out', async () => {
  const { origin, askOverHttp } = await lift({ routes })
  const login = await askOverHttp('PUT', '/login?id=7')
  const cookie = login.headers.getSetCookie()[0].split(';')[0]
  const io = createIo(origin, cookie)
  const before = await io.socket.get('/me')

  await askOverHttp('DELETE', '/login', cookie)
  const after = await io.socket.get('/me')

  expect([before.body, after.body]).toEqual([{ userId: 7 }, { userId: null }])
})

describe.skipIf(!hasRedis)('sessions in Redis', () => {
  test('are shared by two apps', async () => {
    const one = await lift({ ...withRedis, routes })
    const other = await lift({ ...withRedis, routes })

    const login = await one.askOverHttp('PUT', '/login?id=7')
    const cookie = login.headers.getSetCookie()[0].split(';')[0]
    const me = await other.askOverHttp('GET', '/me', cookie)

    expect(await me.json()).toEqual({ userId: 7 })
  })

  test('a store that the app has made itself is used', async () => {
    const { client, session } = await createStoreOfMyOwn()
    const { askOverHttp } = await lift({ session, routes })

    const login = await askOverHttp('PUT', '/login?id=7')
    const cookie = login.headers.getSetCookie()[0].split(';')[0]
    const me = await askOverHttp('GET', '/me', cookie)
    client.destroy()

    expect(await me.json()).toEqual({ userId: 7 })
  })
})

test('in production the secret must be there', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  vi.stubEnv('SESSION_SECRET', '')
  onTestFinished(() => void vi.unstubAllEnvs())

  await expect(createTestApp({ sockets: production.sockets })).rejects.toThrow(
    expect.objectContaining({ code: 'E_SESSION_SECRET_MISSING' }),
  )
  const { lower } = await createTestApp({ ...production, session: { secret: ['new', 'old'] } })
  await lower()
})

test('a socket orders with the token that the page has fetched', async () => {
  const { origin, askOverHttp } = await lift(withCsrf)
  const granted = await askOverHttp('GET', '/csrfToken')
  const cookie = granted.headers.getSetCookie()[0].split(';')[0]
  const io = createIo(origin, cookie)

  const without = await io.socket.post('/order').catch((error) => error)
  const statusCode = await order(io, (path) => askOverHttp('GET', path, cookie))
  const webhook = await askOverHttp('POST', '/webhook')

  expect([without.statusCode, statusCode, webhook.status]).toEqual([403, 201, 200])
})

test('CORS holds for all routes, and for single ones', async () => {
  const { origin } = await lift(withCors)
  const allowed = async (path, from) => {
    const answer = await fetch(origin + path, { headers: { origin: from } })
    return answer.headers.get('access-control-allow-origin')
  }

  expect(await allowed('/news', 'https://example.com')).toBe('https://example.com')
  expect(await allowed('/news', 'https://evil.example')).toBeNull()
  expect(await allowed('/feed', 'https://evil.example')).toBe('*')
  expect(await allowed('/private', 'https://example.com')).toBeNull()
})

async function lift(config) {
  const app = new Sails()
  await app.lift({ log: { level: 'silent' }, explicitHost: '127.0.0.1', ...config, port: 0 })
  onTestFinished(() => app.lower({ hardShutdown: true }))
  const origin = `http://127.0.0.1:${app.httpServer.address().port}`
  return {
    origin,
    askOverHttp: (method, path, cookie = '') =>
      fetch(origin + path, { method, headers: { cookie } }),
  }
}

function createIo(origin, cookie) {
  const io = augmentIo((url, options) => connect(url, { ...options, forceNew: true }))
  io.sails.url = origin
  io.sails.environment = 'production'
  io.sails.initialConnectionHeaders = { cookie }
  onTestFinished(() => io.socket.disconnect())
  return io
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connectTcp(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
