import { once } from 'node:events'
import { Readable } from 'node:stream'

import { describe, expect, onTestFinished, test, vi } from 'vitest'

import type { Handler, Request, Response } from '../src/index.ts'
import { overEachTransport } from '../src/testing/index.ts'
import { LAST_WORD, countAnswers } from './count-answers.ts'
import { liftSockets } from './sockets/lift-sockets.ts'
import { connectRaw } from './sockets/raw-client.ts'

const boom = new Error('boom')
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What fails before any answer. */
const FAILURES: Record<string, Handler> = {
  'throws an error': () => {
    throw boom
  },
  'throws after a while': async () => {
    await turn()
    throw boom
  },
  'rejects with undefined': () => Promise.reject(undefined),
  'returns a thenable that rejects': () => ({
    // oxlint-disable-next-line unicorn/no-thenable -- promises of other makes are awaited too
    then: (_resolve: unknown, reject: (reason: unknown) => void) => reject(boom),
  }),
  'returns a function that is thenable and rejects': () =>
    Object.assign(() => undefined, {
      // oxlint-disable-next-line unicorn/no-thenable -- as above
      then: (_resolve: unknown, reject: (reason: unknown) => void) => reject(boom),
    }),
  'returns a thenable whose then() throws': () => ({
    // oxlint-disable-next-line unicorn/no-thenable -- as above
    then() {
      throw boom
    },
  }),
  'returns a thenable that rejects twice': () => ({
    // oxlint-disable-next-line unicorn/no-thenable -- as above
    then(_resolve: unknown, reject: (reason: unknown) => void) {
      reject(boom)
      reject(boom)
    },
  }),
  'returns what fails to be looked at': () =>
    // oxlint-disable-next-line unicorn/no-thenable -- as above
    Object.defineProperty({}, 'then', {
      get() {
        throw boom
      },
    }),
  'throws a string': () => {
    throw 'text'
  },
  'throws undefined': () => {
    throw undefined
  },
  'throws null': () => {
    throw null
  },
  'throws an error that cannot be shown': () => {
    throw Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw boom
      },
    })
  },
  'throws an error with itself inside': () => {
    const circular: Error & { self?: unknown } = new Error('circular')
    circular.self = circular
    circular.cause = circular
    throw circular
  },
  'throws a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    throw proxy
  },
  'rejects with a revoked proxy': async () => {
    await turn()
    const { proxy, revoke } = Proxy.revocable(boom, {})
    revoke()
    throw proxy
  },
  'throws a BigInt': () => {
    throw 10n
  },
  'calls next(error)': (_req, _res, next) => next(boom),
  'calls next(error) twice': (_req, _res, next) => {
    next(boom)
    next(boom)
  },
  'calls next(error) and throws': (_req, _res, next) => {
    next(boom)
    throw boom
  },
  'calls next(text) after a while': async (_req, _res, next) => {
    await turn()
    next('text')
  },
  'answers with a circular body': (_req, res) => {
    const circular: { self?: unknown } = {}
    circular.self = circular
    res.json(circular)
  },
  'answers with a BigInt': (_req, res) => res.json({ big: 10n }),
  'answers with a body whose toJSON() throws': (_req, res) =>
    res.json({
      toJSON() {
        throw boom
      },
    }),
  'answers with a body whose member throws': (_req, res) =>
    res.json({
      get bad() {
        throw boom
      },
    }),
  'answers with a body that is nested 100,000 deep': (_req, res) => {
    let body: unknown = 'end'
    for (let depth = 0; depth < 100_000; depth++) body = [body]
    res.json(body)
  },
  'answers with a status that does not exist': (_req, res) => res.status(9_999).json('x'),
  'answers with a header that breaks the line': (_req, res) => res.set('x-a', 'b\r\nc: d').json(1),
  'answers with a header whose name is none': (_req, res) => res.set('x a', 'b').json(1),
  'answers in two steps, of which the second fails': async (_req, res) => {
    await turn()
    res.status(201).set('x-half', '1')
    throw boom
  },
  'pipes a stream that fails at once': (_req, res) => {
    const source = new Readable({ read: () => source.destroy(boom) })
    source.pipe(res)
  },
  'pipes a stream that is destroyed': (_req, res) => {
    const source = new Readable({ read: () => source.destroy() })
    source.pipe(res)
  },
  'pipes a stream that has failed': async (_req, res) => {
    const source = new Readable({ read: () => undefined })
    source.on('error', () => undefined)
    source.destroy(boom)
    await turn()
    source.pipe(res)
  },
}

/** What tries to answer more than once. */
const TWICE: Record<string, Handler> = {
  'answers twice': (_req, res) => {
    res.json('first')
    res.json('second')
  },
  'answers in two ways': (_req, res) => {
    res.json('first')
    res.send('second')
    res.end('third')
    res.redirect('/fourth')
    res.sendStatus(500)
  },
  'answers again after a while': async (_req, res) => {
    res.json('first')
    await turn()
    res.json('second')
    res.serverError('third')
    res.notFound()
  },
  'throws after its answer': (_req, res) => {
    res.json('first')
    throw boom
  },
  'rejects after its answer': async (_req, res) => {
    res.json('first')
    await turn()
    throw boom
  },
  'goes on after its answer': (_req, res, next) => {
    res.json('first')
    next()
  },
  'goes on with an error after its answer': (_req, res, next) => {
    res.json('first')
    setImmediate(next, boom)
  },
  'writes on after its end': (_req, res) => {
    res.type('json').end('"first"')
    res.on('error', () => undefined)
    res.write('more')
  },
  'changes headers and status after its answer': (_req, res) => {
    res.json('first')
    try {
      res.status(500).set('x-late', '1')
    } catch {
      // Node throws where headers are sent; the answer stays as it is.
    }
  },
  'returns a value after its answer': (_req, res) => {
    res.json('first')
    return 'second'
  },
}

overEachTransport('a handler that', (lift, transport) => {
  test.each(Object.entries(FAILURES))('%s is answered with one 500', async (_what, handler) => {
    const request = await lift({ routes: { ...LAST_WORD, 'GET /x': handler } })

    expect((await request('get', '/x')).statusCode).toBe(500)
    expect(await countAnswers(transport, '/x')).toBe(1)
    expect((await request('get', '/last-word')).body).toBe('last word')
  })

  test.each(Object.entries(TWICE))('%s is answered once, with the first', async (_w, handler) => {
    const request = await lift({ routes: { ...LAST_WORD, 'GET /x': handler } })

    expect(await request('get', '/x')).toMatchObject({ statusCode: 200, body: 'first' })
    expect(await countAnswers(transport, '/x')).toBe(1)
  })
})

/** A handler that answers nothing, ever. */
const forget: Handler = () => undefined

overEachTransport('a request', (lift, transport) => {
  const SOON = 20

  test('that fails by the client’s fault gets that status, code and message', async () => {
    const request = await lift({
      routes: {
        'GET /x': () => {
          throw Object.assign(new Error('Out of tea'), { status: 418, code: 'E_NO_TEA' })
        },
      },
    })

    expect(await request('get', '/x')).toMatchObject({
      statusCode: 418,
      body: { code: 'E_NO_TEA', message: 'Out of tea' },
    })
  })

  test.each<[string, Handler]>([
    ['a handler', forget],
    ['a promise that never settles', () => new Promise(() => undefined)],
    ['an answer after the deadline', (_req, res) => void setTimeout(() => res.json('late'), 30)],
  ])('that is forgotten by %s is a 504, once', async (_who, handler) => {
    const request = await lift({
      requestTimeoutMs: SOON,
      routes: { ...LAST_WORD, 'GET /x': handler },
    })

    expect(await request('get', '/x')).toMatchObject({
      statusCode: 504,
      body: { code: 'E_REQUEST_TIMEOUT' },
    })
    expect(await countAnswers(transport, '/x')).toBe(1)
    expect(transport.app.openRequests).toBe(0)
  })

  test('has the deadline that its action gives it', async () => {
    const request = await lift({
      routes: {
        'GET /short': (req) => void req.setTimeout(SOON),
        'GET /own': (req, res) =>
          void req.setTimeout(SOON, () => res.status(202).json('still at it')),
      },
    })

    expect((await request('get', '/short')).statusCode).toBe(504)
    expect(await request('get', '/own')).toMatchObject({ statusCode: 202, body: 'still at it' })
  })

  test.each<[string, Handler, number]>([
    ['answers', (_req, res) => res.forbidden(), 403],
    ['answers and goes on', (_req, res, next) => (res.forbidden(), next()), 403],
    ['throws', () => Promise.reject(boom), 500],
    ['calls next(error)', (_req, _res, next) => next(boom), 500],
    ['neither answers nor goes on', forget, 504],
    ['goes on', (_req, _res, next) => next(), 200],
  ])('whose policy %s is answered once', async (_what, policy, statusCode) => {
    const request = await lift({
      requestTimeoutMs: SOON,
      policies: { moduleDefinitions: { policy }, '*': 'policy' },
      controllers: {
        moduleDefinitions: { show: (_req: Request, res: Response) => res.json('shown') },
      },
      routes: { ...LAST_WORD, 'GET /x': 'show' },
    })

    expect((await request('get', '/x')).statusCode).toBe(statusCode)
    expect(await countAnswers(transport, '/x')).toBe(1)
  })

  test.each<[string, () => unknown]>([
    ['throws', FAILURES['throws an error'] as () => unknown],
    ['rejects', async () => Promise.reject(boom)],
  ])('whose custom response %s is a 500, once', async (_what, respond) => {
    const request = await lift({
      responses: { moduleDefinitions: { tea: respond, serverError: respond } },
      routes: {
        ...LAST_WORD,
        'GET /x': (_req, res) => Reflect.apply(Reflect.get(res, 'tea'), res, []),
        'GET /broken': () => Promise.reject(boom),
      },
    })

    expect((await request('get', '/x')).statusCode).toBe(500)
    expect((await request('get', '/broken')).statusCode).toBe(500)
    expect(await countAnswers(transport, '/x')).toBe(1)
  })

  test('whose action calls next() is told so, once', async () => {
    const request = await lift({
      controllers: {
        moduleDefinitions: { 'go/on': (_req: Request, _res: Response, next: () => void) => next() },
      },
      routes: { ...LAST_WORD, 'GET /x': 'go/on' },
    })

    expect((await request('get', '/x')).statusCode).toBe(500)
    expect(await countAnswers(transport, '/x')).toBe(1)
  })

  test('may be answered by a stream', async () => {
    const request = await lift({
      routes: { 'GET /x': (_req, res) => void Readable.from(['s', 't']).pipe(res.type('text')) },
    })

    expect(await request('get', '/x')).toMatchObject({ statusCode: 200, body: 'st' })
  })

  test('that is open when the app lowers is answered; a new one is a 503', async () => {
    let finish = (): void => undefined
    const request = await lift({
      routes: { 'GET /slow': (_req, res) => void (finish = () => res.json('done')) },
    })
    const slow = request('get', '/slow')
    await waitFor(() => transport.app.openRequests === 1)
    const late = transport.name === 'http' ? undefined : 503

    const lowering = transport.app.lower()
    const refused = request('get', '/slow').then(
      ({ statusCode }) => statusCode,
      () => undefined,
    )
    expect(await refused).toBe(late)
    finish()

    expect(await slow).toMatchObject({ statusCode: 200, body: 'done' })
    await lowering
  })

  test('that is still open at the end of lowering is a 503', async () => {
    const request = await lift({ routes: { 'GET /x': forget } })
    const slow = request('get', '/x')
    await waitFor(() => transport.app.openRequests === 1)

    await transport.app.lower({ delay: SOON })

    expect(await slow).toMatchObject({ statusCode: 503, body: { code: 'E_SHUTTING_DOWN' } })
  })
})

overEachTransport('in production', (lift) => {
  test.each(Object.entries(FAILURES))(
    'no detail leaks when a handler %s',
    async (_what, handler) => {
      vi.stubEnv('NODE_ENV', 'production')
      onTestFinished(() => void vi.unstubAllEnvs())
      const request = await lift({
        environment: 'production',
        sockets: { allowForeignOrigins: false },
        session: { secret: 'a long random text for this test' },
        routes: { 'GET /x': handler },
      })

      const reply = await request('get', '/x')

      expect(reply).toMatchObject({ statusCode: 500, body: 'Internal Server Error' })
      expect(JSON.stringify(reply)).not.toMatch(/boom|circular|answered-once/)
    },
  )
})

describe('a client that goes away', () => {
  test.each(['during', 'after'])('%s its answer harms nobody', async (when) => {
    const released: (() => void)[] = []
    const { app, origin } = await liftSockets(
      {},
      {
        routes: {
          'GET /x': (req: Request, res: Response) => {
            const answer = (): void => void res.json('nobody hears it')
            released.push(answer)
            if (when === 'during') req.signal.addEventListener('abort', answer)
          },
        },
      },
    )
    const socket = await connectRaw(origin)
    const client = new AbortController()

    socket.send('420["get",{"url":"/x"}]')
    const asked = fetch(`${origin}/x`, { signal: client.signal }).catch(() => 'gone')
    await waitFor(() => released.length === 2)
    socket.webSocket.terminate()
    client.abort()
    expect(await asked).toBe('gone')
    await once(socket.webSocket, 'close')
    for (const answer of released) answer()

    await waitFor(() => app.openRequests === 0)
    expect((await fetch(`${origin}/hello`)).status).toBe(200)
  })
})

async function waitFor(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await turn()
}
