import { describe, expect, test, vi } from 'vitest'

import type { Handler } from '../src/request/handler.ts'
import { createTestPipeline } from './test-pipeline.ts'
import type { TestTarget } from './test-pipeline.ts'

const boom = new Error('boom')
const pass: Handler = (_req, _res, next) => next()

describe('a request', () => {
  test('runs the handlers of all matching routes in bound order until one answers', async () => {
    const seen: string[] = []
    const note =
      (name: string): Handler =>
      (_req, _res, next) => {
        seen.push(name)
        next()
      }
    const { ask } = createTestPipeline({
      routes: {
        '/*': [note('first'), note('second')],
        'GET /x/:id': (req, res) => res.json({ seen, id: req.params['id'] }),
        '/x/7': note('never'),
      },
    })

    const reply = await ask('GET /x/7')

    expect(reply.body).toEqual({ seen: ['first', 'second'], id: '7' })
  })

  test('next("route") goes on to the next handler, as next() does', async () => {
    const { ask } = createTestPipeline({
      routes: { '/x': [(_req, _res, next) => next('route'), (_req, res) => res.json('here')] },
    })

    expect((await ask('GET /x')).body).toBe('here')
  })

  test('has the options of the route that runs, which win over those of routes before it', async () => {
    const { ask } = createTestPipeline({
      routes: {
        '/*': { fn: pass, level: 'all', first: true, skipAssets: false },
        '/x': { fn: (req, res) => res.json(req.options), level: 'x' },
      },
    })

    expect((await ask('GET /x')).body).toMatchObject({ level: 'x', first: true })
  })

  test('does not go on after an answer, nor twice', async () => {
    let runs = 0
    const { ask, logged } = createTestPipeline({
      routes: {
        '/answered': [
          (_req, res, next) => {
            res.json('early')
            next()
          },
          () => runs++,
        ],
        '/twice': [
          (_req, _res, next) => {
            next()
            next()
          },
          () => runs++,
          (_req, res) => res.json('once'),
        ],
      },
    })

    expect((await ask('GET /answered')).body).toBe('early')
    expect(runs).toBe(0)
    void ask('GET /twice')
    expect(runs).toBe(1)
    expect(logged).toContainEqual(['warn', expect.stringContaining('next() more than once')])
  })

  test('that nobody answers gets notFound, or a bare 404 without the responses hook', async () => {
    const bare = createTestPipeline({ routes: { '/x': pass } })
    const dressed = createTestPipeline({
      responses: {
        notFound() {
          this.res.status(404).json('nothing here')
        },
      },
    })

    expect(await bare.ask('GET /x')).toMatchObject({ statusCode: 404, body: 'Not Found' })
    expect(await dressed.ask('GET /x')).toMatchObject({ statusCode: 404, body: 'nothing here' })
  })

  test('that no route answers may be answered by its door', async () => {
    const { ask } = createTestPipeline({
      routes: { '/x/:id': (_req, res) => res.json('route') },
      unmatched: (otherwise) => otherwise(),
    })

    expect((await ask('GET /y')).statusCode).toBe(404)
    expect((await ask('GET /x/a.b')).body).toBe('route')
  })

  test('for what looks like an asset goes to files first, then to the route that left it to them', async () => {
    const asked: string[] = []
    const { ask } = createTestPipeline({
      routes: {
        'GET /user/:id': (req, res) => {
          asked.push('route')
          res.json(req.params['id'])
        },
      },
      unmatched: (otherwise) => {
        asked.push('files')
        otherwise()
      },
    })

    expect((await ask('GET /user/ann@example.com')).body).toBe('ann@example.com')
    expect(asked).toEqual(['files', 'route'])
  })
})

describe('OPTIONS', () => {
  test('is answered with the methods that are bound to the path', async () => {
    const { ask } = createTestPipeline({ routes: { 'GET /x': pass, 'POST /x': pass } })

    expect(await ask('OPTIONS /x')).toMatchObject({
      statusCode: 200,
      body: 'GET,HEAD,POST',
      headers: { allow: 'GET, HEAD, POST' },
    })
  })

  test('is 404 for a path without routes, and goes to a route of its own', async () => {
    const { ask } = createTestPipeline({
      routes: { 'OPTIONS /own': (_req, res) => res.json('own'), 'ALL /all': pass },
    })

    expect((await ask('OPTIONS /nowhere')).statusCode).toBe(404)
    expect((await ask('OPTIONS /own')).body).toBe('own')
    expect((await ask('OPTIONS /all')).statusCode).toBe(404)
  })
})

describe('an error', () => {
  const failing: Record<string, TestTarget> = {
    '/throws': () => {
      throw boom
    },
    '/rejects': async () => {
      throw boom
    },
    '/thenable': () => ({
      // oxlint-disable-next-line unicorn/no-thenable -- promises of other makes are awaited too
      then: (_resolve: unknown, reject: (error: Error) => void) => reject(boom),
    }),
    '/next': (_req, _res, next) => next(boom),
    '/late': [pass, (_req, _res, next) => setImmediate(next), () => Promise.reject(boom)],
  }

  test.each(Object.keys(failing))(
    'of a handler that fails as in %s goes to serverError',
    async (url) => {
      const { ask } = createTestPipeline({
        routes: failing,
        responses: {
          serverError(error) {
            this.res.status(500).json(error === boom)
          },
        },
      })

      expect(await ask(`GET ${url}`)).toMatchObject({ statusCode: 500, body: true })
    },
  )

  test.each(Object.keys(failing))('as in %s hides its details in production', async (url) => {
    const { ask } = createTestPipeline({ routes: failing, production: true })

    const reply = await ask(`GET ${url}`)

    expect(reply).toMatchObject({ statusCode: 500, body: 'Internal Server Error' })
    expect(JSON.stringify(reply)).not.toContain('boom')
  })

  test('shows its message and stack in development when there is no serverError', async () => {
    const { ask } = createTestPipeline({ routes: failing })

    const { body } = await ask('GET /throws')

    expect(body).toMatchObject({ message: 'boom', stack: expect.stringContaining('boom') })
  })

  test.each([
    ['a string', 'text', 'text'],
    ['undefined', undefined, expect.objectContaining({ code: 'E_NOTHING_THROWN' })],
    ['null', null, null],
    ['zero', 0, 0],
  ])('may be %s', async (_name, thrown, expected) => {
    const { ask } = createTestPipeline({
      routes: {
        '/x': () => {
          throw thrown
        },
        '/y': () => Promise.reject(thrown),
      },
    })

    expect(await ask('GET /x')).toMatchObject({ statusCode: 500 })
    expect((await ask('GET /y')).body).toEqual(expected)
  })

  test.each([
    [{ status: 422, code: 'E_X' }, 422, { code: 'E_X', message: 'safe' }],
    [{ statusCode: 404 }, 404, { code: 'E_NOT_FOUND', message: 'safe' }],
    [{ status: 418 }, 418, { code: 'E_IM_A_TEAPOT', message: 'safe' }],
    [{ status: 403, expose: false }, 403, { code: 'E_FORBIDDEN', message: 'Forbidden' }],
  ])('with %j is one of the client, in production too', async (members, statusCode, body) => {
    const { ask } = createTestPipeline({
      production: true,
      routes: {
        '/x': () => {
          throw Object.assign(new Error('safe'), members)
        },
      },
    })

    expect(await ask('GET /x')).toMatchObject({ statusCode, body })
  })

  test.each([{ status: 500 }, { status: 302 }, { status: '404' }, { statusCode: 503 }])(
    'with %j is none of the client',
    async (members) => {
      const { ask } = createTestPipeline({
        production: true,
        routes: { '/x': () => Promise.reject(Object.assign(new Error('secret'), members)) },
      })

      expect(await ask('GET /x')).toMatchObject({ statusCode: 500, body: 'Internal Server Error' })
    },
  )

  test('of a URL that cannot be decoded is 400', async () => {
    const { ask } = createTestPipeline({ routes: { '/x/:id': pass } })

    expect(await ask('GET /x/%zz')).toMatchObject({
      statusCode: 400,
      body: { code: 'E_UNDECODABLE_URL' },
    })
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('second')
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('second')
      },
    ],
    [
      'answers with what is no JSON',
      function (this: { res: { json(body: unknown): unknown } }) {
        this.res.json(10n)
      },
    ],
  ])('is answered plainly when serverError %s', async (_name, serverError) => {
    const { ask } = createTestPipeline({
      routes: failing,
      responses: { serverError },
      production: true,
    })

    expect(await ask('GET /throws')).toMatchObject({
      statusCode: 500,
      body: 'Internal Server Error',
    })
  })

  test('in notFound goes to serverError', async () => {
    const { ask } = createTestPipeline({
      responses: {
        notFound: () => Promise.reject(boom),
        serverError(error) {
          this.res.status(500).json(error === boom)
        },
      },
    })

    expect(await ask('GET /x')).toMatchObject({ statusCode: 500, body: true })
  })

  test('after the answer is logged once and changes nothing', async () => {
    const { ask, logged } = createTestPipeline({
      routes: {
        '/x': (_req, res, next) => {
          res.json('fine')
          next(boom)
          throw boom
        },
      },
    })

    expect(await ask('GET /x')).toMatchObject({ statusCode: 200, body: 'fine' })
    expect(logged).toEqual([['error', 'GET /x failed after its answer:', boom]])
  })

  test('takes back what a virtual answer has written so far', async () => {
    const { ask } = createTestPipeline({
      routes: {
        '/x': (_req, res) => {
          res.status(201).write('half')
          throw boom
        },
      },
    })

    expect(await ask('GET /x')).toMatchObject({ statusCode: 500, body: { message: 'boom' } })
  })

  test('stops the chain even when the handler had gone on', async () => {
    const ran = vi.fn<Handler>()
    const { ask } = createTestPipeline({
      routes: {
        '/x': [
          (_req, _res, next) => {
            setImmediate(next)
            throw boom
          },
          ran,
        ],
      },
    })

    expect((await ask('GET /x')).statusCode).toBe(500)
    await new Promise(setImmediate)
    expect(ran).not.toHaveBeenCalled()
  })

  test('in front of the pipeline can be answered the same way', async () => {
    const { pipeline, messages, logged } = createTestPipeline({ production: true })
    const connection = {
      ...{ transport: 'in-process' as const, socket: undefined, headers: {} },
      remoteAddress: '',
      encrypted: false,
    }
    const req = messages.createVirtualRequest({
      method: 'GET',
      url: '/',
      headers: {},
      body: {},
      connection,
    })
    const reply = await new Promise((resolve) => {
      const res = messages.createVirtualResponse(req, resolve)
      pipeline.answerError(boom, req, res)
      pipeline.answerError(new Error('late'), req, res)
    })

    expect(reply).toMatchObject({ statusCode: 500, body: 'Internal Server Error' })
    expect(logged.map(([, text]) => text)).toEqual([
      'Answered with 500:',
      'GET / failed after its answer:',
    ])
  })
})

describe('an action', () => {
  test.each([undefined, boom])('must not call next(%s)', async (cause) => {
    const { ask } = createTestPipeline({
      routes: { '/x': 'thing/do' },
      actions: {
        'thing/do': (_req: unknown, _res: unknown, next: Handler) =>
          Reflect.apply(next, undefined, [cause]),
      },
    })

    expect(await ask('GET /x')).toMatchObject({
      statusCode: 500,
      body: { code: 'E_ACTION_CALLED_NEXT' },
    })
  })
})

describe('steps', () => {
  test('run before the routes, in their places, and are awaited', async () => {
    const { ask, pipeline } = createTestPipeline({
      routes: { '/x': (_req, res) => res.json(res.locals) },
    })
    const order: string[] = []
    pipeline.steps.set('csrf', () => void order.push('csrf'))
    pipeline.steps.set('cors', () => void order.push('cors'))
    pipeline.steps.set('session', async () => void (await Promise.resolve(), order.push('session')))
    await ask('GET /x')

    pipeline.steps.set('cors', undefined)
    await ask('GET /x')

    expect(order).toEqual(['session', 'cors', 'csrf', 'session', 'csrf'])
    expect(pipeline.steps.get('cors')).toBeUndefined()
  })

  test('may answer: then nothing follows', async () => {
    const route = vi.fn<Handler>()
    const { ask, pipeline } = createTestPipeline({
      routes: { '/*': { fn: route, skipAssets: false } },
    })
    pipeline.steps.set('session', async () => undefined)
    pipeline.steps.set('cors', (_req, res) => void res.sendStatus(204))

    expect((await ask('GET /x')).statusCode).toBe(204)
    pipeline.steps.set('session', undefined)
    pipeline.steps.set('cors', async (_req, res) => void res.sendStatus(204))
    expect((await ask('GET /x')).statusCode).toBe(204)
    expect(route).not.toHaveBeenCalled()
  })

  test.each([
    () => {
      throw boom
    },
    async () => {
      throw boom
    },
  ])('may fail', async (step) => {
    const { ask, pipeline } = createTestPipeline({ routes: { '/x': pass } })
    pipeline.steps.set('csrf', step)

    expect(await ask('GET /x')).toMatchObject({ statusCode: 500, body: { message: 'boom' } })
  })

  test('can ask for settings of the route that will answer', async () => {
    const { ask, pipeline } = createTestPipeline({
      routes: {
        '/*': { fn: pass, skipAssets: false },
        'GET /x/:id': {
          fn: (_req, res) => res.json(1),
          csrf: false,
        },
        'POST /x/:id': { fn: pass, csrf: true },
      },
    })
    const settings: unknown[] = []
    pipeline.steps.set(
      'csrf',
      (_req, _res, setting) => void settings.push([setting('csrf'), setting('cors')]),
    )

    await ask('GET /x/7')
    await ask('GET /x/a.b')
    await ask('OPTIONS /x/7', { 'access-control-request-method': 'post' })
    await ask('GET /y')

    expect(settings).toEqual([
      [false, undefined],
      [false, undefined],
      [true, undefined],
      [undefined, undefined],
    ])
  })
})

describe('an observer', () => {
  test('hears of each handler, of what nobody answered and of errors', async () => {
    const heard: unknown[] = []
    const { ask, pipeline } = createTestPipeline({
      routes: { '/x': { fn: pass, mine: 1 }, '/e': () => Promise.reject(boom) },
    })
    pipeline.observer.handler = ({ options, fn, req }) =>
      heard.push([req.url, options['mine'], fn === pass])
    pipeline.observer.notFound = (req) => heard.push(['404', req.url])
    pipeline.observer.error = (error, req) => heard.push([error, req.url])

    await ask('GET /x')
    await ask('GET /e')

    expect(heard).toEqual([
      ['/x', 1, true],
      ['404', '/x'],
      ['/e', undefined, false],
      [boom, '/e'],
    ])
  })

  test('may answer itself, and its own errors do not stand in the way', async () => {
    const { ask, pipeline } = createTestPipeline({ routes: { '/e': () => Promise.reject(boom) } })
    pipeline.observer.notFound = (_req, res) => res.status(410).json('gone')
    pipeline.observer.error = () => {
      throw new Error('listener')
    }

    expect(await ask('GET /x')).toMatchObject({ statusCode: 410, body: 'gone' })
    expect(await ask('GET /e')).toMatchObject({ statusCode: 500, body: { message: 'boom' } })
  })
})
