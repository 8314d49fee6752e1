import { Readable } from 'node:stream'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

import { expect, test } from 'vitest'

import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import { type HttpAnswer, type LiftedApp, liftApp } from './lift-app.ts'

const TEXT = 'sails and halyards, '.repeat(1_000)

const routes = {
  'GET /json': (_req: Request, res: Response) => res.json({ text: TEXT }),
  'GET /small': (_req: Request, res: Response) => res.json({ text: 'small' }),
  'GET /html': (_req: Request, res: Response) => res.send(`<p>${TEXT}</p>`),
  'GET /bytes': (_req: Request, res: Response) => res.type('png').send(Buffer.from(TEXT)),
  'GET /stream': (_req: Request, res: Response) => {
    res.type('text/plain')
    Readable.from(Array.from({ length: 500 }, () => TEXT)).pipe(res)
  },
  'GET /head': (_req: Request, res: Response) => {
    res.writeHead(200, { 'content-type': 'text/plain', 'content-length': TEXT.length })
    res.end(TEXT)
  },
  'GET /encoded': (_req: Request, res: Response) => {
    res.set({ 'Content-Encoding': 'x-own', 'Content-Type': 'text/plain' }).send(TEXT)
  },
  'GET /untouchable': (_req: Request, res: Response) => {
    res.set('Cache-Control', 'no-transform').send(TEXT)
  },
  'GET /tagged': (_req: Request, res: Response) => res.set('ETag', '"abc"').send(TEXT),
  'GET /nothing': (_req: Request, res: Response) => res.status(204).end(),
}

const OPEN: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  deflate: inflateSync,
}

function liftCompressing(compression: boolean | { threshold: number } = true): Promise<LiftedApp> {
  return liftApp({ routes, http: { compression } })
}

/** The text of an answer, decompressed as its header says. */
function read({ headers, bytes }: HttpAnswer): string {
  const open = OPEN[headers['content-encoding'] ?? '']
  return (open === undefined ? bytes : open(bytes)).toString()
}

test.each([
  ['gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
  ['gzip, deflate, br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0.5, gzip', 'gzip'],
  ['*', 'br'],
])('who takes %s gets %s', async (accepted, encoding) => {
  const { ask } = await liftCompressing()

  const answer = await ask('/json', { headers: { 'accept-encoding': accepted } })

  expect(answer.headers).toMatchObject({
    'content-encoding': encoding,
    'content-length': String(answer.bytes.length),
    vary: 'Accept-Encoding',
  })
  expect(answer.bytes.length).toBeLessThan(TEXT.length / 10)
  expect(JSON.parse(read(answer))).toEqual({ text: TEXT })
})

test.each([[undefined], ['identity'], ['gzip;q=0, br;q=0'], ['zstd']])(
  'who takes %s gets the answer as it is, and caches are told that others do not',
  async (accepted) => {
    const { ask } = await liftCompressing()

    const headers = accepted === undefined ? {} : { 'accept-encoding': accepted }
    const answer = await ask('/json', { headers })

    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.headers.vary).toBe('Accept-Encoding')
    expect(answer.body).toEqual({ text: TEXT })
  },
)

test.each(['/html', '/stream', '/head', '/tagged'])('%s arrives whole', async (path) => {
  const { ask } = await liftCompressing()

  const plain = await ask(path)
  const answer = await ask(path, { headers: { 'accept-encoding': 'br' } })

  expect(answer.headers['content-encoding']).toBe('br')
  expect(answer.bytes.length).toBeLessThan(plain.bytes.length / 10)
  expect(read(answer)).toBe(plain.text)
})

test.each(['/bytes', '/encoded', '/untouchable', '/nothing'])('%s is left alone', async (path) => {
  const { ask } = await liftCompressing()

  const plain = await ask(path)
  const answer = await ask(path, { headers: { 'accept-encoding': 'gzip' } })

  expect(answer.headers['content-encoding']).toBe(plain.headers['content-encoding'])
  expect(answer.headers.vary).toBeUndefined()
  expect(answer.bytes).toEqual(plain.bytes)
})

test('a small answer is left alone, and says that a longer one would not be', async () => {
  const { ask } = await liftCompressing()

  const { headers, body } = await ask('/small', { headers: { 'accept-encoding': 'gzip' } })

  expect(headers['content-encoding']).toBeUndefined()
  expect(headers.vary).toBe('Accept-Encoding')
  expect(body).toEqual({ text: 'small' })
})

test('HEAD says what GET would, and has no body', async () => {
  const { ask } = await liftCompressing()

  const answer = await ask('/json', { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } })

  expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
  expect(answer.bytes.length).toBe(0)
})

test('a strong entity tag becomes a weak one, since other bytes are sent', async () => {
  const { ask } = await liftCompressing()

  const { headers } = await ask('/tagged', { headers: { 'accept-encoding': 'gzip' } })

  expect(headers.etag).toBe('W/"abc"')
})

test('events of a stream arrive at once', async () => {
  let say: ((text: string) => void) | undefined
  const { port } = await liftApp({
    http: { compression: true },
    routes: {
      'GET /events': (_req: Request, res: Response) => {
        res.writeHead(200, { 'content-type': 'text/event-stream' })
        res.write('data: first\n\n')
        say = (text) => res.end(text)
      },
    },
  })
  const answer = await fetch(`http://127.0.0.1:${port}/events`)
  const reader = answer.body?.getReader()

  const first = await reader?.read()

  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(Buffer.from(first?.value ?? []).toString()).toBe('data: first\n\n')
  say?.('data: last\n\n')
})

test('what is written now and then is not held back until the end', async () => {
  let finish: (() => void) | undefined
  const { port } = await liftApp({
    http: { compression: true },
    routes: {
      'GET /progress': (_req: Request, res: Response) => {
        res.type('text/plain')
        res.write('working\n')
        finish = () => res.end('done\n')
      },
    },
  })
  const answer = await fetch(`http://127.0.0.1:${port}/progress`)
  const reader = answer.body?.getReader()

  const first = await reader?.read()

  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(Buffer.from(first?.value ?? []).toString()).toBe('working\n')
  finish?.()
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('done\n')
})

test('a stream that breaks off cuts the connection', async () => {
  const { port } = await liftApp({
    http: { compression: true },
    routes: {
      'GET /broken': (_req: Request, res: Response) => {
        res.type('text/plain')
        Readable.from(failingAfter(TEXT)).pipe(res)
      },
    },
  })

  const read = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/broken`)).text()

  await expect(read()).rejects.toThrow()
})

async function* failingAfter(text: string): AsyncGenerator<string> {
  yield text
  await new Promise((resolve) => setImmediate(resolve))
  throw new Error('the source is gone')
}

test('the threshold may be chosen', async () => {
  const { ask } = await liftCompressing({ threshold: 1 })

  const answer = await ask('/small', { headers: { 'accept-encoding': 'gzip' } })

  expect(answer.headers['content-encoding']).toBe('gzip')
  expect(JSON.parse(read(answer))).toEqual({ text: 'small' })
})

test.each([
  ['compression: false', { compression: false }],
  ['compress: false', { compression: true, middleware: { compress: false } }],
  ['development', {}],
])('nothing is compressed with %s', async (_what, http) => {
  const { ask } = await liftApp({ routes, http })

  const { headers } = await ask('/json', { headers: { 'accept-encoding': 'gzip' } })

  expect(headers['content-encoding']).toBeUndefined()
  expect(headers.vary).toBeUndefined()
})

test('middleware of that name takes its place', async () => {
  const { ask } = await liftApp({
    routes,
    http: {
      compression: true,
      middleware: {
        compress: (_req: Request, res: Response, next: () => void) => {
          res.set('x-own', 'yes')
          next()
        },
      },
    },
  })

  const { headers } = await ask('/json', { headers: { 'accept-encoding': 'gzip' } })

  expect(headers).toMatchObject({ 'x-own': 'yes' })
  expect(headers['content-encoding']).toBeUndefined()
})

test('an error is compressed like any other answer, and its status stays', async () => {
  const { ask } = await liftApp({
    http: { compression: { threshold: 1 } },
    routes: {
      'GET /fail': () => {
        throw Object.assign(new Error(TEXT), { status: 418, code: 'E_TEAPOT' })
      },
    },
  })

  const answer = await ask('/fail', { headers: { 'accept-encoding': 'gzip' } })

  expect(answer.status).toBe(418)
  expect(JSON.parse(read(answer))).toMatchObject({ code: 'E_TEAPOT' })
})
