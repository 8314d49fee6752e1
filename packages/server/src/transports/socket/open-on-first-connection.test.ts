import { once } from 'node:events'
import { type Server, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { openOnFirstConnection } from './open-on-first-connection.ts'

let server: Server
let heard: string[]

beforeEach(async () => {
  heard = []
  server = createServer((req, res) => res.end(`app ${req.url ?? ''}`))
  const stop = openOnFirstConnection(server, '/socket.io', () => {
    heard.push('open')
    stop()
    attach(server)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(() => server.close())

/** What Socket.IO does with a server. */
function attach(to: Server): void {
  const [app] = to.listeners('request')
  to.removeAllListeners('request')
  to.on('request', (req, res) => {
    if (req.url?.startsWith('/socket.io/') === true) res.end('socket.io')
    else if (app !== undefined) Reflect.apply(app, to, [req, res])
  })
  to.on('upgrade', (req, socket) => {
    heard.push(`upgrade ${req.url ?? ''}`)
    socket.destroy()
  })
}

test('it opens once, with the first request that is for it; others go to the app', async () => {
  const before = await ask('/a')
  expect([before, heard]).toEqual(['app /a', []])

  const answers = [await ask('/socket.io/?EIO=4'), await ask('/socket.io/'), await ask('/b')]

  expect(answers).toEqual(['socket.io', 'socket.io', 'app /b'])
  expect(heard).toEqual(['open'])
})

test('an upgrade opens it and is heard once by everybody', async () => {
  server.on('upgrade', () => heard.push('app heard'))

  await upgrade('/socket.io/')
  await upgrade('/other')

  expect(heard.filter((entry) => entry === 'open')).toHaveLength(1)
  expect(heard.filter((entry) => entry === 'app heard')).toHaveLength(2)
  expect(heard).toEqual(expect.arrayContaining(['upgrade /socket.io/', 'upgrade /other']))
  expect(heard).toHaveLength(5)
})

async function ask(path: string): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port()}${path}`)).text()
}

async function upgrade(path: string): Promise<void> {
  const headers = { connection: 'upgrade', upgrade: 'websocket' }
  const client = request({ port: port(), host: '127.0.0.1', path, headers }).end()
  await new Promise((resolve) => client.once('error', resolve))
}

function port(): number {
  return (server.address() as AddressInfo).port
}
