import { type SailsSocket, augmentIo } from '@halyard/client'
import { describe, expect, test } from 'vitest'

import { isRecord, type Json, readRecording } from '../replay/recording.ts'
import { augmentStandIn, type StandInSocket } from '../replay/stand-in-io.ts'

// What needs a page (script elements, the cookie script of another origin, the guess at the environment) is tested in
// packages/client, in Chromium.
const recorded = readRecording('client-sdk')

describe('our client, where the stock one was recorded', () => {
  test.each(rowsOf('usage'))('$call', ({ call, result }) => {
    const wanted = OURS[String(call)] ?? SENT[String(call)] ?? result

    expect(outcomeOf(String(call))).toBe(wanted)
  })

  test.each(rowsOf('jwr'))('status of $ack', async ({ ack, statusCode, error }) => {
    const { socket, raw } = connected()
    const asked = new Promise<{ statusCode: number; error?: Error }>((resolve) => {
      socket.get('/a', (_resData: unknown, jwr) => resolve(jwr))
    })

    raw.sent[0]?.acknowledge(ack)

    const jwr = await asked
    expect({ statusCode: jwr.statusCode, error: jwr.error !== undefined }).toEqual({
      statusCode,
      error,
    })
  })

  test('shape of a JWR', async () => {
    const { socket, raw } = connected()
    const answers: unknown[] = []
    const keep = (_resData: unknown, jwr: object) => answers.push(Object.keys(jwr))
    socket.get('/a', keep)
    socket.get('/b', keep)

    raw.sent[0]?.acknowledge({ body: 1, statusCode: 200 })
    raw.sent[1]?.acknowledge({ body: 1, headers: {}, statusCode: 500 })

    const { ownKeysOnSuccess, ownKeysOnError } = Object(recorded['jwrShape'])
    expect(answers).toEqual([ownKeysOnSuccess, ownKeysOnError])
  })

  test.each(rowsOf('query'))('query of $given', ({ given, sent, throws }) => {
    const { io, connections } = augmentStandIn()
    const connect = (): unknown =>
      io.sails.connect('http://x.example', Object({ query: given ?? '' }))

    if (throws === true) expect(connect).toThrow('query')
    else {
      connect()
      const forNode = String(sent).replace('platform=browser', 'platform=node')
      expect(connections[0]?.options.query).toEqual(
        Object.fromEntries(new URLSearchParams(forNode)),
      )
    }
  })

  test('defaults of io.sails', () => {
    const { sails } = augmentIo(() => {
      throw new Error('Nothing connects here.')
    })
    sails.autoConnect = true
    const { sdk, ...defaults } = Object(recorded['ioSailsDefaults'])

    expect(sails).toMatchObject(defaults)
    expect(sails.sdk).toMatchObject({
      version: sdk.version,
      language: sdk.language,
      platform: 'node',
    })
    sails.autoConnect = false
  })

  test('has the public methods, but for the undocumented replay()', () => {
    const { io } = augmentStandIn()
    expect(Reflect.get(io.sails, 'connect')).toBeTypeOf('function')
    const names = [recorded['publicMethods']].flat().map(String)
    const ofSocket = names.filter((name) => !['connect (on io.sails)', 'replay'].includes(name))

    for (const name of ofSocket) expect(Reflect.get(io.socket, name), name).toBeTypeOf('function')
  })

  test('a request that is open at the disconnect: as recorded, and a JWR with an error', async () => {
    const { socket } = connected()
    const told = new Promise<unknown[]>((resolve) => {
      socket.get('/a', (...answer: unknown[]) => resolve(answer))
    })

    socket.disconnect()

    const [resData, jwr] = await told
    expect(resData).toBeInstanceOf(Error)
    const { callbackSecondArgument } = Object(recorded['onDisconnect'])
    expect(jwr).toMatchObject({ ...callbackSecondArgument, error: expect.any(Error) })
  })

  test('a message that the server could not read: status 400 and an error, where the SDK saw success', async () => {
    const { socket, raw } = connected()
    const told = new Promise<unknown[]>((resolve) => {
      socket.get('/a', (...answer: unknown[]) => resolve(answer))
    })

    raw.sent[0]?.acknowledge(Object(recorded['parseErrorAck']).ack)

    expect((await told)[1]).toMatchObject({ statusCode: 400, error: expect.any(Error) })
  })
})

/** Rows where our client does otherwise: D-CLIENT-PROMISES, and an error with a code in place of a slip. */
const OURS: Readonly<Record<string, string>> = {
  'request(...)': 'returns a promise',
  'request(null)': 'throws',
}

/** Rows whose words leave out what was sent. */
const SENT: Readonly<Record<string, string>> = {
  "request({url:'/a', data: [1]})": 'accepted, sent as [1]',
  "get('/a')": 'accepted, sent as {}',
}

/** Each usage of the recording, as code. */
const CALLS: Readonly<Record<string, (socket: Loose, raw: StandInSocket) => unknown>> = {
  'request()': (socket) => socket.request(),
  'request({})': (socket) => socket.request({}),
  'request(null)': (socket) => socket.request(null),
  'request({url: 5})': (socket) => socket.request({ url: 5 }),
  "request({url:'/a'}, 5)": (socket) => socket.request({ url: '/a' }, 5),
  "request({url:'/a'}, null)": (socket) => socket.request({ url: '/a' }, null),
  "request({url:'/a', method: 5})": (socket) => socket.request({ url: '/a', method: 5 }),
  "request({url:'/a', headers: 'x'})": (socket) => socket.request({ url: '/a', headers: 'x' }),
  "request({url:'/a', params: 'x'})": (socket) => socket.request({ url: '/a', params: 'x' }),
  "request({url:'/a', data: 'x'})": (socket) => socket.request({ url: '/a', data: 'x' }),
  "request({url:'/a', data: 7})": (socket) => socket.request({ url: '/a', data: 7 }),
  "request({url:'/a', data: 0})": (socket) => socket.request({ url: '/a', data: 0 }, ignore),
  "request({url:'/a', data: {}, params: {}})": (socket) =>
    socket.request({ url: '/a', data: {}, params: {} }),
  "request({url:'/a', data: [1]})": (socket) => socket.request({ url: '/a', data: [1] }, ignore),
  'get()': (socket) => socket.get(),
  "get('/a')": (socket) => socket.get('/a', ignore),
  "get('/a', null, cb)": (socket) => socket.get('/a', null, ignore),
  "post('/a', 'x')": (socket) => socket.post('/a', 'x'),
  'on(name, fn)': (socket) => socket.on('x', ignore),
  'off(name, fn)': (socket) => socket.off('x', ignore),
  'removeAllListeners()': (socket) => socket.removeAllListeners(),
  'request(...)': (socket) => socket.request({ url: '/a' }),
  '_request()': (socket) => socket._request(),
  'disconnect() while not connected': (socket) => {
    socket.disconnect()
    socket.disconnect()
  },
  'reconnect() while connected or connecting': (socket) => socket.reconnect(),
  'setting url (or any option but headers) while connected': (socket) =>
    Object.assign(socket, { url: 'http://y.example' }),
  'setting headers while connected': (socket) => Object.assign(socket, { headers: { a: 'b' } }),
  'setting url while disconnected': (socket) => {
    socket.disconnect()
    Object.assign(socket, { url: 'http://y.example' })
  },
}

type Loose = Record<
  | '_request'
  | 'disconnect'
  | 'get'
  | 'off'
  | 'on'
  | 'post'
  | 'reconnect'
  | 'removeAllListeners'
  | 'request',
  (...args: unknown[]) => unknown
>

function ignore(): void {}

function rowsOf(part: string): Record<string, Json>[] {
  return [recorded[part]].flat().filter(isRecord)
}

function connected(): { socket: SailsSocket; raw: StandInSocket } {
  const { io, connections } = augmentStandIn()
  const socket = io.sails.connect('http://x.example')
  const raw = connections[0]?.raw
  if (raw === undefined) throw new Error('The client has opened nothing.')
  raw.open()
  return { socket, raw }
}

/** What a usage comes to, in the words of the recording. */
function outcomeOf(call: string): string {
  if (call === 'the same with io.sails.strict = false') return setWithoutStrictness()
  if (call === 'loading the SDK twice over one io') return augmentTwice()
  const { socket, raw } = connected()
  try {
    // Wrong calls are what this is about; the types would refuse them.
    const result = CALLS[call]?.(socket as unknown as Loose, raw)
    return describeResult(result, socket, raw)
  } catch {
    return 'throws'
  }
}

function describeResult(result: unknown, socket: SailsSocket, raw: StandInSocket): string {
  if (result instanceof Promise) return 'returns a promise'
  const payload = raw.sent[0]?.payload
  if (isRecord(payload)) return `accepted, sent as ${JSON.stringify(payload['data'])}`
  const isSet = socket.url === 'http://y.example' || socket.headers !== undefined
  return result === socket && !isSet ? 'returns the socket' : 'accepted'
}

function setWithoutStrictness(): string {
  const { io, connections } = augmentStandIn()
  io.sails.strict = false
  const socket = io.sails.connect('http://x.example')
  connections[0]?.raw.open()
  socket.url = 'http://y.example'
  return 'accepted'
}

function augmentTwice(): string {
  const { io } = augmentStandIn()
  try {
    augmentIo(io)
    return 'accepted'
  } catch {
    return 'throws'
  }
}
