import { expect, test } from 'vitest'

import { overBothDoors } from './doors.ts'

overBothDoors('negotiation', (open, isHttp) => {
  test('headers are found whatever their case, and referrer is referer', async () => {
    const { ask } = await open()

    const { body } = await ask(
      (req, res) =>
        res.json([req.get('X-One'), req.header('Referrer'), req.get('x-none') ?? 'none']),
      { headers: { 'x-one': '1', referer: '/before' } },
    )

    expect(body).toEqual(['1', '/before', 'none'])
  })

  test('accepts() picks what the client prefers', async () => {
    const { ask } = await open()
    const headers = {
      accept: 'text/html;q=0.5, application/json',
      'accept-language': 'de, en;q=0.5',
      'accept-charset': 'utf-8',
      'accept-encoding': 'gzip',
    }

    const { body } = await ask(
      (req, res) =>
        res.json([
          req.accepts('html', 'json'),
          req.accepts(['xml', 'image/png']),
          req.accepts(),
          req.acceptsLanguages('en', 'de'),
          req.acceptsLanguages('fr'),
          req.acceptsCharsets('utf-8', 'latin1'),
          req.acceptsEncodings('br', 'gzip'),
        ]),
      { headers },
    )

    const types = ['application/json', 'text/html']
    expect(body).toEqual(['json', false, types, 'de', false, 'utf-8', 'gzip'])
  })

  test('is() tells the type of the body', async () => {
    const { ask } = await open()

    const { body } = await ask((req, res) => res.json([req.is('json'), req.is(['html', 'text'])]), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: {},
    })

    expect(body).toEqual(['json', false])
  })

  test('range() reads the Range header', async () => {
    const { ask } = await open()

    const { body } = await ask((req, res) => res.json([req.range(1_000)].flat()), {
      headers: { range: 'bytes=0-9' },
    })

    expect(body).toEqual([{ start: 0, end: 9 }])
  })

  test('a request is fresh when its entity tag fits', async () => {
    const { ask } = await open()

    const { body } = await ask(
      (req, res) => {
        const before = req.fresh
        res.setHeader('X-Tag', '"a"')
        res.setHeader('ETag', '"b"')
        const other = req.fresh
        res.setHeader('ETag', '"a"')
        const same = [before, other, req.fresh, req.stale]
        res.removeHeader('ETag')
        res.json(same)
      },
      { headers: { 'if-none-match': '"a"' } },
    )

    expect(body).toEqual([false, false, true, false])
  })

  test.each([
    [{}, true],
    [{ accept: 'application/json' }, true],
    [{ accept: 'text/html' }, !isHttp],
    [{ accept: 'text/html', 'x-requested-with': 'XMLHttpRequest' }, true],
    [{ accept: 'text/html', 'content-type': 'application/json' }, true],
  ])('with %o wantsJSON is %s', async (headers, wants) => {
    const { ask } = await open()

    const { body } = await ask((req, res) => res.json([req.wantsJSON, req.explicitlyAcceptsHTML]), {
      headers,
    })

    expect(body).toEqual([wants, 'accept' in headers && headers.accept === 'text/html'])
  })

  test('a route may force wantsJSON', async () => {
    const { ask, messages } = await open()

    const { body } = await ask(
      (req, res) => {
        messages.enterRoute(req, {}, { wantsJSON: true })
        res.json(req.wantsJSON)
      },
      { headers: { accept: 'text/html' } },
    )

    expect(body).toBe(true)
  })
})
