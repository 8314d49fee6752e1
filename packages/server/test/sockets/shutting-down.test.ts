import { expect, test } from 'vitest'

import { liftSockets } from './lift-sockets.ts'
import { connectRaw, parseAck } from './raw-client.ts'

test('lower() lets open requests finish, refuses new ones, and then closes the sockets', async () => {
  const { app, origin } = await liftSockets()
  const client = await connectRaw(origin)
  client.send('420["get",{"url":"/slow?ms=100&name=done"}]')
  await client.ask('421["get",{"url":"/hello"}]')

  const lowered = app.lower()
  const closed = client.closed()
  await new Promise((resolve) => setImmediate(resolve))
  client.send('422["get",{"url":"/hello"}]')

  const refused = parseAck(await client.next())
  expect(refused).toMatchObject({ id: 2, reply: { statusCode: 503 } })
  expect(parseAck(await client.next())).toMatchObject({ id: 0, reply: { body: 'done' } })
  await closed
  await lowered
})

test('lower() ends the connections of clients that do not answer', async () => {
  const { app, origin } = await liftSockets()
  const client = await connectRaw(origin)
  client.webSocket.pause()

  await app.lower()

  expect(app.io.engine.clientsCount).toBe(0)
})

test('nothing of the sockets is left after lower()', async () => {
  const before = process.getActiveResourcesInfo()
  const { app, origin } = await liftSockets()
  const clients = [await connectRaw(origin), await connectRaw(origin, { eio: 3 })]
  const ends = clients.map((client) => client.closed())

  await app.lower()
  await Promise.all(ends)

  const left = countKinds(process.getActiveResourcesInfo())
  for (const [kind, count] of Object.entries(countKinds(before))) {
    expect(left[kind]).toBeLessThanOrEqual(count)
  }
})

/** What could hold a process: servers, connections and timers. */
function countKinds(resources: string[]): Record<string, number> {
  const counts: Record<string, number> = { TCPServerWrap: 0, TCPSocketWrap: 0, Timeout: 0 }
  for (const kind of resources) if (kind in counts) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

test('an app that was lowered before anybody used its sockets has closed ones', async () => {
  const { app } = await liftSockets()

  await app.lower()

  expect(app.io.sockets.sockets.size).toBe(0)
  expect(app.io.httpServer?.listening).toBe(false)
})
