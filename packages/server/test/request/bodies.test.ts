import { expect, test } from 'vitest'

import { type Action, overBothDoors } from './doors.ts'

const JSON_TYPE = 'application/json; charset=utf-8'
const HTML = 'text/html; charset=utf-8'

overBothDoors('bodies', (open, isHttp) => {
  test.each<[string, Action, unknown]>([
    ['json(undefined)', (_req, res) => res.json(undefined), undefined],
    ['json(null)', (_req, res) => res.json(null), null],
    ['json(text), encoded once', (_req, res) => res.json('a "text"'), 'a "text"'],
    ['json of an empty text', (_req, res) => res.json(''), ''],
    ['json(number)', (_req, res) => res.json(42), 42],
    ['json(false)', (_req, res) => res.json(false), false],
    ['send()', (_req, res) => res.send(), undefined],
    ['send of an empty text', (_req, res) => res.send(''), undefined],
    ['send(text)', (_req, res) => res.send('a "text"'), 'a "text"'],
    ['send(true)', (_req, res) => res.send(true), true],
    ['send(dictionary)', (_req, res) => res.send({ a: [1] }), { a: [1] }],
    ['send(bytes)', (_req, res) => res.send(Buffer.from([1, 2])), Buffer.from([1, 2])],
    ['end()', (_req, res) => res.end(), undefined],
    ['end(text)', (_req, res) => res.end('text'), 'text'],
    ['write and end', (_req, res) => res.write('part1,') && res.end('part2'), 'part1,part2'],
  ])('%s has the same body everywhere', async (_title, action, body) => {
    const { ask } = await open()

    const answer = await ask(action)

    expect(answer).toMatchObject({ statusCode: 200, body })
  })

  test('null passed to send() is a value for virtual requests, and over HTTP no body', async () => {
    const { ask } = await open()

    const { body } = await ask((_req, res) => res.send(null))

    expect(body).toBe(isHttp ? undefined : null)
  })

  test('a number passed to send() is a body, and is reported', async () => {
    const { ask, misuses } = await open()

    const answer = await ask((_req, res) => res.send(202))

    expect(answer).toMatchObject({ statusCode: 200, body: 202 })
    expect(misuses).toEqual(['E_NUMBER_SENT'])
  })

  test('values become JSON as JSON.stringify has it', async () => {
    const { ask } = await open()

    const { body } = await ask((_req, res) =>
      res.json({
        date: new Date(0),
        nan: Number.NaN,
        own: { toJSON: () => 'own' },
        map: new Map([[1, 2]]),
        fn: () => {},
      }),
    )

    const json: unknown = JSON.parse(JSON.stringify(body))
    expect(json).toEqual({ date: '1970-01-01T00:00:00.000Z', nan: null, own: 'own', map: {} })
  })

  test('sendStatus() sends the name of the status', async () => {
    const { ask } = await open()

    const known = await ask((_req, res) => res.sendStatus(418))
    const unknown = await ask((_req, res) => res.sendStatus(299))

    expect(known).toMatchObject({ statusCode: 418, body: "I'm a Teapot" })
    expect(unknown).toMatchObject({ statusCode: 299, body: '299' })
    expect(known.headers['content-type']).toBe(isHttp ? 'text/plain; charset=utf-8' : undefined)
  })

  test.runIf(isHttp)('over HTTP each body has its type and length', async () => {
    const { ask } = await open()

    const json = await ask((_req, res) => res.json({ ü: 1 }))
    const html = await ask((_req, res) => res.send('ü'))
    const plain = await ask((_req, res) => res.type('txt').send('ü'))
    const bytes = await ask((_req, res) => res.send(Buffer.from('ü')))

    expect(json.headers).toMatchObject({ 'content-type': JSON_TYPE, 'content-length': '8' })
    expect(html.headers).toMatchObject({ 'content-type': HTML, 'content-length': '2' })
    expect(plain.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(bytes.headers['content-type']).toBe('application/octet-stream')
  })

  test.runIf(isHttp)('HEAD, 204 and 304 have no body', async () => {
    const { ask } = await open()

    const head = await ask((_req, res) => res.json({ a: 1 }), { method: 'HEAD' })
    const empty = await ask((_req, res) => res.status(204).json({ a: 1 }))
    const fresh = await ask((_req, res) => res.set('ETag', '"a"').json({ a: 1 }), {
      headers: { 'if-none-match': '"a"' },
    })

    expect(head).toMatchObject({ body: undefined, headers: { 'content-length': '7' } })
    expect(empty).toMatchObject({ statusCode: 204, body: undefined })
    expect(empty.headers).not.toHaveProperty('content-type')
    expect(fresh).toMatchObject({ statusCode: 304, body: undefined })
  })

  test.runIf(isHttp)('entity tags are made where they are switched on', async () => {
    const off = await (await open()).ask((_req, res) => res.json({ a: 1 }))
    const { ask } = await open({ etag: true })
    const first = await ask((_req, res) => res.json({ a: 1 }))
    const tag = String(first.headers.etag)
    const again = await ask((_req, res) => res.json({ a: 1 }), {
      headers: { 'if-none-match': tag },
    })

    expect(off.headers).not.toHaveProperty('etag')
    expect(tag).toMatch(/^W\/"7-/)
    expect(again.statusCode).toBe(304)
  })

  test.skipIf(isHttp)('a virtual answer has only the headers that the app set', async () => {
    const { ask } = await open()

    const { headers } = await ask((_req, res) => res.set('X-Own', 1).json({}))

    expect(headers).toEqual({ 'x-own': '1' })
  })

  test('old meanings can be switched on', async () => {
    const settings = { numberIsStatus: true, doubleEncodedStrings: true, headerCase: true }
    const { ask } = await open(settings)

    const text = await ask((_req, res) => res.set('X-Own', '1').json('x'))
    const number = await ask((_req, res) => res.send(202))

    expect(text.body).toBe(isHttp ? 'x' : '"x"')
    expect(text.headers).toMatchObject(isHttp ? {} : { 'X-Own': '1', 'x-own': '1' })
    expect([number.statusCode, number.body]).toEqual(isHttp ? [202, 'Accepted'] : [200, 202])
  })

  test('jsonp() is a script over HTTP and plain JSON elsewhere', async () => {
    const { ask } = await open()

    const script = await ask((_req, res) => res.jsonp({ a: '\u2028' }), { url: '/?callback=a.b()' })
    const plain = await ask((_req, res) => res.jsonp({ a: 1 }))

    const text = `/**/ typeof a.b === 'function' && a.b({"a":"\\u2028"});`
    expect(script.body).toEqual(isHttp ? text : { a: '\u2028' })
    expect(plain.body).toEqual({ a: 1 })
  })
})
