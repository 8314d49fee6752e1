import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { type PassThrough, Writable } from 'node:stream'

import { expect, test } from 'vitest'

import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import type { UploadOptions } from '../../src/request/uploads.ts'
import { createTestApp } from '../../src/testing/create-test-app.ts'
import { FORM_HEADERS, liftUploadApp, toForm } from './send-form.ts'

const BIG = randomBytes(300_000)

function storing(options?: UploadOptions) {
  return async (req: Request, res: Response) => {
    const files = await req.file('avatar').upload(options)
    res.json(files.length)
  }
}

const file = (bytes: string | Buffer, field = 'avatar') =>
  [field, { name: 'a.txt', bytes }] as const

/** Sends the beginning of a form and leaves the rest to the test. */
function beginForm(port: number, bytes: Buffer, length = 10_000_000) {
  const client = connect(port, '127.0.0.1')
  client.on('error', () => undefined)
  client.write(
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_HEADERS['content-type']}\r\n` +
      `Content-Length: ${length}\r\n\r\n`,
  )
  client.write(bytes)
  const text = new Promise<string>((resolve) => {
    let all = ''
    client.setEncoding('latin1')
    client.on('data', (chunk: string) => {
      all += chunk
      if (all.includes('\r\n\r\n')) resolve(all)
    })
    client.on('close', () => resolve(all))
  })
  return { client, text }
}

/** All of a form but its end. */
const unfinished = toForm([file(BIG)]).subarray(0, -40)

test.each([
  ['one file of the upload', { maxFileBytes: 1_000 }, [file('x'), file(BIG)]],
  ['all files of the upload together', { maxBytes: '300kb' }, [file(BIG), file(BIG)]],
  ['one byte too many', { maxBytes: 3 }, [file('abc'), file('d')]],
])('%s above the limit is a 413 and leaves nothing', async (_what, options, parts) => {
  const { send, files } = await liftUploadApp({ routes: { 'POST /': storing(options) } })

  const { status, body } = await send('/', parts)

  expect(status).toBe(413)
  expect(body).toMatchObject({ code: 'E_EXCEEDS_UPLOAD_LIMIT' })
  expect(await files()).toEqual([])
})

test('an upload exactly as large as allowed is stored', async () => {
  const { send } = await liftUploadApp({ routes: { 'POST /': storing({ maxBytes: 4 }) } })

  expect((await send('/', [file('abc'), file('d')])).status).toBe(200)
})

test('without options the configured limit counts', async () => {
  const { send, files } = await liftUploadApp({
    routes: { 'POST /': storing() },
    http: { uploads: { maxBytes: '100kb' } },
  })

  expect((await send('/', [file(BIG)])).status).toBe(413)
  expect(await files()).toEqual([])
})

test('a request has a limit over all fields, which an explicit maxBytes raises', async () => {
  const both = (options?: UploadOptions) => async (req: Request, res: Response) => {
    await Promise.all([req.file('avatar').upload(options), req.file('b').upload(options)])
    res.json('stored')
  }
  const { send } = await liftUploadApp({
    routes: { 'POST /': both(), 'POST /more': both({ maxBytes: '1mb' }) },
    http: { uploads: { maxRequestBytes: 400_000 } },
  })

  const refused = await send('/', [file(BIG), file(BIG, 'b')])
  expect(refused).toMatchObject({ status: 413, body: { code: 'E_EXCEEDS_UPLOAD_LIMIT' } })
  expect((await send('/more', [file(BIG), file(BIG, 'b')])).body).toBe('stored')
})

test.each([
  ['files', { maxFiles: 2 }, [file('1'), file('2'), file('3')], 'E_TOO_MANY_PARTS'],
  [
    'fields',
    { maxFields: 1 },
    [['a', '1'] as const, ['b', '2'] as const, file('1')],
    'E_TOO_MANY_PARTS',
  ],
  ['text', {}, [['a', 'x'.repeat(1_100_000)] as const], 'E_BODY_TOO_LARGE'],
  [
    'text in parts',
    {},
    ['a', 'b'].map((name) => [name, 'x'.repeat(600_000)] as const),
    'E_BODY_TOO_LARGE',
  ],
])('too much of %s is a 413', async (_what, uploads, parts, code) => {
  const { send, files } = await liftUploadApp({
    routes: { 'POST /': storing() },
    http: { uploads },
  })

  expect(await send('/', parts)).toMatchObject({ status: 413, body: { code } })
  expect(await files()).toEqual([])
})

test('bytes that are no form are a 400', async () => {
  const { ask, files } = await liftUploadApp({ routes: { 'POST /': storing() } })
  const noBoundary = { 'content-type': 'multipart/form-data' }

  for (const [body, headers] of [
    ['x', noBoundary],
    [unfinished, FORM_HEADERS],
    ['no form', FORM_HEADERS],
  ] as const) {
    const answer = await ask('/', { body, headers })
    expect(answer).toMatchObject({ status: 400, body: { code: 'E_BODY_UNPARSABLE' } })
  }
  expect(await files()).toEqual([])
})

test('a compressed form is a 415', async () => {
  const { send } = await liftUploadApp({ routes: { 'POST /': storing() } })

  expect(await send('/', [file('x')], { 'content-encoding': 'gzip' })).toMatchObject({
    status: 415,
    body: { code: 'E_BODY_UNSUPPORTED' },
  })
})

test('a client that goes away fails the upload and leaves nothing', async () => {
  let failed: (error: unknown) => void = () => undefined
  const failure = new Promise((resolve) => (failed = resolve))
  const { app, port, files } = await liftUploadApp({
    routes: {
      'POST /': (req: Request) => {
        req.file('avatar').upload((error) => failed(error))
        app.emit('storing')
      },
    },
  })
  const isStoring = new Promise<void>((resolve) => app.once('storing', resolve))

  const { client } = beginForm(port, unfinished)
  await isStoring
  client.destroy()

  expect(await failure).toMatchObject({
    code: expect.stringMatching(/^E_(CLIENT_GONE|FORM_BROKEN_OFF)$/),
  })
  await app.lower()
  expect(await files()).toEqual([])
})

test('the deadline of a request ends its upload with 504 and leaves nothing', async () => {
  const { app, port, files } = await liftUploadApp({
    routes: {
      'POST /': async (req: Request) => {
        req.setTimeout(20)
        await req.file('avatar').upload()
      },
    },
  })

  const { client, text } = beginForm(port, unfinished)

  expect(await text).toMatch(/^HTTP\/1\.1 504 /)
  client.destroy()
  await app.lower()
  expect(await files()).toEqual([])
})

test('lowering ends an upload that does not finish in time, and waits until it is cleaned up', async () => {
  const { app, port, files } = await liftUploadApp({
    shutdown: { timeoutMs: 10 },
    routes: {
      'POST /': async (req: Request) => {
        app.emit('storing')
        await req.file('avatar').upload()
      },
    },
  })
  const isStoring = new Promise<void>((resolve) => app.once('storing', resolve))
  beginForm(port, unfinished)
  await isStoring

  await app.lower()

  expect(await files()).toEqual([])
})

test('a form that stands still is a 408', async () => {
  const { port, files } = await liftUploadApp({
    http: { uploads: { maxTimeToWaitForFirstFile: 20 } },
    routes: { 'POST /': storing() },
  })

  const { client, text } = beginForm(port, toForm([['name', 'x']]).subarray(0, -10))

  expect(await text).toMatch(/^HTTP\/1\.1 408 /)
  client.destroy()
  expect(await files()).toEqual([])
})

test('files that wait too long are thrown away, and a later upload hears of it', async () => {
  const { send, files } = await liftUploadApp({
    http: { uploads: { maxTimeToBuffer: 5 } },
    routes: {
      'POST /': async (req: Request, res: Response) => {
        const upstream = req.file('avatar')
        await new Promise((resolve) => upstream.once('close', resolve))
        upstream.upload((error) => res.json(error))
      },
    },
  })

  expect((await send('/', [file(BIG)])).body).toMatchObject({ code: 'EMAXBUFFER' })
  expect(await files()).toEqual([])
})

/** A route that answers before its upload is over, and what becomes of that. */
function answeringFirst() {
  let tell: (outcome: unknown) => void = () => undefined
  const outcome = new Promise<unknown>((resolve) => (tell = resolve))
  const route = (req: Request, res: Response) => {
    req.file('avatar').upload((error, all) => tell(error ?? all?.length))
    res.json('received')
  }
  return { outcome, routes: { 'POST /': route } }
}

test('an upload goes on after the answer', async () => {
  const { outcome, routes } = answeringFirst()
  const { port, files } = await liftUploadApp({ routes })
  const form = toForm([file(BIG), file(BIG)])

  const { client, text } = beginForm(port, form.subarray(0, 400_000), form.length)
  expect(await text).toMatch(/received|^HTTP\/1\.1 200 /)
  client.write(form.subarray(400_000))

  expect(await outcome).toBe(2)
  client.destroy()
  expect(await files()).toHaveLength(2)
})

test('a client that goes away after the answer fails the upload too', async () => {
  const { outcome, routes } = answeringFirst()
  const { app, port, files } = await liftUploadApp({ routes })

  const { client, text } = beginForm(port, unfinished)
  await text
  client.destroy()

  expect(await outcome).toMatchObject({ code: 'E_FORM_BROKEN_OFF' })
  await app.lower()
  expect(await files()).toEqual([])
})

test('a stream of one’s own takes the files, and its error fails the upload', async () => {
  const seen: unknown[] = []
  const receiver = () =>
    new Writable({
      objectMode: true,
      write(part: PassThrough & { fd: string }, _encoding, done) {
        seen.push(part.fd)
        if (seen.length > 1) done(new Error('full'))
        else part.resume().once('end', () => done())
      },
    })
  const { send } = await liftUploadApp({
    routes: {
      'POST /': (req: Request, res: Response) => {
        req
          .file('avatar')
          .upload(receiver(), (error, all) => res.json([String(error), all?.length]))
      },
    },
  })

  expect((await send('/', [file(BIG)])).body).toEqual(['null', 1])
  expect((await send('/', [file(BIG), file('b')])).body).toEqual(['Error: full', null])
  expect(seen[0]).toMatch(/\.txt$/)
})

test('leaving a loop over files throws the others away', async () => {
  const { send } = await liftUploadApp({
    routes: {
      'POST /': async (req: Request, res: Response) => {
        for await (const { filename } of req.file('avatar')) {
          res.json(filename)
          break
        }
      },
    },
  })

  expect((await send('/', [file(BIG), file(BIG)])).body).toBe('a.txt')
})

test('virtual requests and GET have no files: 415', async () => {
  const app = await createTestApp({ routes: { 'ALL /': storing() } })

  const reply = await app.request('post', '/', { a: 1 })

  expect(reply).toMatchObject({ statusCode: 415, body: { code: 'E_UPLOADS_UNAVAILABLE' } })
})

test.each([
  [{ maxBytes: 'lots' }, /uploads\.maxBytes is 'lots'/],
  [{ maxFile: 3 }, /has no setting 'maxFile'\. Write maxFiles\?/],
  [{ maxFiles: 0 }, /uploads\.maxFiles is 0/],
  [{ dirname: 3 }, /uploads\.dirname is 3/],
  ['yes', /config\.http\.uploads is 'yes'/],
])('http.uploads: %j is refused at load', async (uploads, message) => {
  const lifting = liftUploadApp({ http: { uploads } })

  await expect(lifting).rejects.toMatchObject({ code: 'E_INVALID_HTTP_CONFIG' })
  await expect(lifting).rejects.toThrow(message)
})
