import { readFileSync } from 'node:fs'

import { Sails } from 'halyard'
import { io as connect } from 'socket.io-client'
import { expect, onTestFinished, test, vi } from 'vitest'

import { config } from './answers.js'

const JSON_TYPE = { 'content-type': 'application/json' }
const DEEP = Array.from({ length: 70 }).reduce((inner) => ({ inner }), {})

/** The rows of the table: what happens, the status and the code. */
const ROWS = [
  ...readFileSync(new URL('../answers.md', import.meta.url), 'utf8').matchAll(
    /^\| ([^|]+?) +\| +(\d{3}) +\| +(?:–|`(\w+)`) +\|/gm,
  ),
].map(([, what, status, code]) => ({ what, status: Number(status), code }))

/** How to make each of them happen: the answers through the doors that a row is about. */
const PROBES = {
  'an action or policy throws an error': (doors) => doors.both('get', '/throw'),
  'an async action or policy rejects': (doors) => doors.both('get', '/reject'),
  '`next(error)`': (doors) => doors.both('get', '/next'),
  'an action throws a text': (doors) => doors.both('get', '/text'),
  'something throws `undefined`': (doors) => doors.both('get', '/nothing'),
  'an error with `status` 404 (or another from 400 to 499), as libraries throw': (doors) =>
    doors.both('get', '/foreign'),
  'a `RequestError` of the app': (doors) => doors.both('get', '/order/7'),
  'an action answers twice': (doors) => doors.both('get', '/twice'),
  'a policy calls `next()` twice': (doors) => doors.both('get', '/next-twice'),
  'nobody answers in time': (doors) => doors.both('get', '/forgotten'),
  'the answer cannot be written as JSON': (doors) => doors.both('get', '/circle'),
  '`res.status()` gets no status': (doors) => doors.both('get', '/status'),
  'no route matches': (doors) => doors.both('get', '/none'),
  'OPTIONS for a path that other verbs have': (doors) => doors.both('options', '/body'),
  'a policy is `false`': (doors) => doors.both('get', '/policy'),
  'the inputs of an action do not fit': (doors) => doors.both('get', '/inputs'),
  'an action throws the name of no exit of its own': (doors) => doors.both('get', '/exit'),
  'a CSRF token is missing or wrong': (doors) => doors.both('post', '/csrf'),
  'a part of the path cannot be decoded': (doors) => doors.both('get', '/user/%zz'),
  'data is nested too deep': (doors) => doors.both('post', '/body', JSON.stringify(DEEP)),
  'data has the key `__proto__`': (doors) => doors.both('post', '/body', '{"__proto__":{"a":1}}'),
  'while the app lowers': async (doors) => {
    const open = doors.overSocket('get', '/forgotten')
    await doors.overSocket('get', '/twice')
    const lowered = doors.app.lower({ delay: 50 })
    const refused = await doors.overSocket('get', '/twice')
    await Promise.all([lowered, open])
    return [refused]
  },
  'still open when the time to lower is up': async (doors) => {
    const open = doors.overSocket('get', '/forgotten')
    await doors.overSocket('get', '/twice')
    await doors.app.lower({ delay: 0 })
    return [await open]
  },
  'over HTTP: the body is too long': async (doors) => [
    await doors.overHttp('post', '/body', `"${'x'.repeat(1_048_576)}"`),
  ],
  'over HTTP: the body does not parse': async (doors) => [
    await doors.overHttp('post', '/body', '{'),
  ],
  'over HTTP: the body has an unknown charset': async (doors) => [
    await doors.overHttp('post', '/body', '{}', {
      'content-type': 'application/json; charset=bogus',
    }),
  ],
  'a method that no route of the path takes, with `methodNotAllowed: true`': (doors) =>
    doors.both('delete', '/body'),
  'over HTTP: a verb that no route has': async (doors) => [await doors.overHttp('copy', '/body')],
  'over a socket: the message is too long': async (doors) => [
    await doors.overSocket('post', '/body', JSON.stringify({ text: 'x'.repeat(1_000_000) })),
  ],
  'over a socket: too many requests are open': async (doors) => {
    const all = Array.from({ length: 65 }, () => doors.overSocket('get', '/forgotten'))
    return [await all.at(-1)]
  },
  'over a socket: asking too fast': async (doors) => {
    await doors.overSocket('get', '/twice')
    return [await doors.overSocket('get', '/twice')]
  },
  'over a socket: an event that is no verb and that nobody hears': async (doors) => [
    await doors.overSocket('bogus', '/body'),
  ],
  'over a socket: a malformed message': async (doors) => [await doors.overSocket('get', '')],
  'over a socket: a client that says it is too old': async (doors) => [
    await doors.overSocket('get', '/twice'),
  ],
  'over a socket or by a call: more than 10,000,000 bytes are written or piped': async (doors) => [
    await doors.overSocket('get', '/flood'),
    await doors.byCall('GET /flood'),
  ],
  'over a socket or by a call: `res.destroy()`': async (doors) => [
    await doors.overSocket('get', '/cut'),
    await doors.byCall('GET /cut'),
  ],
}

/** Settings that make a row happen sooner than the defaults would. */
const SETTINGS = {
  'nobody answers in time': { requestTimeoutMs: 50 },
  'a method that no route of the path takes, with `methodNotAllowed: true`': {
    methodNotAllowed: true,
  },
  'over a socket: too many requests are open': { requestTimeoutMs: 500 },
  'over a socket: asking too fast': {
    sockets: { ...config.sockets, rateLimit: { perSecond: 0.001, burst: 1 } },
  },
}

test('every row of the table has a test', () => {
  expect(ROWS.map(({ what }) => what)).toEqual(Object.keys(PROBES))
})

test.each(ROWS)('$what: $status', async ({ what, status, code }) => {
  const version = what.endsWith('too old') ? '0.9.0' : '1.2.1'
  const doors = await openDoors(SETTINGS[what], version)

  const answers = await PROBES[what](doors)

  expect(answers.length).toBeGreaterThan(0)
  for (const answer of answers) {
    expect(answer.status).toBe(status)
    if (status !== 500) expect(answer.body?.code).toBe(code)
  }
})

test('in production nothing of an error is sent with a 500', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  const doors = await openDoors({
    sockets: { allowForeignOrigins: false },
    session: { secret: 'keep me' },
  })

  const answers = await doors.both('get', '/throw')

  expect(answers.map(({ body }) => body)).toEqual([
    'Internal Server Error',
    'Internal Server Error',
  ])
})

test('a request that says it is slow gets its time', async () => {
  const doors = await openDoors({ requestTimeoutMs: 50 })

  expect(await doors.both('get', '/report')).toMatchObject([{ status: 200 }, { status: 200 }])
})

async function openDoors(settings = {}, version = '1.2.1') {
  const app = new Sails()
  const place = { port: 0, explicitHost: '127.0.0.1', log: { level: 'silent' } }
  await app.lift({ ...place, ...config, ...settings })
  const origin = `http://127.0.0.1:${app.httpServer.address().port}`
  const query = { __sails_io_sdk_version: version }
  const options = { transports: ['websocket'], forceNew: true, reconnection: false }
  const socket = connect(origin, { ...options, query })
  onTestFinished(async () => {
    socket.disconnect()
    await app.lower({ hardShutdown: true })
  })

  const overHttp = async (verb, url, text, headers = JSON_TYPE) => {
    const body = text === undefined ? null : text
    const answer = await fetch(origin + url, { method: verb.toUpperCase(), headers, body })
    return { status: answer.status, body: parse(await answer.text()) }
  }
  const overSocket = async (verb, url, text = '{}') => {
    const { statusCode, body } = await new Promise((resolve) => {
      socket.emit(verb, { url, data: JSON.parse(text) }, resolve)
    })
    return { status: statusCode, body }
  }
  return {
    app,
    overHttp,
    overSocket,
    both: async (...request) => [await overHttp(...request), await overSocket(...request)],
    byCall: (address) => app.request(address).then(undefined, (error) => error),
  }
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
