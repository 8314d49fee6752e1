import { describe, expect, test } from 'vitest'

import { JWR, RequestFailedError } from '../src/index.ts'
import { answered, clients, connectTo } from './test-client.ts'
import { startServer } from './test-server.ts'

describe.each(Object.entries(clients))('with %s', (_name, client) => {
  test('the documented request gets body and status', async () => {
    const friends = [{ id: 4, name: 'u4' }]
    const server = await startServer({
      answer: ({ ack }) => ack({ body: friends, headers: {}, statusCode: 200 }),
    })
    const socket = await connectTo(server, {}, client)

    const [resData, jwres] = await answered((callback) =>
      socket.request(
        {
          method: 'get',
          url: '/user/3/friends',
          data: { limit: 15 },
          headers: { 'x-csrf-token': 'ji4brixbiub3' },
        },
        callback,
      ),
    )

    expect(resData).toEqual(friends)
    expect(resData).toBe(jwres.body)
    expect(jwres.statusCode).toBe(200)
    expect(Object.keys(jwres)).toEqual(['body', 'headers', 'statusCode'])
    expect(server.frames.at(-1)).toBe(
      '20["get",{"method":"get","headers":{"x-csrf-token":"ji4brixbiub3"},"data":{"limit":15},"url":"/user/3/friends"}]',
    )
  })

  test('a status from 400 on is an error with status and body', async () => {
    const server = await startServer({
      answer: ({ ack }) => ack({ body: { no: 1 }, headers: {}, statusCode: 403 }),
    })
    const socket = await connectTo(server, {}, client)

    const [resData, jwres] = await answered((callback) => socket.get('/secret', callback))

    expect(resData).toEqual({ no: 1 })
    expect(jwres.error).toBeInstanceOf(RequestFailedError)
    expect(jwres.error?.message).toContain('403')
    expect(jwres.error?.message).toContain('"no": 1')
  })

  test('each verb arrives as the event of its name', async () => {
    const server = await startServer()
    const socket = await connectTo(server, {}, client)

    await Promise.all([
      socket.get('/a'),
      socket.post('/a'),
      socket.put('/a'),
      socket.patch('/a'),
      socket.delete('/a'),
    ])
    await socket.request({ method: 'OPTIONS', url: '/a' })

    expect(server.asked.map(({ verb }) => verb)).toEqual([
      'get',
      'post',
      'put',
      'patch',
      'delete',
      'options',
    ])
  })
})

test('without a callback a promise resolves to the JWR', async () => {
  const socket = await connectTo(await startServer())

  const { body, statusCode, headers } = await socket.get('/x')

  expect({ body, statusCode, headers }).toEqual({ body: '/x', statusCode: 200, headers: {} })
  expect(await socket.post('/x')).toBeInstanceOf(JWR)
})

test('the promise rejects with the error, which carries the answer', async () => {
  const answer = { body: 'gone', headers: { 'x-a': '1' }, statusCode: 404 }
  const socket = await connectTo(await startServer({ answer: ({ ack }) => ack(answer) }))

  await expect(socket.get('/x')).rejects.toMatchObject({ code: 'E_REQUEST_FAILED', ...answer })
})

test('a failed request whose promise nobody looks at harms nobody', async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  const socket = await connectTo(
    await startServer({ answer: ({ ack }) => ack({ statusCode: 500 }) }),
  )

  void socket.post('/seen')
  await answered((callback) => socket.get('/next', callback))
  await new Promise(setImmediate)
  process.off('unhandledRejection', note)

  expect(unhandled).toEqual([])
})

test('a request that asks for an answer by callback returns undefined', async () => {
  const socket = await connectTo(await startServer())

  expect(socket.request({ url: '/x' }, () => undefined)).toBeUndefined()
})

test('a message that the server could not read is an error with status 400', async () => {
  const code = 'SAILS:HOOK:SOCKETS:PARSE_VIRTUAL_REQ'
  const server = await startServer({
    answer: ({ ack }) => ack({ code, status: 400, message: 'no url' }),
  })
  const socket = await connectTo(server)

  const [, jwres] = await answered((callback) => socket.get('', callback))

  expect(jwres).toMatchObject({ statusCode: 400, body: 'no url', headers: {} })
  expect(jwres.error).toBeInstanceOf(Error)
})

test('what the caller passes is never changed', async () => {
  const server = await startServer()
  const socket = await connectTo(server, { headers: { 'x-common': '1' } })
  const options = Object.freeze({
    url: '/x',
    data: Object.freeze({ a: 1 }),
    headers: Object.freeze({ 'X-Own': '2' }),
  })

  await socket.request(options)

  expect(options).toEqual({ url: '/x', data: { a: 1 }, headers: { 'X-Own': '2' } })
  expect(server.asked[0]?.payload.headers).toEqual({ 'x-common': '1', 'x-own': '2' })
})

test('common headers go with every request and a request may override or blank them', async () => {
  const server = await startServer()
  const socket = await connectTo(server)
  socket.headers = { 'X-A': 'common', 'x-b': 'common', 'x-c': null }

  await socket.request({ url: '/x', headers: { 'x-a': 'own', 'X-B': undefined } })

  expect(server.asked[0]?.payload.headers).toEqual({ 'x-a': 'own' })
})

test('data that is no JSON is reported to its caller and the socket goes on', async () => {
  const socket = await connectTo(await startServer())
  const circular: Record<string, unknown> = {}
  circular['self'] = circular

  await expect(socket.post('/x', circular)).rejects.toMatchObject({ code: 'E_REQUEST_UNSENDABLE' })
  await expect(socket.get('/y')).resolves.toMatchObject({ body: '/y' })
})

test('an acknowledgement that is no answer is an error', async () => {
  const socket = await connectTo(await startServer({ answer: ({ ack }) => ack('hello') }))

  await expect(socket.get('/x')).rejects.toMatchObject({ code: 'E_BAD_REPLY' })
})

test('a binary body arrives as it was sent', async () => {
  const body = Buffer.from([1, 2, 255])
  const socket = await connectTo(
    await startServer({ answer: ({ ack }) => ack({ body, statusCode: 200 }) }),
  )

  const jwres = await socket.get('/file')

  expect(jwres.body).toEqual(body)
})

describe('placeholders of the url', () => {
  test('are filled from params, and data is the body', async () => {
    const server = await startServer()
    const socket = await connectTo(server)

    await socket.request({ url: '/user/:id/friends', params: { id: 'ü' }, data: { limit: 15 } })

    expect(server.asked[0]?.payload).toMatchObject({
      url: '/user/%C3%BC/friends',
      data: { limit: 15 },
    })
  })

  test('leave the rest of params as the body, as before', async () => {
    const server = await startServer()
    const socket = await connectTo(server)

    await socket.request({ url: '/user/:id/friends', params: { id: 3, limit: 15 } })
    await socket.request({ url: '/user/3/friends', params: { id: 3, limit: 15 } })
    await socket.post('/user/:id', { id: 3, name: 'Ann' })

    expect(server.asked.map(({ payload }) => [payload.url, payload.data])).toEqual([
      ['/user/3/friends', { limit: 15 }],
      ['/user/3/friends', { id: 3, limit: 15 }],
      ['/user/3', { name: 'Ann' }],
    ])
  })

  test('are refused a value that no path can hold', async () => {
    const socket = await connectTo(await startServer())

    expect(() => void socket.get('/user/:id', { id: '' })).toThrow(
      expect.objectContaining({ code: 'E_REQUEST_USAGE' }),
    )
  })

  test('never meet data that is left over beside data', async () => {
    const server = await startServer()
    const socket = await connectTo(server)
    const ask = (): unknown =>
      socket.request({ url: '/user/:id', params: { id: 3, name: 'Ann' }, data: { age: 7 } })

    expect(ask).toThrow(expect.objectContaining({ code: 'E_REQUEST_USAGE' }))
  })
})

test('with rejects: false a failure is an answer, which tells its exit', async () => {
  const server = await startServer({
    answer: ({ ack }) =>
      ack({ body: { no: 1 }, headers: { 'x-exit': 'notFound' }, statusCode: 404 }),
  })
  const socket = await connectTo(server)

  const answer = await socket.request({ url: '/user/7', rejects: false })

  expect(answer).toMatchObject({ statusCode: 404, body: { no: 1 }, exit: 'notFound' })
  expect(answer.error).toBeInstanceOf(RequestFailedError)
})
