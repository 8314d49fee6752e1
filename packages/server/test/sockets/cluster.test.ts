import { randomUUID } from 'node:crypto'
import { connect as connectTcp } from 'node:net'

import { createClient } from 'redis'
import { describe, expect, onTestFinished, test } from 'vitest'

import type { SailsApp } from '../../src/app/sails.ts'
import { liftSockets } from './lift-sockets.ts'
import { type RawClient, connectRaw } from './raw-client.ts'
import { startTcpProxy } from './tcp-proxy.ts'

const REDIS = { host: '127.0.0.1', port: 6379 }
const isMandatory = process.env['REQUIRE_SERVICES'] === '1'
const isThere = isMandatory || (await answers(REDIS.port))

describe.skipIf(!isThere)('two processes joined by Redis', () => {
  test('a blast and a broadcast reach the sockets of both', async () => {
    const { one, two, a, b } = await startTwo()
    await one.sockets.join(a.id, 'room')
    await two.sockets.join(b.id, 'room')

    await one.sockets.blast('all', { n: 1 })
    await one.sockets.broadcast('room', 'some', { n: 2 })
    await two.sockets.broadcast(a.id, 'direct', { n: 3 })

    expect(await b.client.next()).toBe('42["all",{"n":1}]')
    expect(await b.client.next()).toBe('42["some",{"n":2}]')
    expect(await a.client.next()).toBe('42["all",{"n":1}]')
    expect(await a.client.next()).toBe('42["some",{"n":2}]')
    expect(await a.client.next()).toBe('42["direct",{"n":3}]')
  })

  test('a socket of the other process is in the room when join() resolves', async () => {
    const { one, b } = await startTwo()

    const joined = await one.sockets.join(b.id, 'room')
    await one.sockets.broadcast('room', 'x', {})

    expect(joined).toEqual({ sockets: 1 })
    expect(await b.client.next()).toBe('42["x",{}]')
  })

  test('members of both processes are added to rooms, removed, and all rooms are left', async () => {
    const { one, two, a, b } = await startTwo()
    await one.sockets.join([a.id, b.id], 'room')

    const added = await two.sockets.addRoomMembersToRooms('room', ['second', 'third'])
    const removed = await one.sockets.removeRoomMembersFromRooms('room', 'second')
    const roomsOfB = [...two.sockets.get(b.id).rooms]
    const left = await one.sockets.leaveAll('room')

    expect([added, removed, left]).toEqual([{ sockets: 2 }, { sockets: 2 }, { sockets: 2 }])
    expect(roomsOfB).toEqual([b.id, 'room', 'third'])
    expect([...two.sockets.get(b.id).rooms]).toEqual([b.id])
    expect([...one.sockets.get(a.id).rooms]).toEqual([a.id])
  })

  test('a broadcast leaves out a socket of the calling process', async () => {
    const { one, a, b } = await startTwo()

    await one.sockets.blast('x', {}, one.sockets.get(a.id))
    await one.sockets.blast('end')

    expect(await b.client.next()).toBe('42["x",{}]')
    expect(await a.client.next()).toBe('42["end",null]')
  })

  test('admin messages are heard by the others, and blasted ones by everybody', async () => {
    const { one, two } = await startTwo()
    const heardByOne = hear(one)
    const heardByTwo = hear(two)
    const hook = one.hooks['sockets'] as Record<string, (event: string, payload: unknown) => void>

    hook['broadcastAdminMessage']?.('first', { a: 1 })
    hook['blastAdminMessage']?.('second', { a: 2 })

    await expect
      .poll(() => heardByTwo)
      .toEqual([
        { event: 'first', payload: { a: 1 } },
        { event: 'second', payload: { a: 2 } },
      ])
    expect(heardByOne).toEqual([{ event: 'second', payload: { a: 2 } }])
  })

  test('a session that ends in one process ends in the other, once', async () => {
    const { one, two } = await startTwo()
    const ends: string[] = []
    one.on('session:ended', (id: string) => ends.push(`one ${id}`))
    two.on('session:ended', (id: string) => ends.push(`two ${id}`))
    const heard = hear(two)

    one.emit('session:ended', 'some-id', [])
    await expect.poll(() => ends).toEqual(['one some-id', 'two some-id'])
    two.emit('session:ended', 'other-id', [])
    await expect.poll(() => ends).toHaveLength(4)

    expect(ends.slice(2)).toEqual(['two other-id', 'one other-id'])
    expect(heard).toEqual([])
  })

  test('while Redis is away local members are reached, changes fail in time, and all is well again after', async () => {
    const proxy = await startTcpProxy(REDIS)
    const calls: string[] = []
    const key = randomUUID()
    const settings = { adapter: 'redis', key, roomAckTimeoutMs: 300 }
    const first = await liftSockets({
      ...settings,
      url: `redis://127.0.0.1:${proxy.port}`,
      onRedisDisconnect: () => calls.push('away'),
      onRedisReconnect: () => calls.push('back'),
    })
    const second = await liftSockets(settings)
    const a = await connectTo(first)
    const b = await connectTo(second)

    await proxy.cut()
    await expect.poll(() => calls).toEqual(['away'])
    await first.app.sockets.join(a.id, 'room')
    await first.app.sockets.broadcast('room', 'local', {})
    const joined = first.app.sockets.join(b.id, 'room')

    expect(await a.client.next()).toBe('42["local",{}]')
    await expect(joined).rejects.toMatchObject({ code: 'E_ROOM_CHANGE_UNCONFIRMED' })

    await proxy.restore()
    await expect.poll(() => calls, { timeout: 10_000 }).toEqual(['away', 'back'])
    await expect
      .poll(async () => first.app.sockets.join(b.id, 'other').catch(() => 'not yet'), {
        timeout: 10_000,
      })
      .toEqual({ sockets: 1 })
  })

  test('clients of the app are used and left open', async () => {
    const pubClient = createClient({ url: `redis://${REDIS.host}:${REDIS.port}` })
    const subClient = pubClient.duplicate()
    await Promise.all([pubClient.connect(), subClient.connect()])
    onTestFinished(() => {
      pubClient.destroy()
      subClient.destroy()
    })
    const settings = { adapter: '@sailshq/socket.io-redis', key: randomUUID() }
    const first = await liftSockets({ ...settings, pubClient, subClient })
    const second = await liftSockets(settings)
    const b = await connectTo(second)

    expect(await first.app.sockets.join(b.id, 'room')).toEqual({ sockets: 1 })
    await first.app.lower()

    expect(pubClient.isReady && subClient.isReady).toBe(true)
  })
})

test('a Redis that cannot be reached fails the lift', async () => {
  const lifted = liftSockets({ adapter: 'redis', port: 1 })

  await expect(lifted).rejects.toMatchObject({ code: 'E_SOCKETS_ADAPTER' })
})

test('an adapter that is not installed fails the lift', async () => {
  const lifted = liftSockets({ adapter: 'no-such-adapter' })

  await expect(lifted).rejects.toMatchObject({ code: 'E_SOCKETS_ADAPTER' })
})

interface Connected {
  readonly id: string
  readonly client: RawClient
}

async function startTwo(): Promise<{ one: SailsApp; two: SailsApp; a: Connected; b: Connected }> {
  const settings = { adapter: 'redis', key: randomUUID(), ...REDIS }
  const first = await liftSockets(settings)
  const second = await liftSockets(settings)
  return {
    one: first.app,
    two: second.app,
    a: await connectTo(first),
    b: await connectTo(second),
  }
}

async function connectTo(lifted: { app: SailsApp; origin: string }): Promise<Connected> {
  const client = await connectRaw(lifted.origin)
  return { id: [...lifted.app.io.sockets.sockets.keys()][0] ?? '', client }
}

function hear(app: SailsApp): unknown[] {
  const heard: unknown[] = []
  app.on('hook:sockets:adminMessage', (message: unknown) => heard.push(message))
  return heard
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
