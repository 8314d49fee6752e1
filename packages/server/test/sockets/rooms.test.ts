import { describe, expect, test } from 'vitest'

import type { SocketRequest } from '../../src/index.ts'
import { liftSockets } from './lift-sockets.ts'
import { type RawClient, connectRaw } from './raw-client.ts'

describe.each([{ fastPath: true }, { fastPath: false }])('sails.sockets, %o', (path) => {
  test('reaches every member of a room, once each, and no one else', async () => {
    const { app, origin } = await liftSockets(path)
    const [a, b, c] = [
      await connectRaw(origin),
      await connectRaw(origin, { eio: 3 }),
      await connectRaw(origin),
    ]
    await inRooms(a, 'one', 'two')
    await inRooms(b, 'one')

    const sent = await app.sockets.broadcast(['one', 'two'], 'chat', { text: 'grüße' })
    await app.sockets.blast('end')

    expect(sent).toEqual({ sockets: 2 })
    for (const client of [a, b]) {
      expect(await client.next()).toBe('42["chat",{"text":"grüße"}]')
      expect(await client.next()).toBe('42["end",null]')
    }
    expect(await c.next()).toBe('42["end",null]')
  })

  test('leaves out the socket of the request', async () => {
    const { app, origin } = await liftSockets(path, {
      routes: {
        '/say': (req: SocketRequest, res: { ok(): void }) => {
          void app.sockets.broadcast('room', { text: 'hi' }, req)
          res.ok()
        },
      },
    })
    const [sender, other] = [await connectRaw(origin), await connectRaw(origin)]
    await inRooms(sender, 'room')
    await inRooms(other, 'room')

    expect(await sender.ask('421["post",{"url":"/say"}]')).toMatch(/^431/)
    expect(await other.next()).toBe('42["message",{"text":"hi"}]')
  })

  test('sends binary data as binary', async () => {
    const { app, origin } = await liftSockets(path)
    const client = await connectRaw(origin)

    await app.sockets.blast('bytes', { b: Buffer.from('hi') })

    expect(await client.next()).toBe('451-["bytes",{"b":{"_placeholder":true,"num":0}}]')
    expect(await client.next()).toBe('binary:6869')
  })

  test('keeps the order of events, answers and broadcasts', async () => {
    const { app, origin } = await liftSockets(path)
    const client = await connectRaw(origin)
    const id = [...app.io.sockets.sockets.keys()][0] ?? ''

    void app.sockets.broadcast(id, 'a', 1)
    app.io.to(id).emit('b', 2)
    void app.sockets.broadcast(id, 'c', 3)

    expect([await client.next(), await client.next(), await client.next()]).toEqual([
      '42["a",1]',
      '42["b",2]',
      '42["c",3]',
    ])
  })

  test('a listener for what goes out hears broadcasts', async () => {
    const { app, origin } = await liftSockets(path)
    const heard: unknown[] = []
    app.io.on('connection', (socket) => socket.onAnyOutgoing((...args) => heard.push(args)))
    const client = await connectRaw(origin)

    await app.sockets.blast('x', { a: 1 })
    await client.next()

    expect(heard).toEqual([['x', { a: 1 }]])
  })

  test('a client that does not read is cut off when too much waits for it', async () => {
    const { app, origin } = await liftSockets({ ...path, maxWaitingBytes: 1_000_000 })
    const client = await connectRaw(origin)
    client.webSocket.pause()
    const gone = new Promise((resolve) => {
      for (const socket of app.io.sockets.sockets.values()) socket.on('disconnect', resolve)
    })

    const text = 'x'.repeat(500_000)
    for (let count = 0; count < 40; count++) void app.sockets.blast('much', { text })

    await gone
    expect(app.io.sockets.sockets.size).toBe(0)
  })
})

test('other sockets of a destroyed session leave their rooms', async () => {
  const { app, origin } = await liftSockets(
    {},
    {
      routes: {
        '/set': (req: { session: Record<string, unknown> }, res: { ok(): void }) => {
          req.session['v'] = 1
          res.ok()
        },
        '/destroy': async (req: { session: { destroy(): Promise<void> } }, res: { ok(): void }) => {
          await req.session.destroy()
          res.ok()
        },
      },
    },
  )
  const set = await fetch(`${origin}/set`)
  const headers = { cookie: set.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
  const other = await connectRaw(origin, { headers })
  await inRooms(other, 'room')

  await fetch(`${origin}/destroy`, { headers })

  expect(await app.sockets.broadcast('room', 'x', {})).toEqual({ sockets: 0 })
  expect(app.io.sockets.sockets.size).toBe(1)
})

test('the admin message of one process is heard by itself when blasted', async () => {
  const { app } = await liftSockets()
  const heard: unknown[] = []
  app.on('hook:sockets:adminMessage', (message: unknown) => heard.push(message))
  const hook = app.hooks['sockets'] as Record<string, (event: string, payload: unknown) => void>

  hook['broadcastAdminMessage']?.('custom', { a: 1 })
  hook['blastAdminMessage']?.('custom', { a: 2 })

  expect(heard).toEqual([{ event: 'custom', payload: { a: 2 } }])
})

async function inRooms(client: RawClient, ...rooms: string[]): Promise<void> {
  for (const room of rooms)
    await client.ask(`420["post",{"url":"/join","data":{"room":"${room}"}}]`)
}
