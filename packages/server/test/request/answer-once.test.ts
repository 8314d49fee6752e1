import { expect, test } from 'vitest'

import { overBothDoors } from './doors.ts'

overBothDoors('one answer', (open, isHttp) => {
  test('what comes after the answer is ignored and reported once', async () => {
    const { ask, misuses } = await open()

    const answer = await ask((_req, res) => {
      res.json('first')
      res.status(500).set('x-late', '1').json('second')
      res.send('third')
      res.redirect('/fourth')
      res.sendStatus(500)
      res.writeHead(500)
      res.removeHeader('x-late')
      res.write('more')
      res.end('end')
    })

    expect(answer).toMatchObject({ statusCode: 200, body: 'first' })
    expect(answer.headers).not.toHaveProperty('x-late')
    expect(misuses).toEqual(['E_SECOND_ANSWER'])
  })

  test('a late answer from a timer does not end the process', async () => {
    const { ask, misuses } = await open()

    await ask((_req, res) => {
      res.json('first')
      setImmediate(() => res.status(404).set('x', 'y').end('late'))
    })
    await new Promise((resolve) => setImmediate(resolve))

    expect(misuses).toEqual(['E_SECOND_ANSWER'])
  })

  test.each([
    ['a circular', circular],
    ['a BigInt', () => ({ n: 1n })],
    [
      'a toJSON() that throws',
      () => ({
        toJSON: () => {
          throw new Error('no')
        },
      }),
    ],
  ])('%s body is answered by the error reply', async (_title, makeBody) => {
    const { ask, failures } = await open()

    const answer = await ask((_req, res) => res.set('ETag', '"a"').json(makeBody()))

    expect(answer).toMatchObject({ statusCode: 500, body: 'failed' })
    expect(answer.headers).not.toHaveProperty('etag')
    expect(failures).toEqual([expect.objectContaining({ code: 'E_UNSERIALISABLE_BODY' })])
  })

  test.each([0, 99, 1000, 2.5, Number.NaN])(
    'status %d is answered by the error reply',
    async (status) => {
      const { ask, failures, misuses } = await open()

      const called = await ask((_req, res) => res.status(status).json('x'))
      const assigned = await ask((_req, res) => {
        res.statusCode = status
        res.json('x')
      })

      expect([called.statusCode, assigned.statusCode]).toEqual([500, 500])
      expect(failures).toHaveLength(2)
      expect(misuses).toEqual([])
    },
  )

  test('a status may be a text', async () => {
    const { ask } = await open()

    const called = await ask((_req, res) =>
      Reflect.apply(Reflect.get(res, 'status'), res, ['404']).send(),
    )
    const assigned = await ask((_req, res) => {
      Reflect.set(res, 'statusCode', '404')
      res.send()
    })

    expect([called.statusCode, assigned.statusCode]).toEqual([404, 404])
  })

  test('a header that HTTP cannot carry is answered by the error reply', async () => {
    const { ask, failures } = await open()

    const value = await ask((_req, res) => res.set('X-Bad', 'a\r\nX-Evil: 1').json('x'))
    const name = await ask((_req, res) => res.set('X Bad', '1').json('x'))

    expect([value.statusCode, name.statusCode]).toEqual([500, 500])
    expect(value.headers).not.toHaveProperty('x-evil')
    expect(failures).toHaveLength(2)
  })

  test('an object passed to end() is answered by the error reply', async () => {
    const { ask } = await open()

    const { statusCode } = await ask((_req, res) => res.end({ a: 1 }))

    expect(statusCode).toBe(500)
  })

  test('when error replies fail too there still is an answer', async () => {
    const { ask, messages } = await open()
    let tries = 0
    messages.onFailure((_error, _req, res) => {
      tries += 1
      res.status(500).json({ big: 1n })
    })

    const answer = await ask((_req, res) => res.json({ big: 1n }))

    expect(answer).toMatchObject({ statusCode: 500, body: 'Internal Server Error' })
    expect(tries).toBe(2)
  })

  test.runIf(isHttp)('an HTTP answer that fails on its way is cut, not ended', async () => {
    const { ask } = await open()

    const cut = ask((_req, res) => {
      res.write('part')
      setImmediate(() => res.retract())
    })

    await expect(cut).rejects.toThrow('aborted')
  })
})

function circular(): object {
  const body: Record<string, unknown> = {}
  body['self'] = body
  return body
}
