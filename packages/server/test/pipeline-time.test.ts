import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type { Response } from '../src/request/response.ts'
import { createTestPipeline } from './test-pipeline.ts'
import type { TestPipeline } from './test-pipeline.ts'

const forever = (): void => undefined
const closers: (() => Promise<void>)[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})

afterEach(async () => {
  vi.useRealTimers()
  for (const close of closers.splice(0)) await close()
})

describe('a deadline', () => {
  test('answers a forgotten request with 504', async () => {
    const { ask, pipeline } = createTestPipeline({
      routes: { '/x': forever },
      requestTimeoutMs: 1000,
    })

    const asking = ask('GET /x')
    expect(pipeline.openRequests).toBe(1)
    vi.advanceTimersByTime(1000)

    expect(await asking).toMatchObject({ statusCode: 504, body: { code: 'E_REQUEST_TIMEOUT' } })
    expect(pipeline.openRequests).toBe(0)
  })

  test('can be set for one request, longer, shorter or off', async () => {
    const { ask, pipeline } = createTestPipeline({
      routes: { '/:ms': (req) => req.setTimeout(Number(req.params['ms'])) },
      requestTimeoutMs: 1000,
    })
    const order: string[] = []
    const note = (name: string) => (): void => void order.push(name)

    const asking = [ask('GET /500').then(note('shorter')), ask('GET /2000').then(note('longer'))]
    void ask('GET /0').then(note('never'))
    for (let tick = 0; tick < 5; tick++) vi.advanceTimersByTime(500)
    await Promise.all(asking)

    expect(order).toEqual(['shorter', 'longer'])
    expect(pipeline.openRequests).toBe(1)
  })

  test('calls the callback given with it, which may answer in its place', async () => {
    const { ask } = createTestPipeline({
      routes: {
        '/answers': (req, res) => req.setTimeout(10, () => res.status(503).json('busy')),
        '/looks': (req) => req.setTimeout(10, forever),
        '/fails': (req) =>
          req.setTimeout(10, () => {
            throw Object.assign(new Error('no'), { status: 409 })
          }),
      },
    })

    const asking = ['/answers', '/looks', '/fails'].map((url) => ask(`GET ${url}`))
    vi.advanceTimersByTime(10)
    const replies = await Promise.all(asking)

    expect(replies.map(({ statusCode }) => statusCode)).toEqual([503, 504, 409])
  })

  test('aborts the request, whose late errors are only logged', async () => {
    const { ask, logged } = createTestPipeline({
      routes: {
        '/x': (req) =>
          new Promise((_resolve, reject) => {
            req.signal.addEventListener('abort', () => reject(req.signal.reason))
          }),
      },
      requestTimeoutMs: 10,
    })

    const asking = ask('GET /x')
    vi.advanceTimersByTime(10)

    expect((await asking).statusCode).toBe(504)
    expect(logged.filter(([level]) => level === 'error')).toEqual([])
  })

  test('ends an answer that waits for what never comes', async () => {
    const { ask } = createTestPipeline({
      routes: {
        '/stuck': (_req, res) => {
          res.onAnswer(() => new Promise(forever))
          res.json('fine')
        },
        '/half': (_req, res) => res.write('half'),
      },
      requestTimeoutMs: 10,
    })

    const asking = [ask('GET /stuck'), ask('GET /half')]
    vi.advanceTimersByTime(10)
    const replies = await Promise.all(asking)

    expect(replies.map(({ statusCode }) => statusCode)).toEqual([504, 504])
  })

  test('leaves no timer behind once the pipeline is closed', () => {
    const { ask, pipeline } = createTestPipeline({
      routes: { '/x': forever },
      requestTimeoutMs: 10,
    })
    void ask('GET /x')

    pipeline.close()

    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('over HTTP', () => {
  test('a forgotten request is answered in time', async () => {
    const ends = createTestPipeline({ routes: { '/x': forever }, requestTimeoutMs: 10 })
    const url = await listen(ends)

    const asking = fetch(`${url}/x`)
    await vi.waitFor(() => expect(ends.pipeline.openRequests).toBe(1))
    vi.advanceTimersByTime(10)

    expect((await asking).status).toBe(504)
  })

  test('a deadline does not cut a stream whose headers are sent', async () => {
    let response: Response | undefined
    const pipe = createTestPipeline({
      routes: {
        '/x': (_req, res) => {
          response = res
          res.write('first ')
        },
      },
      requestTimeoutMs: 10,
    })
    const url = await listen(pipe)

    const reply = await fetch(`${url}/x`)
    vi.advanceTimersByTime(100)
    response?.end('second')

    expect(await reply.text()).toBe('first second')
    await vi.waitFor(() => expect(pipe.pipeline.openRequests).toBe(0))
  })

  test('an error in the middle of a stream cuts it, so that nobody takes it for the whole', async () => {
    const url = await listen(
      createTestPipeline({
        routes: {
          '/x': (_req, res) => {
            res.write('half')
            throw new Error('boom')
          },
        },
      }),
    )

    await expect(fetch(`${url}/x`).then((reply) => reply.text())).rejects.toThrow()
  })

  test('a client that goes away closes its request', async () => {
    const pipe = createTestPipeline({ routes: { '/x': forever } })
    const url = await listen(pipe)
    const client = new AbortController()

    const asking = fetch(`${url}/x`, { signal: client.signal })
    await vi.waitFor(() => expect(pipe.pipeline.openRequests).toBe(1))
    client.abort()

    await expect(asking).rejects.toThrow()
    await vi.waitFor(() => expect(pipe.pipeline.openRequests).toBe(0))
  })
})

describe('draining', () => {
  test('waits for open requests and refuses new ones', async () => {
    let answer = forever
    const { ask, pipeline } = createTestPipeline({
      routes: { '/x': (_req, res) => void (answer = () => res.json('done')) },
    })
    const open = ask('GET /x')

    const draining = pipeline.drain(1000)
    const refused = await ask('GET /x')
    answer()

    expect(refused).toMatchObject({ statusCode: 503, body: { code: 'E_SHUTTING_DOWN' } })
    expect((await open).body).toBe('done')
    expect(await draining).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends what is still open when the limit has passed', async () => {
    const { ask, pipeline } = createTestPipeline({ routes: { '/x': forever } })
    const open = ask('GET /x')

    const draining = pipeline.drain(1000)
    vi.advanceTimersByTime(1000)

    expect(await draining).toBe(1)
    expect(await open).toMatchObject({ statusCode: 503, body: { code: 'E_SHUTTING_DOWN' } })
    expect(pipeline.openRequests).toBe(0)
  })

  test('is done at once when nothing is open', async () => {
    expect(await createTestPipeline().pipeline.drain(1000)).toBe(0)
  })
})

async function listen({ pipeline, messages }: TestPipeline): Promise<string> {
  const { HttpRequest, HttpResponse } = messages
  const server = createServer(
    { IncomingMessage: HttpRequest, ServerResponse: HttpResponse },
    (req, res) => pipeline.run(req, res),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
