import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import { overEachTransport } from '../../src/testing/over-each-transport.ts'
import { liftApp } from './lift-app.ts'

const routes = {
  'POST /raw': async (req: Request, res: Response) => {
    const [bytes, text, again] = [await req.raw(), await req.text(), await req.raw()]
    res.json({ base64: bytes.toString('base64'), text, isSame: bytes.equals(again) })
  },
  'POST /body-and-text': async (req: Request, res: Response) => {
    res.json({ body: req.body, text: await req.text() })
  },
  'POST /read': async (req: Request, res: Response) => {
    if (req.transport === 'http') for await (const _ of req) continue
    res.json(await req.text())
  },
  'GET /raw': async (req: Request, res: Response) => res.json((await req.raw()).length),
}

test.each([
  ['text/plain', 'hello'],
  ['application/xml', '<a>b</a>'],
  ['application/json', '{ "a":  1 }'],
  ['application/x-www-form-urlencoded', 'a=%20b'],
  ['application/octet-stream', '\u0000\u0001'],
])('a body of type %s is there as it was sent', async (type, body) => {
  const { ask } = await liftApp({ routes })

  const answer = await ask('/raw', { method: 'POST', headers: { 'content-type': type }, body })

  const base64 = Buffer.from(body).toString('base64')
  expect(answer.body).toEqual({ base64, text: body, isSame: true })
})

test('a signature can be checked over what was sent, beside the parsed body', async () => {
  const { ask } = await liftApp({ routes })
  const sent = '{"amount": 1.0}'
  const sign = (text: string): string => createHmac('sha256', 'key').update(text).digest('hex')

  const headers = { 'content-type': 'application/json' }
  const answer = await ask('/body-and-text', { method: 'POST', headers, body: sent })

  expect(answer.body).toEqual({ body: { amount: 1 }, text: sent })
  expect(sign((answer.body as { text: string }).text)).toBe(sign(sent))
})

test('text is decoded as its content type says, and decompressed', async () => {
  const { ask } = await liftApp({ routes })
  const latin = { 'content-type': 'text/plain; charset=iso-8859-1' }
  const zipped = { 'content-type': 'text/plain', 'content-encoding': 'gzip' }

  const first = await ask('/raw', { headers: latin, body: Buffer.from([0xe4]) })
  const second = await ask('/raw', { headers: zipped, body: gzipSync('packed') })

  expect(first.body).toMatchObject({ text: 'ä' })
  expect(second.body).toMatchObject({ text: 'packed' })
})

test('a request without body has no bytes', async () => {
  const { ask } = await liftApp({ routes })

  expect((await ask('/raw')).body).toBe(0)
  expect((await ask('/raw', { method: 'POST' })).body).toMatchObject({ text: '' })
})

test('a body above the limit is a 413, one of an unknown charset or compression a 415', async () => {
  const { ask } = await liftApp({ routes, http: { bodyParser: { limit: 10 } } })
  const send = async (headers: Record<string, string>, body: string) =>
    ask('/raw', { method: 'POST', headers: { 'content-type': 'text/plain', ...headers }, body })

  expect(await send({}, 'x'.repeat(11))).toMatchObject({
    status: 413,
    body: { code: 'E_BODY_TOO_LARGE' },
  })
  expect(await send({ 'content-encoding': 'zstd' }, 'x')).toMatchObject({ status: 415 })
  expect(await send({ 'content-type': 'text/plain; charset=klingon' }, 'x')).toMatchObject({
    status: 415,
    body: { code: 'E_BODY_UNSUPPORTED' },
  })
})

test('a form, and a body that the app has read itself, are told by a code', async () => {
  const { ask } = await liftApp({ routes, log: { level: 'silent' } })
  const form = { 'content-type': 'multipart/form-data; boundary=x' }
  const body = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n'

  const [asForm, read] = [
    await ask('/raw', { method: 'POST', headers: form, body }),
    await ask('/read', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }),
  ]

  expect(asForm).toMatchObject({ status: 500, body: { code: 'E_BODY_TAKEN' } })
  expect(read).toMatchObject({ status: 500, body: { code: 'E_BODY_TAKEN' } })
})

overEachTransport('req.text()', (lift) => {
  test('is the JSON text of what was sent', async () => {
    const request = await lift({ routes })

    const { body } = await request('post', '/body-and-text', { a: [1, 'x'] })

    expect(body).toEqual({ body: { a: [1, 'x'] }, text: '{"a":[1,"x"]}' })
  })
})
