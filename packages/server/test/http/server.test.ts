import { type Server, createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

import { expect, onTestFinished, test } from 'vitest'

import { Sails } from '../../src/app/sails.ts'
import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import { liftApp } from './lift-app.ts'

const routes = { 'GET /hello': (_req: Request, res: Response) => res.json({ hello: 'world' }) }

/** Sends bytes that no HTTP client would, and resolves with all that comes back until the connection ends. */
function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = connect(port, '127.0.0.1')
    let text = ''
    client.setEncoding('latin1')
    client.on('data', (chunk: string) => (text += chunk))
    client.on('close', () => resolve(text))
    client.on('error', reject)
    client.write(bytes)
  })
}

test.each([
  ['no HTTP', 'hello?\r\n\r\n', '400'],
  ['a bad header', 'GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n', '400'],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    '400',
  ],
  ['endless headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
  ['an endless URL', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, '431'],
])('%s is refused, and the app goes on', async (_what, bytes, status) => {
  const { ask, port } = await liftApp({ routes })

  expect(await sendRaw(port, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect((await ask('/hello')).status).toBe(200)
})

test('a URL that cannot be decoded is a 400', async () => {
  const { ask } = await liftApp({
    routes: { 'GET /user/:id': (req: Request, res: Response) => res.json(req.params) },
  })

  expect((await ask('/user/%E0%A4%A')).status).toBe(400)
})

test('a busy port fails the lift with a coded error that names it', async () => {
  const { port } = await liftApp({ routes })
  const second = new Sails()
  onTestFinished(async () => second.lower())

  const lifting = second.lift({ port, explicitHost: '127.0.0.1', log: { level: 'silent' } })

  await expect(lifting).rejects.toMatchObject({ code: 'E_PORT_BUSY', port, host: '127.0.0.1' })
})

test('an address that is not of this machine fails the lift with a coded error', async () => {
  const app = new Sails()

  const lifting = app.lift({ port: 0, explicitHost: '192.0.2.1', log: { level: 'silent' } })

  await expect(lifting).rejects.toMatchObject({ code: 'E_LISTEN_FAILED' })
})

test('middleware that is not in the order fails the load', async () => {
  const app = new Sails()
  const http = { middleware: { stray: () => undefined } }

  await expect(app.load({ http, log: { level: 'silent' } })).rejects.toMatchObject({
    code: 'E_INVALID_HTTP_CONFIG',
  })
})

test('lowering lets an open request finish, takes no new one, and leaves nothing open', async () => {
  let finish: (() => void) | undefined
  const { app, port, ask } = await liftApp({
    routes: {
      'GET /slow': (_req: Request, res: Response) => {
        finish = () => res.json('done')
        app.emit('slow')
      },
    },
  })
  const isSlow = new Promise<void>((resolve) => app.once('slow', resolve))
  const slow = ask('/slow')
  await isSlow

  const lowering = app.lower()
  const late = ask('/slow')
  await expect(late).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  finish?.()

  expect((await slow).body).toBe('done')
  await lowering
  expect(app.httpServer?.listening).toBe(false)
  await expect(sendRaw(port, '')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

test('a request on an open connection while the app lowers is a 503, and the connection ends', async () => {
  let finish: (() => void) | undefined
  const { app, port } = await liftApp({
    routes: {
      'GET /slow': (_req: Request, res: Response) => {
        finish = () => res.json('done')
        app.emit('slow')
      },
    },
  })
  const isSlow = new Promise<void>((resolve) => app.once('slow', resolve))
  const client = connect(port, '127.0.0.1')
  onTestFinished(() => void client.destroy())
  client.setEncoding('latin1')
  client.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n')
  await isSlow
  // A second connection, opened before the server stops accepting.
  const other = connect(port, '127.0.0.1')
  other.setEncoding('latin1')
  other.write('POST /late HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{')
  await new Promise<void>((resolve) => app.httpServer?.once('request', () => resolve()))

  const lowering = app.lower()
  const answer = new Promise<string>((resolve) => other.once('data', resolve))
  other.write('}')

  expect(await answer).toMatch(/^HTTP\/1\.1 503 /)
  expect(await answer).toMatch(/connection: close/i)
  finish?.()
  await lowering
})

test('a connection that never sends its request does not keep the app from lowering', async () => {
  const { app, port } = await liftApp({ routes })
  const client = connect(port, '127.0.0.1')
  await new Promise((resolve) => app.httpServer?.once('connection', resolve))
  client.write('GET /hello HTTP/1.1\r\nHost:')
  const closed = new Promise((resolve) => client.once('close', resolve))
  client.on('error', () => undefined)

  await app.lower()

  await closed
})

test('an upgraded connection that nobody closes is cut at the end', async () => {
  const { app, port } = await liftApp({ routes, hooks: { sockets: false } })
  app.httpServer?.on('upgrade', (_req, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n')
  })
  const client = connect(port, '127.0.0.1')
  client.on('error', () => undefined)
  const closed = new Promise((resolve) => client.once('close', resolve))
  client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n')
  await new Promise((resolve) => client.once('data', resolve))

  await app.lower()

  await closed
})

test('a request of a server that is not the app’s own is answered, not thrown', async () => {
  const { app } = await liftApp({ routes })
  const listener = app.hooks['http']?.['app']
  if (typeof listener !== 'function') throw new Error('hooks.http.app is missing')
  const foreign: Server = createServer((req, res) => listener(req, res))
  onTestFinished(() => void foreign.close())
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
  const { port } = foreign.address() as AddressInfo

  const answer = await fetch(`http://127.0.0.1:${port}/hello`)

  expect(answer.status).toBe(500)
  expect(await answer.json()).toMatchObject({ code: 'E_FOREIGN_SERVER' })
})
