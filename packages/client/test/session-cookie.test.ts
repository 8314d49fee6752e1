import { SESSION_COOKIE_EVENT } from '@halyard/protocol'
import { afterEach, expect, test, vi } from 'vitest'

import { connectTo, heard } from './test-client.ts'
import { startServer } from './test-server.ts'

/** Lets Node pass for a page of that server, whose fetch is answered with these statuses in turn. */
function openPage(url: string, ...statuses: number[]): string[] {
  const claims: string[] = []
  vi.stubGlobal('location', new URL(url))
  vi.stubGlobal('fetch', async (_url: URL, { body }: { body: string }) => {
    claims.push(body)
    return new Response(null, { status: statuses.shift() ?? 204 })
  })
  return claims
}

afterEach(() => vi.unstubAllGlobals())

test('a page says in the handshake that it takes cookies, and fetches one that it is offered', async () => {
  const server = await startServer()
  const claims = openPage(server.url)
  const socket = await connectTo(server)
  const done = heard(socket, 'session:cookie')

  server.io.emit(SESSION_COOKIE_EVENT, { token: 'abc' })

  expect(await done).toEqual({ error: undefined })
  expect(claims).toEqual([JSON.stringify({ token: 'abc', socketId: socket.id })])
  expect([...server.io.sockets.sockets.values()][0]?.handshake.auth).toEqual({
    sessionCookie: true,
  })
})

test('a failure is told, and the next offer is taken all the same', async () => {
  const server = await startServer()
  openPage(server.url, 403, 204)
  const socket = await connectTo(server)
  const outcomes: unknown[] = []
  socket.on('session:cookie', ({ error }) => outcomes.push(error))

  server.io.emit(SESSION_COOKIE_EVENT, { token: 'one' })
  server.io.emit(SESSION_COOKIE_EVENT, { token: 'two' })

  await expect.poll(() => outcomes).toHaveLength(2)
  expect(outcomes).toEqual([
    expect.objectContaining({ code: 'E_SESSION_COOKIE_NOT_SET' }),
    undefined,
  ])
})

test('the server cannot tell of it in place of the client', async () => {
  const server = await startServer()
  const socket = await connectTo(server)
  const outcomes: unknown[] = []
  socket.on('session:cookie', (outcome) => outcomes.push(outcome))
  const last = heard(socket, 'last')

  server.io.emit('session:cookie', {})
  server.io.emit('last')
  await last

  expect(outcomes).toEqual([])
})

test.each([
  ['switched off', { sessionCookie: false }, { token: 'abc' }],
  ['no offer at all', {}, { url: 'https://evil.example' }],
])('nothing is fetched for what is %s', async (_name, options, offer) => {
  const server = await startServer()
  const claims = openPage(server.url)
  const socket = await connectTo(server, options)
  const last = heard(socket, 'last')

  server.io.emit(SESSION_COOKIE_EVENT, offer)
  server.io.emit('last')
  await last

  expect(claims).toEqual([])
})

test('Node does not ask for offers', async () => {
  const server = await startServer()

  await connectTo(server)

  expect([...server.io.sockets.sockets.values()][0]?.handshake.auth).toEqual({})
})
