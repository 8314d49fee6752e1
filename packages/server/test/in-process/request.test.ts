import { text } from 'node:stream/consumers'

import { expect, onTestFinished, test, vi } from 'vitest'

import type { RouteTarget } from '../../src/app/config/config.ts'
import { type SailsApp, Sails } from '../../src/app/sails.ts'
import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'

/** Loads an app, which does not listen, and lowers it when the test is over. */
async function loadApp(routes: Record<string, RouteTarget>): Promise<SailsApp> {
  const app = new Sails()
  onTestFinished(async () => app.lower())
  await app.load({ routes, globals: false, log: { level: 'silent' } })
  return app
}

function showRequest(req: Request, res: Response): void {
  const { method, url, query, body, headers, isSocket, socket, transport, ip } = req
  res.json({
    method,
    url,
    query,
    body,
    headers,
    isSocket,
    hasSocket: Boolean(socket),
    transport,
    ip,
  })
}

const routes = {
  'ALL /show': showRequest,
  'GET /header': (_req: Request, res: Response) => res.set('X-Made-By', 'me').json(1),
  'GET /text': (_req: Request, res: Response) => res.send('just text'),
  'GET /away': (_req: Request, res: Response) => res.redirect('/elsewhere'),
  'GET /empty': (_req: Request, res: Response) => res.status(204).end(),
  'GET /bad': (_req: Request, res: Response) => res.status(422).json({ why: 'because' }),
  'GET /throw': () => {
    throw new Error('password=hunter2')
  },
  'GET /pipe': (_req: Request, res: Response) => {
    res.write('a')
    res.end('b')
  },
}

test('awaiting a request gives status, headers and body, without any server', async () => {
  const app = await loadApp(routes)

  const reply = await app.request({
    method: 'post',
    url: '/show?page=2',
    data: { a: [1] },
    headers: { 'X-Key': 7 },
  })

  expect(reply.statusCode).toBe(200)
  expect(reply.body).toMatchObject({
    method: 'POST',
    url: '/show?page=2',
    query: { page: '2' },
    body: { a: [1] },
    headers: { 'x-key': '7' },
    hasSocket: false,
    transport: 'in-process',
  })
})

test('headers of the answer have lower-case names', async () => {
  const app = await loadApp(routes)

  expect((await app.request('/header')).headers).toMatchObject({ 'x-made-by': 'me' })
})

test('an address with its verb and data as arguments are a request too', async () => {
  const app = await loadApp(routes)

  const { body } = await app.request('PUT /show', { a: 1 })

  expect(body).toMatchObject({ method: 'PUT', body: { a: 1 } })
})

test('data of a GET stands in the query and in the body', async () => {
  const app = await loadApp(routes)

  const { body } = await app.request('/show', { limit: 15 })

  expect(body).toMatchObject({ method: 'GET', body: { limit: 15 }, query: { limit: 15 } })
})

test('a callback gets no error, the reply and its body', async () => {
  const app = await loadApp(routes)

  const heard = await new Promise<unknown[]>((resolve) => {
    app.request('GET /text', (...values: unknown[]) => resolve(values))
  })

  expect(heard).toEqual([undefined, expect.objectContaining({ statusCode: 200 }), 'just text'])
})

test('a callback after data is called as well', async () => {
  const app = await loadApp(routes)

  const body = await new Promise((resolve) => {
    app.request('POST /show', { a: 1 }, (_error, _reply, answered) => resolve(answered))
  })

  expect(body).toMatchObject({ body: { a: 1 } })
})

test('a status of 400 or more rejects with status, headers and body', async () => {
  const app = await loadApp(routes)

  await expect(app.request('/bad')).rejects.toMatchObject({
    code: 'E_REQUEST_FAILED',
    status: 422,
    body: { why: 'because' },
    message: "{ why: 'because' }",
  })
  await expect(app.request('/nowhere')).rejects.toMatchObject({ status: 404, body: 'Not Found' })
})

test('a callback gets the failure as its only argument', async () => {
  const app = await loadApp(routes)

  const heard = await new Promise<unknown[]>((resolve) => {
    app.request({ url: '/bad' }, (...values: unknown[]) => resolve(values))
  })

  expect(heard).toEqual([expect.objectContaining({ status: 422 })])
})

test('a redirect is a success and is not followed', async () => {
  const app = await loadApp(routes)

  const { statusCode, headers } = await app.request('/away')

  expect(statusCode).toBe(302)
  expect(headers).toMatchObject({ location: '/elsewhere' })
})

test('an answer without body has none', async () => {
  const app = await loadApp(routes)

  expect(await app.request('/empty')).toMatchObject({ statusCode: 204, body: undefined })
})

test('what is written piece by piece arrives whole', async () => {
  const app = await loadApp(routes)

  expect((await app.request('/pipe')).body).toBe('ab')
})

test('what is returned can be read as a stream', async () => {
  const app = await loadApp(routes)

  expect(await text(app.request('/text'))).toBe('just text')
  expect(JSON.parse(await text(app.request('/bad')))).toEqual({ why: 'because' })
})

test('a failure that nobody looks at is no unhandled rejection', async () => {
  const app = await loadApp(routes)
  const heard = vi.fn<(reason: unknown) => void>()
  process.on('unhandledRejection', heard)
  onTestFinished(() => void process.off('unhandledRejection', heard))

  app.request('/bad')
  await app.request('/text')
  await new Promise((resolve) => setImmediate(resolve))

  expect(heard).not.toHaveBeenCalled()
})

test('an action cannot change what its caller holds, nor the caller what the action keeps', async () => {
  const kept = { list: [1] }
  const app = await loadApp({
    'POST /mutate': (req: Request, res: Response) => {
      Object.assign(req.body as object, { added: true })
      res.json(kept)
    },
  })
  const data = { a: { b: 1 } }

  const { body } = await app.request('POST /mutate', data)
  ;(body as typeof kept).list.push(2)

  expect(data).toEqual({ a: { b: 1 } })
  expect(kept).toEqual({ list: [1] })
})

test('data arrives as a socket would carry it', async () => {
  const app = await loadApp(routes)

  const { body } = await app.request('POST /show', {
    date: new Date(0),
    gone: undefined,
    nothing: Number.NaN,
  })

  expect(body).toMatchObject({ body: { date: '1970-01-01T00:00:00.000Z', nothing: null } })
  expect(body).not.toHaveProperty('body.gone')
})

test('the session is kept between requests that carry its cookie', async () => {
  const app = await loadApp({
    'GET /visits': (req: Request, res: Response) => {
      if (req.session) req.session['visits'] = Number(req.session['visits'] ?? 0) + 1
      res.json(req.session?.['visits'])
    },
  })
  const first = await app.request('/visits')

  const [setCookie] = [first.headers['set-cookie'] ?? []].flat()
  const cookie = setCookie?.split(';')[0]
  const second = await app.request({ url: '/visits', headers: { cookie } })

  expect([first.body, second.body]).toEqual([1, 2])
})

test.each([
  ['no URL', {}, 'E_REQUEST_USAGE'],
  ['data with a BigInt', { url: '/show', data: { big: 1n } }, 'E_UNCOPYABLE_DATA'],
  ['prototype keys', { url: '/show', data: JSON.parse('{"__proto__":{}}') }, 'E_UNSAFE_DATA'],
])('%s rejects with a code and reaches no action', async (_what, options, code) => {
  const app = await loadApp(routes)
  const request = app.request as (asked: unknown) => PromiseLike<unknown>

  await expect(request(options)).rejects.toMatchObject({ code })
})

test('a request after the app was lowered fails with 503', async () => {
  const app = await loadApp(routes)

  await app.lower()

  await expect(app.request('/text')).rejects.toMatchObject({
    status: 503,
    body: { code: 'E_SHUTTING_DOWN' },
  })
})

test('a request before the app is loaded says so', async () => {
  await expect(new Sails().request('/text')).rejects.toMatchObject({ code: 'E_APP_NOT_LOADED' })
})
