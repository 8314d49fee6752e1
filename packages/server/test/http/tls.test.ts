import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import path from 'node:path'

import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'

import { Sails } from '../../src/app/sails.ts'
import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import { liftApp } from './lift-app.ts'

const folder = path.join(import.meta.dirname, '../fixtures/tls')
const [key, cert, pfx] = ['key.pem', 'cert.pem', 'both.pfx'].map((name) =>
  readFileSync(path.join(folder, name)),
)

const routes = {
  'GET /': (req: Request, res: Response) =>
    res.json({ protocol: req.protocol, secure: req.secure, baseUrl: req.baseUrl }),
}

/** Asks `GET /` over TLS. */
function ask(port: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', ca: cert, agent: false }
    const req = request(options, (res) => {
      res.setEncoding('utf8').on('data', (text: string) => resolve(JSON.parse(text)))
    })
    req.on('error', reject).end()
  })
}

test.each([
  ['ssl: { key, cert }', { ssl: { key, cert } }],
  ['ssl: { pfx, passphrase }', { ssl: { pfx, passphrase: 'secret' } }],
  ['ssl: true and http.serverOptions', { ssl: true, http: { serverOptions: { key, cert } } }],
])('%s serves HTTPS', async (_what, config) => {
  const { port } = await liftApp({ routes, ...config })

  expect(await ask(port)).toEqual({
    protocol: 'https',
    secure: true,
    baseUrl: `https://127.0.0.1:${port}`,
  })
})

test('sockets connect over TLS, and know that they do', async () => {
  const { port } = await liftApp({ routes, ssl: { key, cert } })
  const client = io(`https://127.0.0.1:${port}`, {
    transports: ['websocket'],
    rejectUnauthorized: false,
    forceNew: true,
    query: { __sails_io_sdk_version: '1.2.1' },
  })
  onTestFinished(() => void client.disconnect())

  const reply: unknown = await client.timeout(5_000).emitWithAck('get', { url: '/' })

  expect(reply).toMatchObject({ body: { secure: true } })
})

test('options of the server are handed to it', async () => {
  const { app } = await liftApp({ http: { serverOptions: { keepAliveTimeout: 1_234 } } })

  expect(app.httpServer?.keepAliveTimeout).toBe(1_234)
})

test.each([
  ['a key without certificate', { key }],
  ['a certificate without key', { cert }],
  ['a key that is none', { key: 'nonsense', cert }],
  ['a wrong passphrase', { pfx, passphrase: 'guess' }],
])('%s fails the load', async (_what, ssl) => {
  await expect(new Sails().load({ ssl, log: { level: 'silent' } })).rejects.toMatchObject({
    code: 'E_INVALID_SSL_CONFIG',
  })
})
