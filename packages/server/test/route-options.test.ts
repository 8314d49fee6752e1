import { afterEach, describe, expect, test } from 'vitest'

import type { Handler } from '../src/request/handler.ts'
import { overEachTransport } from '../src/testing/index.ts'
import { liftApp } from './security-app.ts'

const answer: Handler = (req, res) => res.json(req.options)
const never: Handler = () => undefined
const isOwl: Handler = (req, res, next) =>
  req.param('owl') === undefined ? res.forbidden() : next()
const policies = { moduleDefinitions: { 'is-owl': isOwl } }

overEachTransport(
  'route options',
  (lift) => {
    test('timeoutMs is the deadline of one route; others keep theirs', async () => {
      const request = await lift({
        requestTimeoutMs: 60_000,
        routes: {
          'GET /short': { fn: never, timeoutMs: 20 },
          'GET /through': [{ fn: (_req, _res, next) => next(), timeoutMs: 20 }, answer],
        },
      })

      const short = await request('get', '/short')

      expect(short).toMatchObject({ statusCode: 504, body: { code: 'E_REQUEST_TIMEOUT' } })
      expect(await request('get', '/through')).toMatchObject({
        statusCode: 200,
        body: { timeoutMs: 20 },
      })
    })

    test('timeoutMs: 0 lifts the deadline of the app', async () => {
      const request = await lift({
        requestTimeoutMs: 20,
        routes: {
          'GET /slow': {
            fn: (_req, res) => void setTimeout(() => res.json('done'), 60),
            timeoutMs: 0,
          },
        },
      })

      expect(await request('get', '/slow')).toMatchObject({ statusCode: 200, body: 'done' })
    })

    test('policies run before a function, a redirect, a response and an action', async () => {
      const request = await lift({
        policies,
        controllers: { moduleDefinitions: { 'owl/find': answer } },
        routes: {
          'GET /function': { fn: answer, policies: 'is-owl' },
          'GET /redirect': { redirect: '/nest', policies: ['is-owl'] },
          'GET /response': { response: 'ok', policies: [isOwl] },
          'GET /action': { action: 'owl/find', policies: ['is-owl'] },
        },
      })

      for (const path of ['/function', '/redirect', '/response', '/action']) {
        const refused = await request('get', path)
        const passed = await request('get', `${path}?owl=1`)
        expect([path, refused.statusCode, passed.statusCode < 400]).toEqual([path, 403, true])
      }
    })

    test('a redirect has the parameters of its address, and the query string if it keeps it', async () => {
      const request = await lift({
        routes: {
          'GET /member/:id': { redirect: '/users/:id', status: 301, keepQuery: true },
          'GET /wiki/*': { redirect: 'https://wiki.example/*' },
          'GET /plain/:id': '/users/:id',
        },
      })

      const member = await request('get', '/member/a%2Fb?tab=1')
      const wiki = await request('get', '/wiki/Some page/x?tab=1')
      const plain = await request('get', '/plain/7')

      expect([member.statusCode, member.headers['location']]).toEqual([301, '/users/a%2Fb?tab=1'])
      expect([wiki.statusCode, wiki.headers['location']]).toEqual([
        302,
        'https://wiki.example/Some%20page/x',
      ])
      expect(plain.headers['location']).toBe('/users/:id')
    })

    test('methodNotAllowed answers 405, with the methods that a path has', async () => {
      const request = await lift({
        methodNotAllowed: true,
        routes: {
          'GET /thing': answer,
          'PUT /thing': answer,
          'GET /falls': (_req, _res, next) => next(),
        },
      })

      const wrong = await request('post', '/thing')

      expect(wrong).toMatchObject({ statusCode: 405, body: { code: 'E_METHOD_NOT_ALLOWED' } })
      expect(wrong.headers['allow']).toBe('GET, HEAD, PUT')
      expect((await request('get', '/thing')).statusCode).toBe(200)
      expect((await request('get', '/falls')).statusCode).toBe(404)
      expect((await request('post', '/other')).statusCode).toBe(404)
    })

    test('without it another method is not found', async () => {
      const request = await lift({ routes: { 'GET /thing': answer } })

      expect((await request('post', '/thing')).statusCode).toBe(404)
    })
  },
  { describe, afterEach },
)

test('what is wrong with options of routes is told together at lift', async () => {
  const lifting = liftApp({
    policies,
    routes: {
      'GET /a': { fn: answer, policies: ['is-cat'] },
      'GET /b': { fn: answer, timeoutMs: 'soon' },
      'GET /c': { redirect: '/users/:id' },
      'GET /d': { redirect: '/x', policies: ['is-dog'] },
    },
  })

  await expect(lifting).rejects.toMatchObject({
    code: 'E_LIFT_PROBLEMS',
    problems: [
      { code: 'E_UNKNOWN_ROUTE_POLICY', message: expect.stringContaining('is-cat') },
      { code: 'E_BAD_ROUTE_OPTION', message: expect.stringContaining("'soon'") },
      { code: 'E_BAD_REDIRECT', message: expect.stringContaining(':id') },
      { code: 'E_UNKNOWN_ROUTE_POLICY', message: expect.stringContaining('is-dog') },
    ],
  })
})

test('methodNotAllowed must be true or false', async () => {
  await expect(liftApp({ methodNotAllowed: 'yes' })).rejects.toMatchObject({ code: 'E_BAD_CONFIG' })
})
