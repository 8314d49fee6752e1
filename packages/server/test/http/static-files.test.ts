import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import { writeApp } from '../files/write-app.ts'
import { type LiftedApp, liftApp } from './lift-app.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halyard-www-'))
  await mkdir(join(folder, 'public', 'docs'), { recursive: true })
  await Promise.all([
    writeFile(join(folder, 'secret.txt'), 'secret'),
    writeFile(join(folder, 'public', 'hello.txt'), 'hello world'),
    writeFile(join(folder, 'public', '.env'), 'SECRET=1'),
    symlink(join(folder, 'secret.txt'), join(folder, 'public', 'linked.txt')),
    writeFile(join(folder, 'public', 'app-BsYvX3kP.js'), 'app()'),
    writeFile(join(folder, 'public', 'app.js'), 'app()'),
    writeFile(join(folder, 'public', 'app.js.br'), brotliCompressSync('app()')),
    writeFile(join(folder, 'public', 'app.js.gz'), gzipSync('app()')),
    writeFile(join(folder, 'public', 'docs', 'index.html.gz'), gzipSync('<h1>docs</h1>')),
    writeFile(join(folder, 'public', 'docs', 'index.html'), '<h1>docs</h1>'),
  ])
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

function liftWithFiles(config: Record<string, unknown> = {}): Promise<LiftedApp> {
  return liftApp({ appPath: folder, paths: { public: 'public' }, ...config })
}

test('a file is served with its type, an ETag, and no guessing', async () => {
  const { ask } = await liftWithFiles()

  const { status, headers, text } = await ask('/hello.txt')

  expect(status).toBe(200)
  expect(text).toBe('hello world')
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=UTF-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=0',
    etag: expect.any(String),
    'last-modified': expect.any(String),
  })
})

test('a file that the client has is not sent again', async () => {
  const { ask } = await liftWithFiles()
  const { headers } = await ask('/hello.txt')

  const again = await ask('/hello.txt', { headers: { 'if-none-match': headers.etag } })

  expect(again).toMatchObject({ status: 304, text: '' })
})

test('a part of a file can be asked for, one beyond its end cannot', async () => {
  const { ask } = await liftWithFiles()

  expect(await ask('/hello.txt', { headers: { range: 'bytes=0-4' } })).toMatchObject({
    status: 206,
    text: 'hello',
  })
  const beyond = await ask('/hello.txt', { headers: { range: 'bytes=100-' } })
  expect(beyond.status).toBe(416)
  expect(beyond.headers['content-range']).toBe('bytes */11')
})

test('HEAD gives the headers alone', async () => {
  const { ask } = await liftWithFiles()

  const { status, headers, text } = await ask('/hello.txt', { method: 'HEAD' })

  expect({ status, length: headers['content-length'], text }).toEqual({
    status: 200,
    length: '11',
    text: '',
  })
})

test('a folder answers with its index.html, after its address got a slash', async () => {
  const { ask } = await liftWithFiles()

  const redirect = await ask('/docs?a=1')

  expect(redirect.status).toBe(301)
  expect(redirect.headers.location).toBe('/docs/?a=1')
  expect((await ask('/docs/')).text).toBe('<h1>docs</h1>')
})

test('a redirect never leaves the host', async () => {
  const { ask } = await liftWithFiles()

  const { headers } = await ask('//docs')

  expect(headers.location ?? '/').not.toMatch(/^\/\//)
})

test.each([
  ...['/.env', '/%2eenv', '/docs/../.env', '/../secret.txt', '/%2e%2e/secret.txt', '/nope'],
  ...['/docs/..%2f..%2fsecret.txt', '/..%5csecret.txt', '/hello.txt%00', '/%00/../../secret.txt'],
  '//secret.txt',
])('%s is not there', async (path) => {
  const { ask } = await liftWithFiles()

  const { status, text } = await ask(path)

  expect(status).toBe(404)
  expect(text).not.toMatch(/secret=|^secret/i)
})

test('a route wins over a file', async () => {
  const { ask } = await liftWithFiles({
    routes: { 'GET /hello.txt': (_req: Request, res: Response) => res.send('from the route') },
  })

  expect((await ask('/hello.txt')).text).toBe('from the route')
})

test('other verbs than GET and HEAD find no file', async () => {
  const { ask } = await liftWithFiles()

  expect((await ask('/hello.txt', { method: 'POST' })).status).toBe(404)
})

test('http.cache says how long files may be kept', async () => {
  const { ask } = await liftWithFiles({ http: { cache: 3_600_000 } })

  expect((await ask('/hello.txt')).headers['cache-control']).toBe('public, max-age=3600')
})

test('an app without icon has one, and www: false serves no files', async () => {
  const { ask } = await liftWithFiles({ http: { middleware: { www: false } } })

  const icon = await ask('/favicon.ico')

  expect(icon.headers).toMatchObject({
    'content-type': 'image/x-icon',
    'cache-control': 'public, max-age=31536000',
  })
  expect((await ask('/hello.txt')).status).toBe(404)
})

test('pages are asked for again each time, however long other files are kept', async () => {
  const { ask } = await liftWithFiles({ http: { cache: 3_600_000 } })

  expect((await ask('/docs/')).headers['cache-control']).toBe('public, max-age=0')
})

test('a file whose name holds a hash is kept for a year, where files are kept at all', async () => {
  const kept = await liftWithFiles({ http: { cache: 60_000 } })
  const switchedOff = await liftWithFiles({ http: { cache: 60_000, immutable: false } })
  const development = await liftWithFiles()

  const headersOf = async ({ ask }: LiftedApp): Promise<string | undefined> =>
    (await ask('/app-BsYvX3kP.js')).headers['cache-control']

  expect(await headersOf(kept)).toBe('public, max-age=31536000, immutable')
  expect(await headersOf(switchedOff)).toBe('public, max-age=60')
  expect(await headersOf(development)).toBe('public, max-age=0')
})

test('a link in the folder is followed: only who deploys the app can make one', async () => {
  const { ask } = await liftWithFiles()

  expect((await ask('/linked.txt')).text).toBe('secret')
})

test('files that begin with a dot can be shown, or refused aloud', async () => {
  const showing = await liftWithFiles({ http: { dotfiles: 'allow' } })
  const refusing = await liftWithFiles({ http: { dotfiles: 'deny' } })

  expect((await showing.ask('/.env')).text).toBe('SECRET=1')
  expect((await refusing.ask('/.env')).status).toBe(403)
})

test.each([
  ['br, gzip', 'br'],
  ['gzip', 'gzip'],
  ['identity', undefined],
])('who takes %s gets the file that was compressed before: %s', async (accepted, encoding) => {
  const { ask } = await liftWithFiles({ http: { precompressed: true } })

  const { headers } = await ask('/app.js', { headers: { 'accept-encoding': accepted } })

  expect(headers['content-encoding']).toBe(encoding)
  expect(headers).toMatchObject({
    'content-type': expect.stringContaining('javascript'),
    vary: 'Accept-Encoding',
  })
})

test('a file that was not compressed before is served as it is, an index.html as it is stored', async () => {
  const { ask } = await liftWithFiles({ http: { precompressed: true } })
  const headers = { 'accept-encoding': 'gzip' }

  expect((await ask('/hello.txt', { headers })).text).toBe('hello world')
  expect((await ask('/docs/', { headers })).headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'text/html; charset=UTF-8',
    'cache-control': 'public, max-age=0',
  })
})

test('files are compressed on their way where answers are', async () => {
  const { ask } = await liftWithFiles({ http: { compression: { threshold: 1 } } })

  const { headers } = await ask('/hello.txt', { headers: { 'accept-encoding': 'gzip' } })

  expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
  expect(headers['accept-ranges']).toBeUndefined()
  const part = { range: 'bytes=0-4', 'accept-encoding': 'gzip' }
  expect(await ask('/hello.txt', { headers: part })).toMatchObject({ status: 206, text: 'hello' })
})

test('assets/ is served as it is until something is built into .tmp/public', async () => {
  const unbuilt = await liftApp({ appPath: writeApp({ 'assets/app.js': 'source' }) })
  const built = await liftApp({
    appPath: writeApp({ 'assets/app.js': 'source', '.tmp/public/app.js': 'built' }),
  })

  expect((await unbuilt.ask('/app.js')).text).toBe('source')
  expect((await built.ask('/app.js')).text).toBe('built')
})

test('what builds .tmp/public while the app is up is waited for', async () => {
  const { app } = await liftApp({
    appPath: writeApp({ 'assets/app.js': 'source' }),
    hooks: { grunt: () => ({}) },
  })

  expect(app.config.paths?.['public']).toMatch(/\.tmp.public$/)
})
