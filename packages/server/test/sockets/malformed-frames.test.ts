import { expect, test } from 'vitest'

import { liftSockets } from './lift-sockets.ts'
import { type RawClient, connectRaw } from './raw-client.ts'

/** Names of events: verbs, what looks like one, and what programs trip over. */
const EVENTS = [
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'options',
  'head',
  'GET',
  'trace',
  '__proto__',
  '',
]

/** What stands where the request should. */
const PAYLOADS = [
  ...['null', '1', '"x"', '[]', '{}', 'true', '{"url":5}', '{"url":""}', '{"url":"/%zz"}'],
  ...['{"url":"//evil.example/x"}', '{"url":"http://evil.example/x"}', '{"url":"\\u0000"}'],
  ...['{"url":"/req","data":{"__proto__":{"polluted":1}}}', '{"url":"/req","data":"x"}'],
  ...['{"url":"/req","headers":{"constructor":"x","toString":"y"}}', '{"url":"/req","method":{}}'],
  ...[
    '{"url":"/req?a[__proto__][polluted]=1"}',
    '{"url":"/req","headers":{"cookie":"sails.sid=s%3Ax"}}',
  ],
  ...['{"_placeholder":true,"num":0}', '{"url":"/req","data":{"_placeholder":true,"num":99}}'],
  ...['{"toJSON":1,"url":"/req"}', '{"url":"/req","data":{"length":5,"then":1}}'],
]

/** Frames that are none of a client's business, or none at all. */
const GARBAGE = [
  ...[
    '43',
    '430',
    '450-',
    '451-["get"',
    '461-0[]',
    '44',
    '40',
    '40/x,',
    '4',
    '',
    '0',
    '1',
    '5',
    '6',
    '9',
  ],
  ...[
    '42-1["get"]',
    '42/ns,["get"]',
    '4299999999999999999999["get"]',
    'b4AAAA',
    '2probe',
    '3probe',
  ],
  ...['\u0000', '42[', '42]', '420["get",', '42{"a":1}', '42"get"', '42[[["get"]]]', '420[null]'],
]

test.each([{ fastPath: true }, { fastPath: false }])(
  'each of a thousand odd messages is acknowledged exactly once, %o',
  async (path) => {
    const { app, origin } = await liftSockets({ ...path, maxOpenRequests: 1_000 })
    const client = await connectRaw(origin)
    const events = EVENTS.flatMap((event) => PAYLOADS.map((payload) => `["${event}",${payload}]`))
    const messages = Array.from({ length: 1_000 }, (_, index) => events[index % events.length])

    for (const [id, message] of messages.entries()) client.send(`42${id}${message}`)
    const answered = await answersOf(client, messages.length)

    expect(answered.size).toBe(messages.length)
    expect([...answered.values()].filter((count) => count !== 1)).toEqual([])
    expect(app.openRequests).toBe(0)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  },
)

test.each([{ fastPath: true }, { fastPath: false }])(
  'garbage ends its own connection at most, %o',
  async (path) => {
    const { origin } = await liftSockets(path)
    const bystander = await connectRaw(origin)

    for (const frame of GARBAGE) {
      // oxlint-disable-next-line no-await-in-loop
      const client = await connectRaw(origin)
      client.send(frame)
      client.webSocket.send(Buffer.from(frame))
      client.webSocket.close()
      // oxlint-disable-next-line no-await-in-loop
      await client.closed()
    }

    expect(await bystander.ask('420["get",{"url":"/hello"}]')).toContain('"statusCode":200')
  },
)

test('a storm of connections that break off leaves no socket behind', async () => {
  const { app, origin } = await liftSockets({}, { requestTimeoutMs: 50 })
  const clients = await Promise.all(Array.from({ length: 60 }, async () => connectRaw(origin)))

  for (const client of clients) {
    client.send('420["get",{"url":"/never"}]')
    client.webSocket.terminate()
  }
  while (app.io.sockets.sockets.size + app.openRequests > 0) {
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setImmediate(resolve))
  }

  expect(app.io.engine.clientsCount).toBe(0)
})

/** How often each acknowledgement came, once as many have come as were asked for and one more request is through. */
async function answersOf(client: RawClient, expected: number): Promise<Map<string, number>> {
  client.send(`42${expected}["get",{"url":"/slow?ms=20&name=last"}]`)
  const counts = new Map<string, number>()
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const [, id = ''] = /^43(\d+)/.exec(await client.next()) ?? []
    if (id === String(expected)) return counts
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
}
