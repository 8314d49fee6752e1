import { expect, test } from 'vitest'

import { compileTrustProxy } from '../../src/request/trust-proxy.ts'
import type { Action, Door } from './doors.ts'
import { openHttpDoor, openVirtualDoor } from './doors.ts'

const FORWARDED = {
  'x-forwarded-for': '1.1.1.1, 2.2.2.2, 3.3.3.3',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'api.pub.example',
}

const describeOrigin: Action = (req, res) =>
  res.json({
    ip: req.ip,
    ips: req.ips,
    protocol: req.protocol,
    secure: req.secure,
    hostname: req.hostname,
    subdomains: req.subdomains,
    port: req.port,
    baseUrl: req.baseUrl,
  })

const tellDoor: Action = (req, res) =>
  res.json([req.transport, req.isSocket ?? 'no', typeof req.socket])

test('without trustProxy nothing that a proxy says is believed', async () => {
  const door = await openHttpDoor()

  const { body } = await door.ask(describeOrigin, {
    headers: { ...FORWARDED, host: 'site.example:8080' },
  })

  expect(body).toEqual({
    ip: '127.0.0.1',
    ips: [],
    protocol: 'http',
    secure: false,
    hostname: 'site.example',
    subdomains: [],
    port: 8080,
    baseUrl: 'http://site.example:8080',
  })
})

test.each([
  [true, '1.1.1.1', ['1.1.1.1', '2.2.2.2', '3.3.3.3']],
  [1, '3.3.3.3', ['3.3.3.3']],
  [2, '2.2.2.2', ['2.2.2.2', '3.3.3.3']],
  ['loopback', '3.3.3.3', ['3.3.3.3']],
])('trustProxy %s makes the address %s over both doors', async (trust, ip, ips) => {
  const settings = { trustProxy: compileTrustProxy(trust) }

  const overHttp = await (await openHttpDoor(settings)).ask(describeOrigin, { headers: FORWARDED })
  const overSocket = await askFromHandshake(await openVirtualDoor(settings), FORWARDED)

  expect(overHttp.body).toMatchObject({ ip, ips, protocol: 'https', secure: true, port: 443 })
  expect(overHttp.body).toMatchObject({ baseUrl: 'https://api.pub.example', subdomains: ['api'] })
  expect(overSocket.body).toMatchObject({ ip, ips, secure: true, hostname: 'api.pub.example' })
})

test('a virtual request cannot choose its origin: the handshake says it', async () => {
  const door = await openVirtualDoor({ trustProxy: compileTrustProxy(true) })

  const { body } = await askFromHandshake(
    door,
    { host: 'site.example' },
    { ...FORWARDED, host: 'evil.example' },
  )

  expect(body).toMatchObject({ ip: '127.0.0.1', ips: [], secure: false, hostname: 'site.example' })
})

test('a call in process has the base URL of its own Host header, or localhost', async () => {
  const door = await openVirtualDoor()

  const bare = await door.ask(describeOrigin)
  const named = await door.ask(describeOrigin, { headers: { host: '[::1]:1337' } })

  expect(bare.body).toMatchObject({ protocol: 'http', baseUrl: 'http://localhost', port: 80 })
  expect(named.body).toMatchObject({ hostname: '[::1]', port: 1337, subdomains: [] })
})

test('a request tells which door it came through', async () => {
  const overHttp = await (await openHttpDoor()).ask(tellDoor)
  const inProcess = await (await openVirtualDoor()).ask(tellDoor)

  expect(overHttp.body).toEqual(['http', 'no', 'object'])
  expect(inProcess.body).toEqual(['in-process', 'no', 'undefined'])
})

function askFromHandshake(
  door: Door,
  handshake: Record<string, string>,
  headers: Record<string, string> = {},
): ReturnType<Door['ask']> {
  return door.ask(describeOrigin, { headers, connection: { headers: handshake } })
}
