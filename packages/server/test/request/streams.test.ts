import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { expect, test } from 'vitest'

import { openVirtualDoor, overBothDoors } from './doors.ts'

overBothDoors('streams', (open, isHttp) => {
  test('a stream can be piped into a response', async () => {
    const { ask } = await open()

    const piped = await ask((_req, res) => Readable.from(['s1', 's2']).pipe(res))
    const viaPipeline = await ask((_req, res) => pipeline(Readable.from(['s1', 's2']), res))

    expect([piped.body, viaPipeline.body]).toEqual(['s1s2', 's1s2'])
  })

  test('a source that fails before the first byte is a 500, and nobody dies of it', async () => {
    const { ask, failures } = await open()
    const failing = new Readable({ read: () => failing.destroy(new Error('disk')) })

    const { statusCode } = await ask((_req, res) => failing.pipe(res))

    expect(statusCode).toBe(500)
    expect(failures).toEqual([expect.objectContaining({ message: 'disk' })])
  })

  test("the app's own answer to a failing source comes first", async () => {
    const { ask, failures } = await open()
    const failing = new Readable({ read: () => failing.destroy(new Error('disk')) })

    const { statusCode } = await ask((_req, res) => {
      failing.pipe(res)
      failing.on('error', () => res.sendStatus(404))
    })

    expect([statusCode, failures]).toEqual([404, []])
  })

  test('sendFile() and download() send files', async () => {
    const { ask, failures } = await open()
    const folder = await mkdtemp(join(tmpdir(), 'halyard-'))
    await writeFile(join(folder, 'a b.json'), '{"a":1}')

    const sent = await ask((_req, res) => res.sendFile(join(folder, 'a b.json')))
    const inRoot = await ask((_req, res) => res.sendFile('a b.json', { root: folder }))
    const saved = await ask((_req, res) => res.download(join(folder, 'a b.json'), 'c.json'))
    await ask((_req, res) => res.sendFile('../etc/passwd', { root: folder }))
    await ask((_req, res) => res.sendFile(folder))

    expect([sent.body, inRoot.body, saved.body]).toEqual([{ a: 1 }, { a: 1 }, { a: 1 }])
    expect(saved.headers['content-disposition']).toBe('attachment; filename="c.json"')
    expect(failures).toEqual([unsent(403), unsent(404)])
  })

  test.skipIf(isHttp)('bytes stay bytes unless their type says text', async () => {
    const { ask } = await open()
    const bytes = Buffer.from('ü')

    const unknown = await ask((_req, res) => res.end(bytes))
    const text = await ask((_req, res) => res.type('txt').end(bytes))
    const json = await ask((_req, res) => res.type('json').end(Buffer.from('{"a":1}')))
    const latin = await ask((_req, res) => res.type('txt').end('fc', 'hex'))

    expect(unknown.body).toEqual(bytes)
    expect([text.body, json.body, latin.body]).toEqual(['ü', { a: 1 }, '\uFFFD'])
  })

  test.skipIf(isHttp)('a virtual answer above the limit is a 413', async () => {
    const { ask, failures } = await open({ maxCollectedBytes: 10 })

    const enough = await ask((_req, res) => res.write('12345') && res.end('67890'))
    await ask((_req, res) => elevenBytes().pipe(res))
    await ask((_req, res) => pipeline(elevenBytes(), res).catch(() => {}))
    await ask((_req, res) => res.end('12345678901'))

    expect(enough.body).toBe('1234567890')
    const tooLarge = expect.objectContaining({ code: 'E_ANSWER_TOO_LARGE', status: 413 })
    expect(failures).toEqual([tooLarge, tooLarge, tooLarge])
  })

  test.skipIf(isHttp)('a destroyed virtual answer is a 500', async () => {
    const { ask, failures } = await open()

    await ask((_req, res) => {
      res.write('part')
      res.destroy()
    })

    expect(failures).toEqual([expect.objectContaining({ code: 'E_ANSWER_CUT' })])
  })
})

test('a virtual request can be read as a stream of its JSON', async () => {
  const { ask } = await openVirtualDoor()

  const events = await ask(
    (req, res) => {
      req.setEncoding('utf8')
      let text = ''
      req.on('data', (chunk: string) => {
        text += chunk
      })
      req.on('end', () => res.json([text, req.complete, req.httpVersion]))
    },
    { method: 'POST', body: { a: 1 } },
  )
  const piped = await ask((req, res) => req.pipe(res), { method: 'POST', body: [1] })

  expect(events.body).toEqual(['{"a":1}', true, '1.1'])
  expect(piped.body).toEqual(Buffer.from('[1]'))
})

test('a virtual request that nobody reads from has no stream', async () => {
  const { ask } = await openVirtualDoor()

  const { body } = await ask((req, res) => {
    const before = Object.hasOwn(req, '_readableState')
    void req.readable
    res.json([before, Object.hasOwn(req, '_readableState')])
  })

  expect(body).toEqual([false, true])
})

function elevenBytes(): Readable {
  return Readable.from(['12345', '67890', 'x'])
}

function unsent(status: number): unknown {
  return expect.objectContaining({ code: 'E_FILE_NOT_SENT', status })
}
