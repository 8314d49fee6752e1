import { createRequire } from 'node:module'
import { Socket as TcpSocket } from 'node:net'

import { augmentIo } from '@halyard/client'
import { io as connect4 } from 'socket.io-client'
import { describe, expect, onTestFinished, test } from 'vitest'

import type { Request, Response } from '../src/index.ts'
import { overEachTransport } from '../src/testing/index.ts'
import { liftSockets } from './sockets/lift-sockets.ts'
import { connectRaw } from './sockets/raw-client.ts'

const require = createRequire(import.meta.url)

/** The first document's program, as it stands. */
const PROGRAM = `
  io.socket.request({ method: 'get', url: '/user/3/friends', data: { limit: 15 }, headers: { 'x-csrf-token': 'ji4brixbiub3' } },
    function (resData, jwres) { if (jwres.error) { console.log(jwres.statusCode); return; } console.log(jwres.statusCode); });
`

/** What of `io` the tests use; stock and ours have more. */
interface Io {
  sails: { url: string; environment: string; transports: string[]; headers: object }
  socket: {
    request(options: object, callback: (resData: unknown, jwres: StockJwr) => void): void
    isConnected(): boolean
    disconnect(): void
  }
}

interface StockJwr {
  body: unknown
  headers: Record<string, unknown>
  statusCode: number
  error?: { message: string }
}

const CLIENTS: Record<string, () => Io> = {
  'our client': () => augmentIo((url, options) => connect4(url, options)) as unknown as Io,
  'the stock client': () => {
    const stock = (name: string): unknown => {
      // Each test needs an io of its own; the stock one is a global of its module.
      for (const path of Object.keys(require.cache)) {
        if (/\/(?:sails\.io\.js|socket\.io-client-2)\//.test(path))
          Reflect.deleteProperty(require.cache, path)
      }
      return require(name)
    }
    const augment = stock('sails.io.js') as (io: unknown) => Io
    return augment(require('socket.io-client-2'))
  },
}

const routes = {
  'GET /user/:id/friends': (req: Request, res: Response) => {
    res.set('x-answered', 'yes')
    res.json({
      id: req.params['id'],
      limit: req.param('limit'),
      token: req.get('x-csrf-token'),
      all: req.get('x-all'),
      isSocket: req.isSocket,
    })
  },
  'POST /refused': (_req: Request, res: Response) => res.status(402).json({ pay: 'first' }),
}

describe.each(Object.entries(CLIENTS))('document 1 with %s', (_name, create) => {
  async function open(): Promise<Io> {
    const { origin } = await liftSockets({}, { routes })
    const io = create()
    Object.assign(io.sails, { url: origin, environment: 'production', transports: ['websocket'] })
    io.sails.headers = { 'x-all': 'of every request' }
    onTestFinished(() => {
      if (io.socket.isConnected()) io.socket.disconnect()
    })
    return io
  }

  test('its program runs as it stands', async () => {
    const io = await open()

    const printed = await new Promise((resolve) => {
      // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- the document's text is the test
      new Function('io', 'console', PROGRAM)(io, { log: resolve })
    })

    expect(printed).toBe(200)
  })

  test('the callback gets the body, and status, headers and body', async () => {
    const io = await open()

    const [resData, jwres] = await new Promise<[unknown, StockJwr]>((resolve) => {
      io.socket.request(
        {
          method: 'get',
          url: '/user/3/friends',
          data: { limit: 15 },
          headers: { 'x-csrf-token': 'ji4' },
        },
        (...given) => resolve(given),
      )
    })

    expect(resData).toBe(jwres.body)
    expect(resData).toEqual({
      id: '3',
      limit: 15,
      token: 'ji4',
      all: 'of every request',
      isSocket: true,
    })
    expect(jwres).toMatchObject({ statusCode: 200, headers: { 'x-answered': 'yes' } })
    expect(jwres.error ?? undefined).toBeUndefined()
  })

  test('a status that is no success is an error, and the body is there too', async () => {
    const io = await open()

    const [resData, jwres] = await new Promise<[unknown, StockJwr]>((resolve) => {
      io.socket.request({ method: 'post', url: '/refused' }, (...given) => resolve(given))
    })

    expect(resData).toEqual({ pay: 'first' })
    expect(jwres).toMatchObject({ statusCode: 402, body: resData, error: expect.any(Error) })
  })
})

/** What the second document promises of `req.socket` over a socket. */
const SOCKET_METHODS = ['join', 'leave', 'emit', 'on', 'to', 'disconnect'] as const

describe('document 2', () => {
  test('req.socket is the very socket of Socket.IO, valid until disconnect, with an id of its own', async () => {
    const seen: Request[] = []
    const { app, origin } = await liftSockets(
      {},
      { routes: { 'GET /me': (req: Request, res: Response) => (seen.push(req), res.ok()) } },
    )
    const [one, two] = [await connectRaw(origin), await connectRaw(origin)]
    for (const client of [one, one, two]) await client.ask('420["get",{"url":"/me"}]')
    const sockets = seen.map((req) => (req.isSocket ? req.socket : undefined))
    const [first, again, other] = sockets

    expect(first).toBe(app.io.sockets.sockets.get(first?.id ?? ''))
    expect(again).toBe(first)
    expect(other?.id).not.toBe(first?.id)
    for (const method of SOCKET_METHODS) expect(first?.[method]).toBeTypeOf('function')
    expect(first?.rooms).toContain(first?.id)
    expect(first?.handshake).toMatchObject({ headers: { host: origin.slice(7) } })

    await first?.join('room')
    first?.to('room').emit('never')
    first?.broadcast.emit('others', 1)
    first?.emit('own', 2)
    expect(await two.next()).toBe('42["others",1]')
    expect(await one.next()).toBe('42["own",2]')
    expect(first?.connected).toBe(true)

    const gone = new Promise((resolve) => first?.once('disconnect', resolve))
    one.webSocket.close()
    await gone
    expect(first?.connected).toBe(false)
  })

  overEachTransport('req.isSocket', (lift, transport) => {
    test('tells whether req.socket is of Socket.IO', async () => {
      let req: Request | undefined
      const request = await lift({
        routes: { 'GET /': (asked, res) => ((req = asked), res.json(asked.isSocket)) },
      })

      const { body } = await request('get', '/')

      expect(body ?? false).toBe(transport.name === 'socket')
      if (transport.name === 'http') expect(req?.socket).toBeInstanceOf(TcpSocket)
      if (transport.name === 'in-process') expect(req?.socket).toBeUndefined()
    })
  })
})
