import { expect, test } from 'vitest'

import { overBothDoors } from './doors.ts'

overBothDoors('parameters', (open, isHttp) => {
  test('path wins over body, body over query, and only undefined falls through', async () => {
    const { ask, messages } = await open()

    const { body } = await ask(
      (req, res) => {
        messages.enterRoute(req, { id: 'path' }, {})
        req.body = { id: 'body', both: null, zero: 0 }
        const names = ['id', 'both', 'zero', 'only', 'missing']
        res.json(names.map((name) => req.param(name, 'default')))
      },
      { url: '/?id=query&both=query&only=query' },
    )

    expect(body).toEqual(['path', null, 0, 'query', 'default'])
  })

  test('all parameters are query, overlaid by body, overlaid by path', async () => {
    const { ask, messages } = await open()

    const { body } = await ask(
      (req, res) => {
        messages.enterRoute(req, { id: 'path' }, {})
        req.body = ['zero', 'one']
        res.json(req.allParams())
      },
      { method: 'POST', url: '/?id=query&0=query&q=1' },
    )

    expect(body).toEqual({ 0: 'zero', 1: 'one', id: 'path', q: '1' })
  })

  test('query strings are nested, and repeated keys make lists', async () => {
    const { ask } = await open()

    const { body } = await ask((req, res) => res.json(req.query), {
      url: '/x?a[b]=1&a[c]=2&l=1&l=2&m[]=3#fragment',
    })

    expect(body).toEqual({ a: { b: '1', c: '2' }, l: ['1', '2'], m: ['3'] })
  })

  test('prototype keys neither pollute nor leak', async () => {
    const { ask } = await open()

    const { body } = await ask(
      (req, res) => {
        req.body = JSON.parse('{"__proto__":{"polluted":1},"constructor":"own"}')
        const all = req.allParams()
        res.json([
          all['polluted'] ?? 'clean',
          all['constructor'],
          req.param('toString', 'none'),
          typeof req.query['hasOwnProperty'],
        ])
      },
      { method: 'POST', url: '/?__proto__[polluted]=1&hasOwnProperty=x' },
    )

    expect(body).toEqual(['clean', 'own', 'none', 'function'])
  })

  test('path is without query, and originalUrl outlives what a mounted middleware cuts off', async () => {
    const { ask } = await open()

    const { body } = await ask(
      (req, res) => {
        req.url = req.url.replace('/mount', '')
        res.json([req.path, req.url, req.originalUrl])
      },
      { url: '/mount/a?b=1' },
    )

    expect(body).toEqual(['/a', '/a?b=1', '/mount/a?b=1'])
  })

  test('an app may put its own things on a request', async () => {
    const { ask } = await open()

    const { body } = await ask((req, res) => {
      Object.assign(req, { me: 'user', query: { replaced: true }, params: { id: '1' } })
      req.wantsJSON = false
      res.json([Reflect.get(req, 'me'), req.query, req.params, req.wantsJSON])
    })

    expect(body).toEqual(['user', { replaced: true }, { id: '1' }, false])
  })

  test.skipIf(isHttp)('data of a virtual GET stands in body and query', async () => {
    const { ask } = await open()
    const question = { url: '/?q=1&limit=2', body: { limit: 15 } }

    const get = await ask((req, res) => res.json([req.body, req.query]), question)
    const post = await ask((req, res) => res.json(req.query), { ...question, method: 'POST' })

    expect(get.body).toEqual([{ limit: 15 }, { q: '1', limit: 15 }])
    expect(post.body).toEqual({ q: '1', limit: '2' })
  })

  test.runIf(isHttp)('over HTTP a GET has no body', async () => {
    const { ask } = await open()

    const { body } = await ask((req, res) => res.json(req.body === undefined))

    expect(body).toBe(true)
  })
})
