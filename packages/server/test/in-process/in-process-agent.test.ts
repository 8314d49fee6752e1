import { get } from 'node:http'
import { text } from 'node:stream/consumers'

import { Server as IoServer } from 'socket.io'
import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'

import { Sails } from '../../src/app/sails.ts'
import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import { createInProcessAgent } from '../../src/transports/in-process/in-process-agent.ts'

const routes = {
  'GET /hello': (_req: Request, res: Response) => res.json({ hello: 'world' }),
}

test('HTTP clients reach an app that does not listen', async () => {
  const app = new Sails()
  onTestFinished(async () => app.lower())
  await app.load({ routes, globals: false, log: { level: 'silent' } })
  if (app.httpServer === undefined) throw new Error('The app has no server.')
  const agent = createInProcessAgent(app.httpServer)

  const body = await new Promise((resolve, reject) => {
    get({ path: '/hello', agent }, (res) => resolve(text(res))).on('error', reject)
  })

  expect(JSON.parse(String(body))).toEqual({ hello: 'world' })
  expect(app.httpServer.listening).toBe(false)
})

test.each(['websocket', 'polling'])('Socket.IO clients do, over %s', async (transport) => {
  const app = new Sails()
  onTestFinished(async () => app.lower())
  await app.load({ hooks: { sockets: false }, globals: false, log: { level: 'silent' } })
  if (app.httpServer === undefined) throw new Error('The app has no server.')
  const server = new IoServer(app.httpServer)
  server.on('connection', (socket) => {
    socket.on('echo', (value: unknown, ack: (value: unknown) => void) => ack(value))
    void socket.join('room')
  })
  const client = io('http://in-process', {
    // Socket.IO types the option as text; at run time it takes an agent.
    agent: createInProcessAgent(app.httpServer) as unknown as string,
    transports: [transport],
    forceNew: true,
    reconnection: false,
  })
  onTestFinished(async () => {
    client.disconnect()
    await server.close()
  })

  const echoed: unknown = await client.emitWithAck('echo', { a: 1 })
  const heard = new Promise((resolve) => client.once('news', resolve))
  server.to('room').emit('news', 'fresh')

  expect(echoed).toEqual({ a: 1 })
  expect(await heard).toBe('fresh')
})
