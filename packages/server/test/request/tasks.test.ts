import { once } from 'node:events'

import { expect, test } from 'vitest'

import { openHttpDoor, openVirtualDoor, overBothDoors } from './doors.ts'

overBothDoors('tasks of an answer', (open, isHttp) => {
  test('run in their order: answer, headers, done', async () => {
    const { ask } = await open()
    const order: string[] = []

    const { headers } = await ask((_req, res) => {
      res.onHeaders(() => {
        order.push('headers')
        res.set('x-late', 'still possible')
      })
      res.onAnswer(async () => {
        order.push('answer')
      })
      res.onDone((completed) => order.push(`done ${completed}`))
      res.send('x')
    })
    await new Promise((resolve) => setImmediate(resolve))

    expect(headers['x-late']).toBe('still possible')
    expect(order).toEqual(['answer', 'headers', 'done true'])
  })

  test('an answer waits for a promise, and a second answer meanwhile is ignored', async () => {
    const { ask, misuses } = await open()

    const { body } = await ask((_req, res) => {
      res.onAnswer(() => new Promise((resolve) => setImmediate(resolve)))
      res.json('first')
      res.json('second')
    })

    expect([body, misuses]).toEqual(['first', ['E_SECOND_ANSWER']])
  })

  test.each([
    ['rejects', () => Promise.reject(new Error('store'))],
    [
      'throws',
      () => {
        throw new Error('store')
      },
    ],
  ])('a task that %s is answered by the error reply', async (_title, task) => {
    const { ask, failures } = await open()

    const { statusCode } = await ask((_req, res) => {
      res.onAnswer(task)
      res.json('x')
    })

    expect(statusCode).toBe(500)
    expect(failures).toEqual([expect.objectContaining({ message: 'store' })])
  })

  test('a failed answer is not sent when what it waited for comes late', async () => {
    const { ask } = await open()
    const release: (() => void)[] = []

    const { body } = await ask((_req, res) => {
      res.onAnswer(() => new Promise((resolve) => release.push(resolve)))
      res.onAnswer(() => Promise.reject(new Error('store')))
      res.json('x')
    })
    for (const resolve of release) resolve()
    await new Promise((resolve) => setImmediate(resolve))

    expect(body).toBe('failed')
  })

  test('a task that is added when all is over runs at once', async () => {
    const { ask } = await open()
    const told: boolean[] = []

    await ask((_req, res) => {
      res.onDone(() => res.onDone((completed) => told.push(completed)))
      res.send()
    })
    await new Promise((resolve) => setImmediate(resolve))

    expect(told).toEqual([true])
  })

  test('finish and close are emitted after end() has returned', async () => {
    const { ask } = await open()
    const order: string[] = []
    let closed: Promise<unknown> = Promise.resolve()

    await ask((_req, res) => {
      res.on('finish', () => order.push('finish'))
      closed = once(res, 'close')
      res.end('x', () => order.push('callback'))
      order.push('returned')
    })
    await closed

    expect(order[0]).toBe('returned')
    expect(order.slice(1).toSorted()).toEqual(['callback', 'finish'])
  })

  test('deadlines are kept by whoever listens', async () => {
    const { ask, messages } = await open()
    const set: number[] = []
    messages.onSetTimeout((_req, ms) => set.push(ms))

    await ask((req, res) => {
      req.setTimeout(5)
      res.setTimeout(6).send()
    })

    expect(set).toEqual([5, 6])
  })

  test('req.signal is aborted by the pipeline, read before or after', async () => {
    const { ask, messages } = await open()
    const reason = new Error('late')

    const { body } = await ask((req, res) => {
      const early = isHttp ? req.signal : undefined
      messages.abort(req, reason)
      res.json([early?.aborted ?? true, req.signal.aborted, req.signal.reason === reason])
    })

    expect(body).toEqual([true, true, true])
  })

  test('options of the route win over those before it, and changing them changes no route', async () => {
    const { ask, messages } = await open()
    const route = Object.freeze({ action: 'b', locals: Object.freeze({ a: 1 }) })

    const { body } = await ask((req, res) => {
      messages.enterRoute(req, {}, { action: 'a', early: true })
      messages.enterRoute(req, { id: '1' }, route)
      Object.assign(req.options['locals'] ?? {}, { b: 2 })
      const first = { ...req.options }
      messages.enterRoute(req, {}, { action: 'c' })
      res.json([first, req.options['action'], req.options['early']])
    })

    expect(body).toEqual([{ action: 'b', early: true, locals: { a: 1, b: 2 } }, 'c', true])
    expect(route.locals).toEqual({ a: 1 })
  })
})

test('a client that goes away aborts the signal, and its answer goes nowhere', async () => {
  const { messages } = await openVirtualDoor()
  const replies: unknown[] = []
  const told: unknown[] = []
  const connection = {
    ...{ transport: 'in-process' as const, socket: undefined, headers: {} },
    ...{ remoteAddress: '', encrypted: false },
  }
  const init = { method: 'GET', url: '/', headers: {}, body: {}, connection }
  const req = messages.createVirtualRequest(init)
  const res = messages.createVirtualResponse(req, (reply) => replies.push(reply))
  res.onDone((completed) => told.push(completed))
  req.signal.addEventListener('abort', () => told.push(req.signal.reason))

  messages.abandon(res)
  res.json('nobody')

  expect(told).toEqual([false, expect.objectContaining({ code: 'E_CLIENT_GONE' })])
  expect(replies).toEqual([])
})

test("an HTTP client that goes away aborts the signal, and a late answer is nobody's mistake", async () => {
  const { ask, misuses } = await openHttpDoor()
  const told: unknown[] = []

  await expect(
    ask((req, res) => {
      res.onDone((completed) => told.push(completed))
      req.signal.addEventListener('abort', () => {
        res.json('nobody')
        told.push(req.signal.reason)
      })
      if (req.transport === 'http') req.socket.destroy()
    }),
  ).rejects.toThrow('socket hang up')
  await new Promise((resolve) => setImmediate(resolve))

  expect(told).toEqual([false, expect.objectContaining({ code: 'E_CLIENT_GONE' })])
  expect(misuses).toEqual([])
})
