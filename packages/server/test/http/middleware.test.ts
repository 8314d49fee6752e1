import { AsyncLocalStorage } from 'node:async_hooks'

import { expect, test } from 'vitest'

import type { Next } from '../../src/request/handler.ts'
import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import { liftApp } from './lift-app.ts'

const DEFAULT_ORDER = ['cookieParser', 'session', 'bodyParser', 'compress', 'poweredBy']

/** Middleware that writes its name into a header of the answer. */
function leaveMark(name: string) {
  return (_req: Request, res: Response, next: Next): void => {
    res.append('x-marks', name)
    next()
  }
}

const routes = { 'GET /hello': (_req: Request, res: Response) => res.json({ hello: 'world' }) }

test('own middleware runs in its order, before and after the router', async () => {
  const { ask } = await liftApp({
    routes,
    http: {
      middleware: {
        order: ['first', ...DEFAULT_ORDER, 'second', 'router', 'last', 'www', 'favicon'],
        first: leaveMark('first'),
        second: leaveMark('second'),
        last: (_req: Request, res: Response) => res.status(410).json('nothing here'),
      },
    },
  })

  expect((await ask('/hello')).headers['x-marks']).toBe('first, second')
  expect(await ask('/unknown')).toMatchObject({ status: 410, body: 'nothing here' })
})

test('middleware finds the headers of an answer when it is over', async () => {
  const found: unknown[] = []
  const { ask } = await liftApp({
    routes,
    http: {
      middleware: {
        order: ['log', 'router'],
        log: (_req: Request, res: Response, next: Next) => {
          res.once('finish', () => {
            found.push(res.get('Content-Type'), res.getHeader('content-length'))
            found.push(res.hasHeader('CONTENT-LENGTH'), res.hasHeader('x'))
            found.push(res.getHeaderNames(), res.getHeaders()['content-length'])
          })
          next()
        },
      },
    },
  })

  const { headers } = await ask('/hello')

  const { 'content-type': type, 'content-length': length } = headers
  expect(type).toBe('application/json; charset=utf-8')
  expect(found).toEqual([
    type,
    Number(length),
    true,
    false,
    expect.arrayContaining(['content-type', 'content-length']),
    Number(length),
  ])
})

test('middleware after the session reads and writes it', async () => {
  const { ask } = await liftApp({
    routes: { 'GET /visits': (req: Request, res: Response) => res.json(req.session?.['visits']) },
    http: {
      middleware: {
        order: [...DEFAULT_ORDER, 'count', 'router'],
        count: (req: Request, _res: Response, next: Next) => {
          if (req.session) req.session['visits'] = Number(req.session['visits'] ?? 0) + 1
          next()
        },
      },
    },
  })
  const first = await ask('/visits')

  const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const second = await ask('/visits', { headers: { cookie } })

  expect([first.body, second.body]).toEqual([1, 2])
})

test('session: false leaves HTTP requests without session', async () => {
  const { ask } = await liftApp({
    routes: { 'GET /session': (req: Request, res: Response) => res.json(typeof req.session) },
    http: { middleware: { session: false } },
  })

  expect((await ask('/session')).body).toBe('undefined')
})

test('what middleware throws, rejects or passes on is answered as an error', async () => {
  const { ask } = await liftApp({
    routes,
    http: {
      middleware: {
        order: ['fail', 'router'],
        fail: (req: Request, _res: Response, next: Next) => {
          if (req.path === '/throw') throw new Error('thrown')
          if (req.path === '/reject') return Promise.reject(new Error('rejected'))
          return next(Object.assign(new Error('no tea'), { status: 418, code: 'E_TEAPOT' }))
        },
      },
    },
  })

  expect((await ask('/throw')).status).toBe(500)
  expect((await ask('/reject')).status).toBe(500)
  expect(await ask('/next')).toMatchObject({
    status: 418,
    body: { code: 'E_TEAPOT', message: 'no tea' },
  })
})

test('middleware with four parameters takes the errors of those before it', async () => {
  const { ask } = await liftApp({
    routes,
    http: {
      middleware: {
        order: ['fail', 'rescue', 'router'],
        fail: () => {
          throw new Error('broken')
        },
        rescue: (error: Error, _req: Request, res: Response, _next: Next) =>
          res.status(503).json({ rescued: error.message }),
      },
    },
  })

  expect(await ask('/hello')).toMatchObject({ status: 503, body: { rescued: 'broken' } })
})

test('middleware with four parameters behind the router takes what nobody before has taken', async () => {
  const { ask } = await liftApp({
    routes: {
      'GET /throw': () => {
        throw new Error('thrown')
      },
      'GET /reject': async () => Promise.reject(new Error('rejected')),
      'GET /next': (_req: Request, _res: Response, next: Next) => next(new Error('passed on')),
      'GET /fine': (_req: Request, res: Response) => res.json('fine'),
      'POST /body': (req: Request, res: Response) => res.json(req.body),
    },
    http: {
      middleware: {
        order: ['bodyParser', 'router', 'rescue', 'www'],
        rescue: (error: Error, req: Request, res: Response, next: Next) => {
          if (req.path === '/reject') next(Object.assign(error, { status: 409, code: 'E_OWN' }))
          else if (req.path === '/next') next()
          else res.status(503).json({ rescued: error.message })
        },
      },
    },
  })

  expect((await ask('/fine')).body).toBe('fine')
  expect((await ask('/unknown')).status).toBe(404)
  expect(await ask('/throw')).toMatchObject({ status: 503, body: { rescued: 'thrown' } })
  expect(await ask('/reject')).toMatchObject({ status: 409, body: { code: 'E_OWN' } })
  expect(await ask('/next')).toMatchObject({ status: 500, body: { message: 'passed on' } })
  const broken = { headers: { 'content-type': 'application/json' }, body: '{ broken' }
  expect(await ask('/body', broken)).toMatchObject({
    status: 503,
    body: { rescued: expect.stringContaining('JSON') },
  })
})

test('an error of such middleware is answered, and its request is never left open', async () => {
  const { ask } = await liftApp({
    requestTimeoutMs: 50,
    routes: {
      'GET /throw': () => {
        throw new Error('first')
      },
      'GET /hang': () => {
        throw new Error('hang')
      },
    },
    http: {
      middleware: {
        order: ['router', 'rescue'],
        rescue: (error: Error, _req: Request, _res: Response, _next: Next) => {
          if (error.message === 'first') throw new Error('second')
        },
      },
    },
  })

  expect(await ask('/throw')).toMatchObject({ status: 500, body: { message: 'second' } })
  expect((await ask('/hang')).status).toBe(504)
})

test('a second call of next does nothing', async () => {
  let runs = 0
  const { ask } = await liftApp({
    routes: {
      'GET /count': (_req: Request, res: Response) => {
        runs += 1
        res.json(runs)
      },
    },
    http: {
      middleware: {
        order: ['twice', 'router'],
        twice: (_req: Request, _res: Response, next: Next) => {
          next()
          next()
        },
      },
    },
  })

  expect((await ask('/count')).body).toBe(1)
  expect(runs).toBe(1)
})

test('async-local storage that middleware enters reaches the action', async () => {
  const storage = new AsyncLocalStorage<string>()
  const { ask } = await liftApp({
    routes: { 'POST /store': (_req: Request, res: Response) => res.json(storage.getStore()) },
    http: {
      middleware: {
        order: ['enter', 'bodyParser', 'router'],
        enter: (_req: Request, _res: Response, next: Next) => storage.run('here', next),
      },
    },
  })

  expect((await ask('/store', { body: { a: 1 } })).body).toBe('here')
})

test('middleware that hooks.http.app.use() adds runs before the router, and only below its path', async () => {
  const { app, ask } = await liftApp({
    routes: { 'GET /*': (req: Request, res: Response) => res.json(req.url) },
    hooks: {
      marker: (sails) => ({
        after: ['http'],
        initialize: () => {
          const http = sails.hooks['http']?.['app'] as { use: (...args: unknown[]) => void }
          http.use('/admin', (req: Request, res: Response, next: Next) => {
            res.set('x-inside', req.url)
            next()
          })
        },
      }),
    },
  })

  expect(app.hooks['http']?.['server']).toBe(app.httpServer)
  expect((await ask('/admin/users?a=1')).headers['x-inside']).toBe('/users?a=1')
  expect(await ask('/admin/users?a=1')).toMatchObject({ body: '/admin/users?a=1' })
  expect((await ask('/administrator')).headers['x-inside']).toBeUndefined()
})

test('what app.use() gets and cannot run is a coded error', async () => {
  const { app } = await liftApp({ routes })
  const http: { app?: { use?: (value: unknown) => void } } = app.hooks['http'] ?? {}

  expect(() => http.app?.use?.('/path')).not.toThrow()
  expect(() => http.app?.use?.(42)).toThrow(expect.objectContaining({ code: 'E_BAD_MIDDLEWARE' }))
})

test('nothing says what the app runs on, unless it asks for that', async () => {
  const silent = await liftApp({ routes })
  const telling = await liftApp({ routes, http: { middleware: { poweredBy: true } } })

  expect((await silent.ask('/hello')).headers['x-powered-by']).toBeUndefined()
  expect((await telling.ask('/hello')).headers['x-powered-by']).toBe('halyard')
})

test('an Express application among the middleware leaves our request to the routes behind it', async () => {
  const express = Object.assign(
    (req: Request, res: Response, next: Next): void => {
      Object.setPrototypeOf(req, Object.getPrototypeOf(Object.getPrototypeOf(req)))
      Object.setPrototypeOf(res, Object.getPrototypeOf(Object.getPrototypeOf(res)))
      next()
    },
    { handle: () => undefined, engine: () => undefined },
  )
  const { ask } = await liftApp({
    routes: { 'GET /param': (req: Request, res: Response) => res.json(req.param('a')) },
    http: { middleware: { order: ['express', 'router'], express } },
  })

  expect((await ask('/param?a=1')).body).toBe('1')
})
