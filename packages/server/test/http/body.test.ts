import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import { liftApp } from './lift-app.ts'

const routes = {
  'ALL /echo': (req: Request, res: Response) =>
    res.json({ has: req.body !== undefined, body: req.body }),
}

test('a JSON body is parsed, whatever the verb', async () => {
  const { ask } = await liftApp({ routes })

  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    // One after the other: the answers are compared with what was asked.
    // oxlint-disable-next-line no-await-in-loop
    const { body } = await ask('/echo', { method, body: { a: [1] } })
    expect(body).toEqual({ has: true, body: { a: [1] } })
  }
})

test('a body of GET is ignored, and one of POST that is missing is the empty dictionary', async () => {
  const { ask } = await liftApp({ routes })

  expect((await ask('/echo', { method: 'GET', body: { a: 1 } })).body).toEqual({ has: false })
  expect((await ask('/echo', { method: 'POST' })).body).toEqual({ has: true, body: {} })
})

test('a urlencoded body nests', async () => {
  const { ask } = await liftApp({ routes })

  const { body } = await ask('/echo', {
    body: 'a[b]=1&c=x%20y',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

  expect(body).toEqual({ has: true, body: { a: { b: '1' }, c: 'x y' } })
})

test('a body without content type is parsed if it is JSON, text is left alone', async () => {
  const { ask } = await liftApp({ routes })

  expect((await ask('/echo', { body: '{"a":1}' })).body).toMatchObject({ body: { a: 1 } })
  expect(
    (await ask('/echo', { body: '{"a":1}', headers: { 'content-type': 'text/plain' } })).body,
  ).toMatchObject({ body: {} })
})

test('with guessJson a text that is JSON is parsed, as in Sails', async () => {
  const { ask } = await liftApp({ routes, http: { bodyParser: { guessJson: true } } })

  const { body } = await ask('/echo', {
    body: '{"a":1}',
    headers: { 'content-type': 'text/plain' },
  })

  expect(body).toMatchObject({ body: { a: 1 } })
})

test('the bytes of a type that is not parsed are there for the action', async () => {
  const { ask } = await liftApp({
    routes: {
      'POST /bytes': async (req: Request, res: Response) => {
        const chunks: Buffer[] = []
        for await (const chunk of req) chunks.push(chunk)
        res.json(Buffer.concat(chunks).toString())
      },
    },
  })

  const { body } = await ask('/bytes', { body: 'raw', headers: { 'content-type': 'image/png' } })

  expect(body).toBe('raw')
})

test('a body that does not parse is a 400 with a code', async () => {
  const { ask } = await liftApp({ routes })

  const { status, body } = await ask('/echo', {
    body: '{"a":',
    headers: { 'content-type': 'application/json' },
  })

  expect(status).toBe(400)
  expect(body).toEqual({ code: 'E_BODY_UNPARSABLE', message: expect.any(String) })
})

test('a body over the limit is a 413, declared or not', async () => {
  const { ask } = await liftApp({ routes, http: { bodyParser: { limit: '1kb' } } })
  const long = { text: 'x'.repeat(2_000) }

  const declared = await ask('/echo', { body: long })
  const chunked = await ask('/echo', { body: long, headers: { 'transfer-encoding': 'chunked' } })

  for (const { status, body } of [declared, chunked]) {
    expect(status).toBe(413)
    expect(body).toMatchObject({ code: 'E_BODY_TOO_LARGE' })
  }
})

test('a megabyte is let in by default', async () => {
  const { ask } = await liftApp({ routes })

  expect((await ask('/echo', { body: { text: 'x'.repeat(1_000_000) } })).status).toBe(200)
  expect((await ask('/echo', { body: { text: 'x'.repeat(1_100_000) } })).status).toBe(413)
})

test('a compressed body is undone', async () => {
  const { ask } = await liftApp({ routes })

  const { body } = await ask('/echo', {
    body: gzipSync('{"a":1}'),
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  })

  expect(body).toMatchObject({ body: { a: 1 } })
})

test('prototype keys are refused', async () => {
  const { ask } = await liftApp({ routes })

  const { status, body } = await ask('/echo', {
    body: '{"__proto__":{"isAdmin":true}}',
    headers: { 'content-type': 'application/json' },
  })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 'E_UNSAFE_DATA' })
})

test('a client that goes away in the middle of its body disturbs nobody', async () => {
  const { ask, port, app } = await liftApp({ routes })
  const client = connect(port, '127.0.0.1')
  const arrived = new Promise((resolve) => app.httpServer?.once('request', resolve))
  client.write('POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n')
  client.write('Content-Length: 100\r\n\r\n{"a":')
  await arrived

  client.destroy()

  expect((await ask('/echo')).status).toBe(200)
  expect(app.openRequests).toBe(0)
})

test('a body that takes too long is cut off with 408', async () => {
  const { port } = await liftApp({
    routes,
    http: { serverOptions: { requestTimeout: 100, connectionsCheckingInterval: 20 } },
  })
  const client = connect(port, '127.0.0.1')
  client.write('POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n')
  client.write('Content-Length: 100\r\n\r\n{"a":')

  const answer = await new Promise((resolve) => client.once('data', resolve))

  expect(String(answer)).toContain('HTTP/1.1 408')
})

test('an own bodyParser takes the place of the built-in one', async () => {
  const { ask } = await liftApp({
    routes,
    http: {
      middleware: {
        bodyParser: (req: Request, _res: Response, next: () => void) => {
          req.body = 'mine'
          next()
        },
      },
    },
  })

  expect((await ask('/echo', { body: { a: 1 } })).body).toMatchObject({ body: 'mine' })
})

test('bodyParser: false leaves every body alone', async () => {
  const { ask } = await liftApp({ routes, http: { middleware: { bodyParser: false } } })

  expect((await ask('/echo', { body: { a: 1 } })).body).toEqual({ has: false })
})
