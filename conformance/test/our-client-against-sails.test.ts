import path from 'node:path'

import type { SailsSocket } from '@halyard/client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { connectOurs } from '../replay/our-door.ts'
import { type ServerProcess, startProcess } from '../replay/server-process.ts'

const PROGRAM = path.join(import.meta.dirname, '../sails/serve-sails.cjs')

describe('our client against Sails 1.5', () => {
  let server: ServerProcess
  const sockets: SailsSocket[] = []

  beforeAll(async () => {
    server = await startProcess(PROGRAM, [], 'development')
  })

  afterEach(() => {
    for (const socket of sockets.splice(0)) if (socket.isConnected()) socket.disconnect()
  })

  afterAll(async () => server.stop())

  async function connect(): Promise<SailsSocket> {
    const socket = await connectOurs(server.port)
    sockets.push(socket)
    return socket
  }

  test.each(['get', 'post', 'put', 'patch', 'delete'] as const)('asks with %s', async (verb) => {
    const socket = await connect()

    const { body, statusCode } = await socket[verb]('/echo', { a: 1 })

    expect(statusCode).toBe(200)
    expect(body).toEqual({ method: verb.toUpperCase(), body: { a: 1 }, token: null })
  })

  test('runs the documented request as it stands', async () => {
    const socket = await connect()

    const { length, status } = await new Promise<{ length: unknown; status: number }>((resolve) => {
      socket.request(
        {
          method: 'get',
          url: '/user/3/friends',
          data: { limit: 15 },
          headers: { 'x-csrf-token': 'ji4brixbiub3' },
        },
        (resData, jwres) => resolve({ length: [resData].flat().length, status: jwres.statusCode }),
      )
    })

    expect({ length, status }).toEqual({ length: 15, status: 200 })
  })

  test('sends headers, common ones and own ones', async () => {
    const socket = await connect()
    socket.headers = { 'x-csrf-token': 'common' }

    const common = await socket.get('/echo')
    const own = await socket.request({ url: '/echo', headers: { 'X-CSRF-Token': 'own' } })

    expect(common.body).toMatchObject({ token: 'common' })
    expect(own.body).toMatchObject({ token: 'own' })
  })

  test('a refusal is an error with its status and body', async () => {
    const socket = await connect()

    const refused = await new Promise<unknown>((resolve) => {
      socket.get('/denied', (resData: unknown, { statusCode, error }) =>
        resolve({ resData, statusCode, isError: error instanceof Error }),
      )
    })

    expect(refused).toEqual({ resData: 'Forbidden', statusCode: 403, isError: true })
    await expect(socket.get('/nowhere')).rejects.toThrow('404')
  })

  test('keeps its session from one request to the next', async () => {
    const socket = await connect()

    await socket.get('/visits')

    expect((await socket.get('/visits')).body).toEqual({ visits: 2 })
  })

  test('hears what the server says to a room', async () => {
    const [listener, speaker] = [await connect(), await connect()]
    await listener.get('/join')
    const heard = new Promise<unknown>((resolve) => listener.on('said', resolve))

    await speaker.post('/say', { text: 'hi' })

    expect(await heard).toEqual({ text: 'hi' })
  })

  test('an open request is told when the server cuts the connection', async () => {
    const socket = await connect()
    const lost = socket.get('/never')
    socket.get('/kick').catch(() => undefined)

    await expect(lost).rejects.toMatchObject({ code: 'E_SOCKET_DISCONNECTED' })
  })

  test('a request has a deadline of its own, which Sails does not know', async () => {
    const socket = await connect()

    const asked = socket.request({ url: '/never', timeout: 50 })

    await expect(asked).rejects.toMatchObject({ code: 'E_DEADLINE_PASSED' })
  })

  test('comes back after a restart, and what waited is asked then', async () => {
    const first = await startProcess(PROGRAM, [], 'development')
    const socket = await connectOurs(first.port, { reconnection: true })
    sockets.push(socket)
    const gone = new Promise<void>((resolve) => socket.on('disconnect', () => resolve()))
    await first.stop()
    await gone
    const asked = socket.get('/hello')

    const second = await startProcess(PROGRAM, [], 'development', {
      SAILS_PORT: String(first.port),
    })

    expect((await asked).body).toBe('OK')
    await second.stop()
  })
})
