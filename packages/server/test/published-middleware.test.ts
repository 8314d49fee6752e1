import { createRequire } from 'node:module'
import { Writable } from 'node:stream'

import { expect, test, vi } from 'vitest'

import type { Handler, Request, Response } from '../src/index.ts'
import { overEachTransport } from '../src/testing/index.ts'
import { liftApp } from './http/lift-app.ts'

const require = createRequire(import.meta.url)

/** A published package that makes middleware, as an app without types requires it. */
function published(name: string, ...options: unknown[]): Handler {
  const loaded: unknown = require(name)
  const make: unknown =
    typeof loaded === 'function' ? loaded : Reflect.get(Object(loaded), 'default')
  if (typeof make !== 'function') throw new Error(`${name} is no function`)
  return Reflect.apply(make, undefined, options) as Handler
}

const hello: Handler = (_req, res) => res.json({ hello: 'world' })

overEachTransport('in a route, as it is', (lift) => {
  /** An app with the middleware in front of an action. */
  const ask = async (middleware: Handler, action: Handler = hello) =>
    lift({ routes: { '/x': [middleware, action] } })

  test('helmet sets its headers', async () => {
    const request = await ask(published('helmet'))

    const { headers, body } = await request('get', '/x')

    expect(headers).toMatchObject({ 'x-frame-options': 'SAMEORIGIN' })
    expect(body).toEqual({ hello: 'world' })
  })

  test('cors answers with the origin', async () => {
    const request = await ask(published('cors', { origin: 'https://a.example' }))

    const { headers } = await request('get', '/x', {}, { origin: 'https://a.example' })

    expect(headers).toMatchObject({ 'access-control-allow-origin': 'https://a.example' })
  })

  test('morgan writes a line for each answer', async () => {
    const lines: string[] = []
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString().trim())
        done()
      },
    })
    const request = await ask(published('morgan', ':method :url :status', { stream }))

    await request('get', '/x')

    await vi.waitFor(() => expect(lines).toEqual(['GET /x 200']))
  })

  test('method-override changes the method', async () => {
    const request = await ask(published('method-override'), (req, res) => res.json(req.method))

    const { body } = await request('post', '/x', {}, { 'x-http-method-override': 'DELETE' })

    expect(body).toBe('DELETE')
  })

  test('express-rate-limit counts and refuses', async () => {
    const limiter = published('express-rate-limit', {
      limit: 1,
      keyGenerator: (req: Request) => req.ip,
      validate: false,
    })
    const request = await ask(limiter)

    expect((await request('get', '/x')).statusCode).toBe(200)
    expect(await request('get', '/x')).toMatchObject({
      statusCode: 429,
      body: expect.stringContaining('Too many'),
    })
  })
})

test('cookie-session keeps its data in a cookie', async () => {
  const write: Handler = (req, res) => {
    Object.assign(Object(Reflect.get(req, 'session')), { visits: 1 })
    res.ok()
  }
  const { ask } = await liftApp({
    routes: { 'GET /x': [published('cookie-session', { name: 'own', keys: ['secret'] }), write] },
    hooks: { session: false },
  })

  const { headers } = await ask('/x')

  expect(headers['set-cookie']).toContainEqual(expect.stringContaining('own=eyJ2aXNpdHMiOjF9'))
})

test('express-session keeps its data in its store', async () => {
  const store = published('express-session', {
    secret: 'x',
    resave: false,
    saveUninitialized: false,
  })
  const count: Handler = (req, res) => {
    const session = Object(Reflect.get(req, 'session')) as { visits?: number }
    session.visits = (session.visits ?? 0) + 1
    res.json(session.visits)
  }
  const { ask } = await liftApp({ routes: { 'GET /x': [store, count] }, hooks: { session: false } })

  const first = await ask('/x')
  const [cookie = ''] = String(first.headers['set-cookie']).split(';')
  const second = await ask('/x', { headers: { cookie } })

  expect([first.body, second.body]).toEqual([1, 2])
})

test('compression compresses over HTTP, and leaves virtual answers whole', async () => {
  const text = 'long '.repeat(1_000)
  const action: Handler = (_req, res) => res.json(text)
  const { app, port, ask } = await liftApp({
    routes: { 'GET /x': [published('compression'), action] },
  })

  const zipped = await fetch(`http://127.0.0.1:${port}/x`)

  expect(zipped.headers.get('content-encoding')).toBe('gzip')
  expect(await zipped.json()).toBe(text)
  expect((await ask('/x')).body).toBe(text)
  expect((await app.request('/x')).body).toBe(text)
})

test('the same packages run as HTTP middleware', async () => {
  const { ask } = await liftApp({
    routes: { 'GET /x': (_req: Request, res: Response) => res.json('x'.repeat(5_000)) },
    http: {
      middleware: {
        order: ['helmet', 'cors', 'compression', 'router'],
        helmet: published('helmet'),
        cors: published('cors'),
        compression: published('compression'),
      },
    },
  })

  const { headers } = await ask('/x', { headers: { 'accept-encoding': 'gzip' } })

  expect(headers).toMatchObject({
    'x-frame-options': 'SAMEORIGIN',
    'access-control-allow-origin': '*',
    'content-encoding': 'gzip',
  })
})

/** The parts of Express that are used here, which needs no types of its own for it. */
interface Express {
  (req: unknown, res: unknown, next: unknown): void
  get(
    path: string,
    handler: (
      req: { originalUrl: string; baseUrl: string },
      res: { json: (body: unknown) => void },
    ) => void,
  ): void
}

const express = require('express') as (() => Express) & { Router: () => Express }

test.each([
  ['an Express application', () => express()],
  ['an Express router', () => express.Router()],
])(
  '%s below a path knows where it stands, and what it does not answer goes on',
  async (_what, make) => {
    const { app, ask } = await liftApp({
      routes: {
        'GET /admin/ours': (req, res) => res.json({ ours: req.path, at: req.originalUrl }),
      },
    })
    const admin = make()
    admin.get('/theirs', (req, res) => res.json({ theirs: req.baseUrl, at: req.originalUrl }))
    const http = app.hooks['http']?.['app'] as { use: (path: string, middleware: Express) => void }
    http.use('/admin', admin)

    const theirs = await ask('/admin/theirs?a=1')
    const ours = await ask('/admin/ours')

    expect(theirs.body).toEqual({ theirs: '/admin', at: '/admin/theirs?a=1' })
    expect(ours.body).toEqual({ ours: '/admin/ours', at: '/admin/ours' })
    expect((await ask('/admin/nobodys')).status).toBe(404)
  },
)
