import { EventEmitter, once } from 'node:events'
import { setImmediate } from 'node:timers/promises'

import type { Reply } from '@halyard/protocol'
import { describe, expect, test, vi } from 'vitest'

import { askAction, prepareAction, throwSignal } from '../../test/ask-action.ts'
import type { StandardSchema } from '../definitions/standard-schema.ts'
import type { ActionContext } from './action-context.ts'

interface Exits {
  success: (output?: unknown) => void
  error: (error?: unknown) => void
  gone: (output?: unknown) => void
}

function fail(_inputs: unknown, { error }: Exits): void {
  error(new Error('disk full'))
}

describe('an action that returns', () => {
  test('answers with its output', async () => {
    const reply = await askAction({ fn: () => ({ hello: 'world' }) })

    expect(reply).toEqual({
      statusCode: 200,
      headers: expect.objectContaining({ 'x-exit': 'success' }),
      body: { hello: 'world' },
    })
  })

  test('answers at once when it is synchronous', () => {
    const { reply, run } = prepareAction({ fn: () => 7 })

    expect(run()).toBeUndefined()
    expect(reply()?.body).toBe(7)
  })

  test('may return a promise of any make', async () => {
    // oxlint-disable-next-line unicorn/no-thenable -- this is what is tested
    const lazy = { then: (resolve: (value: unknown) => void) => resolve('later') }

    expect((await askAction({ fn: async () => 'soon' })).body).toBe('soon')
    expect((await askAction({ fn: () => lazy })).body).toBe('later')
  })

  test('has the request, the response and the app as this', async () => {
    const reply = await askAction({
      fn(this: ActionContext) {
        this.res.set('x-mine', 'yes')
        return { method: this.req.method, app: this.sails }
      },
    })

    expect(reply.headers).toMatchObject({ 'x-mine': 'yes' })
    expect(reply.body).toEqual({ method: 'POST', app: {} })
  })

  test('may answer by itself and return nothing', async () => {
    const reply = await askAction({
      fn(this: ActionContext) {
        this.res.status(202).json({ mine: true })
      },
    })

    expect(reply).toMatchObject({ statusCode: 202, body: { mine: true } })
  })

  test('ends what it has begun to write', async () => {
    const reply = await askAction({
      fn(this: ActionContext) {
        this.res.write('part')
      },
    })

    expect(reply.body).toBe('part')
  })
})

describe('an action that takes exits', () => {
  const exits = { gone: { statusCode: 410 } }

  test('answers by the exit that it calls, with the context as last argument', async () => {
    const reply = await askAction({
      exits,
      fn: (_inputs: unknown, { gone }: Exits, env: ActionContext) => gone({ path: env.req.path }),
    })

    expect(reply).toMatchObject({ statusCode: 410, body: { path: '/users' } })
  })

  test('may call it later', async () => {
    const reply = await askAction({
      exits,
      fn: (_inputs: unknown, { success }: Exits) => {
        queueMicrotask(() => success('late'))
      },
    })

    expect(reply.body).toBe('late')
  })

  test('fails later by its error exit', async () => {
    const definition = {
      fn: (_inputs: unknown, { error }: Exits) => {
        queueMicrotask(() => error(new Error('disk full')))
      },
    }

    await expect(askAction(definition)).rejects.toThrow('disk full')
  })

  test('fails at once by its error exit, asynchronous or not', async () => {
    await expect(askAction({ fn: fail })).rejects.toThrow('disk full')
    await expect(
      askAction({ fn: async (inputs: unknown, taken: Exits) => fail(inputs, taken) }),
    ).rejects.toThrow('disk full')
  })

  test('answers with what it returns when it forgets the exit', async () => {
    expect((await askAction({ fn: async (_inputs: unknown, _exits: Exits) => 'mine' })).body).toBe(
      'mine',
    )
  })

  test('fails when it ends without exit and without output', async () => {
    const definition = { fn: async (_inputs: unknown, _exits: Exits) => undefined }

    await expect(askAction(definition)).rejects.toMatchObject({ code: 'E_NO_EXIT_TAKEN' })
  })

  test('takes one exit only; a second one is warned about', async () => {
    const warn = vi.fn()

    const reply = await askAction(
      {
        exits,
        fn: (_inputs: unknown, { success, gone }: Exits) => {
          success(1)
          gone(2)
        },
      },
      { warn },
    )

    expect(reply.body).toBe(1)
    expect(warn).toHaveBeenCalledWith(
      expect.stringContaining('took the exit "gone" after "success"'),
    )
  })
})

describe('an action that throws', () => {
  const exits = { gone: 410, notFound: { statusCode: 404 } }
  const asking = (signal: unknown): Promise<Reply> =>
    askAction({ exits, fn: () => throwSignal(signal) })

  test('the name of an exit takes that exit', async () => {
    expect(await asking('notFound')).toMatchObject({ statusCode: 404, body: 'Not Found' })
  })

  test('one exit with its output takes it with that output', async () => {
    expect(await asking({ gone: { since: 1999 } })).toMatchObject({
      statusCode: 410,
      headers: { 'x-exit': 'gone' },
      body: { since: 1999 },
    })
  })

  test('an error hands it on untouched', async () => {
    const error = Object.assign(new Error('no'), { code: 'notFound', status: 418 })

    await expect(asking(error)).rejects.toBe(error)
  })

  test.each(['nowhere', { nowhere: 1 }, { gone: 1, notFound: 2 }])(
    '%j, which is no exit, fails with a way out',
    async (signal) => {
      await expect(asking(signal)).rejects.toMatchObject({
        code: 'E_UNKNOWN_EXIT',
        message: expect.stringContaining('(gone, notFound, success, error)'),
      })
    },
  )

  test('does the same from a promise', async () => {
    const reply = await askAction({
      exits,
      fn: async () => throwSignal('gone'),
    })

    expect(reply.statusCode).toBe(410)
  })
})

describe('bad input', () => {
  test('goes to badRequest with code, problems and message', async () => {
    const reply = await askAction({
      inputs: { n: { type: 'number', required: true } },
      fn: () => 1,
    })

    expect(reply).toMatchObject({ statusCode: 400, headers: { 'x-exit': 'error' } })
    expect(reply.body).toEqual({
      code: 'E_MISSING_OR_INVALID_PARAMS',
      problems: ['"n" is required, but it was not defined.'],
      message: 'The request (POST /users) has 1 missing or invalid parameter.',
    })
  })

  test('of an asynchronous schema does the same', async () => {
    const schema: StandardSchema = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: async () => ({ issues: [{ message: 'Too short', path: ['name'] }] }),
      },
    }

    const reply = await askAction({ inputs: schema, fn: () => 1 })

    expect(reply.body).toMatchObject({ problems: ['Invalid "name":\n  · Too short'] })
  })
})

describe('limits', () => {
  test('an action that exceeds its timeout fails, and what it returns later is ignored', async () => {
    const warn = vi.fn()
    const work = new EventEmitter()
    const asking = askAction({ timeout: 1, fn: () => once(work, 'end') }, { warn })

    await expect(asking).rejects.toMatchObject({ code: 'E_ACTION_TIMEOUT', name: 'TimeoutError' })
    work.emit('end', 'too late')
    await setImmediate()

    expect(warn).toHaveBeenCalledWith(expect.stringContaining('took the exit "success"'))
  })

  test('simulated latency holds every answer back', async () => {
    const { reply, run } = prepareAction({ simulateLatency: 1, fn: () => 'slow' })

    const running = run()
    expect(reply()).toBeUndefined()
    await running

    expect(reply()?.body).toBe('slow')
  })
})

test('an action with files needs a request that has uploads', async () => {
  await expect(
    askAction({ files: ['avatar'], inputs: { avatar: { type: 'ref' } }, fn: () => 1 }),
  ).rejects.toMatchObject({ code: 'E_UPLOADS_UNAVAILABLE' })
})
