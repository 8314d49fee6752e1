import { Readable } from 'node:stream'

import { afterEach, describe, expect, test } from 'vitest'

import type { ActionContext } from '../src/actions/action-context.ts'
import type { Config } from '../src/app/config/config.ts'
import { overEachTransport } from '../src/testing/over-each-transport.ts'
import type { TestReply } from '../src/testing/test-reply.ts'

/** An exit of the form that calls them. */
type Exits = Readonly<Record<string, (output?: unknown) => void>>

function leave(signal: unknown): never {
  throw signal
}

const text = { type: 'string' }
const number = { type: 'number' }

overEachTransport(
  'an action of any kind',
  (lift, transport) => {
    /** The answer of one action to `POST /act`. */
    async function ask(
      act: unknown,
      data: Record<string, unknown> = {},
      config: Config = {},
    ): Promise<TestReply> {
      const request = await lift({
        controllers: { moduleDefinitions: { act } },
        routes: { 'POST /act': 'act' },
        ...config,
      })
      return request('post', '/act', data)
    }

    test.each<[string, unknown]>([
      ['a function', (_req: unknown, res: { json(body: unknown): void }) => res.json({ n: 1 })],
      [
        'an async function',
        async (_req: unknown, res: { ok(b: unknown): void }) => res.ok({ n: 1 }),
      ],
      ['fn that returns', { fn: () => ({ n: 1 }) }],
      ['fn that returns a promise', { fn: () => Promise.resolve({ n: 1 }) }],
      ['an async fn', { fn: async () => ({ n: 1 }) }],
      ['fn with sync', { sync: true, fn: () => ({ n: 1 }) }],
      ['fn with exits', { fn: (_inputs: unknown, exits: Exits) => exits['success']?.({ n: 1 }) }],
      [
        'fn that takes its exit later',
        {
          fn: (_i: unknown, exits: Exits) => void setImmediate(() => exits['success']?.({ n: 1 })),
        },
      ],
      [
        'an async fn with exits',
        { fn: async (_i: unknown, exits: Exits) => exits['success']?.({ n: 1 }) },
      ],
      ['fn with exits that returns', { fn: async (_i: unknown, _exits: unknown) => ({ n: 1 }) }],
      [
        'fn without a body: its example',
        { exits: { success: { outputExample: { n: 1 } } }, friendlyName: 'x' },
      ],
      ['a definition under the key machine', { machine: { fn: async () => ({ n: 1 }) } }],
    ])('answers: %s', async (_kind, act) => {
      expect(await ask(act)).toMatchObject({ statusCode: 200, body: { n: 1 } })
    })

    test.each<[string, unknown]>([
      ['takes no exit', { fn: async (_inputs: unknown, _exits: unknown) => undefined }],
      ['throws', { fn: () => leave(new Error('no')) }],
      ['rejects', { fn: async () => leave(new Error('no')) }],
      [
        'calls the exit error',
        { fn: (_i: unknown, exits: Exits) => exits['error']?.(new Error('no')) },
      ],
      ['throws the name of no exit', { fn: async () => leave('nowhere') }],
      [
        'throws two exits at once',
        { exits: { a: 404, b: 404 }, fn: async () => leave({ a: 1, b: 2 }) },
      ],
      ['throws undefined', { fn: async () => leave(undefined) }],
      ['has no time left', { timeout: 1, fn: () => new Promise(() => undefined) }],
      [
        'redirects to nowhere',
        { exits: { success: { responseType: 'redirect' } }, fn: () => undefined },
      ],
      [
        'names a response that is not there',
        { exits: { success: { responseType: 'tea' } }, fn: () => 1 },
      ],
      [
        'names a view that is not there',
        { exits: { success: { viewTemplatePath: 'no/view' } }, fn: () => ({}) },
      ],
      [
        'gives a view no dictionary',
        { exits: { success: { viewTemplatePath: 'no/view' } }, fn: () => 7 },
      ],
      [
        'takes a custom exit without a status',
        { exits: { odd: {} }, fn: async () => leave('odd') },
      ],
      ['gives a stream that fails', { fn: () => failing() }],
      ['is a function that throws', () => leave(new Error('no'))],
      ['is a function that rejects', async () => leave(new Error('no'))],
    ])('is answered with 500 when it %s', async (_what, act) => {
      expect((await ask(act)).statusCode).toBe(500)
    })

    test('that never ends is answered when time is up', async () => {
      const act = { fn: (_inputs: unknown, _exits: unknown) => undefined }

      const reply = await ask(act, {}, { requestTimeoutMs: 20 })

      expect(reply).toMatchObject({ statusCode: 504, body: { code: 'E_REQUEST_TIMEOUT' } })
    })

    test('answers once, whatever it does after its first exit', async () => {
      const act = {
        exits: { gone: 410 },
        fn: (_inputs: unknown, exits: Exits) => {
          exits['success']?.('first')
          exits['gone']?.('second')
          leave(new Error('third'))
        },
      }

      expect(await ask(act)).toMatchObject({ statusCode: 200, body: 'first' })
    })

    test('has the request, the response and the app as this', async () => {
      const act = {
        fn(this: ActionContext) {
          this.res.set('X-Own', 'kept').status(202)
          return [this.req.path, this.sails === transport.app]
        },
      }

      const { statusCode, headers, body } = await ask(act)

      expect([statusCode, headers['x-own']]).toEqual([202, 'kept'])
      expect(body).toEqual(['/act', true])
    })

    test('may answer by itself', async () => {
      const act = {
        async fn(this: ActionContext) {
          this.res.status(201).json({ own: true })
        },
      }

      expect(await ask(act)).toMatchObject({ statusCode: 201, body: { own: true } })
    })

    test('gets declared inputs only, converted and with their defaults', async () => {
      const act = {
        inputs: {
          id: number,
          flag: { type: 'boolean' },
          name: { ...text, defaultsTo: 'Ann' },
          list: { type: ['number'] },
          place: { type: { city: 'string', zip: 'number' } },
          any: { type: 'json' },
        },
        fn: async (inputs: unknown) => inputs,
      }
      const place = { city: 'Ulm', zip: '89073', extra: true }
      const data = { id: '7', flag: 'true', list: ['1', 2], place, any: '{"a":1}', more: 1 }

      expect((await ask(act, data)).body).toEqual({
        id: 7,
        flag: true,
        name: 'Ann',
        list: [1, 2],
        place: { city: 'Ulm', zip: 89_073 },
        any: '{"a":1}',
      })
    })

    test('tells every bad input, once each', async () => {
      const act = {
        inputs: {
          email: { ...text, required: true },
          age: { ...number, min: 18, isInteger: true },
          tags: { type: ['number'] },
          nick: text,
        },
        fn: async () => 'never',
      }

      const { statusCode, body } = await ask(act, { age: 17.5, tags: [1, 'x'], nick: null })

      expect(statusCode).toBe(400)
      expect(body).toEqual({
        code: 'E_MISSING_OR_INVALID_PARAMS',
        message: expect.stringContaining('POST /act'),
        problems: [
          '"email" is required, but it was not defined.',
          expect.stringMatching(/^Invalid "age":\n {2}· .*integer.*\n {2}· .*less than/),
          expect.stringMatching(/^Invalid "tags" array:\n {2}· @ `\[1\]`: /),
          expect.stringMatching(/^Invalid "nick": {2}Cannot use `null`\./),
        ],
      })
    })

    test('takes the rest of the path as an input', async () => {
      const act = {
        urlWildcardSuffix: 'rest',
        inputs: { rest: { ...text, required: true } },
        fn: async ({ rest }: { rest: string }) => rest,
      }
      const request = await lift({
        controllers: { moduleDefinitions: { act } },
        routes: { 'GET /files/*': 'act' },
      })

      expect((await request('get', '/files/a/b.txt')).body).toBe('a/b.txt')
    })

    test('says in headers by which exit it ended, and outside production what that means', async () => {
      const exits = { gone: { statusCode: 410, description: 'It is gone.' } }
      const act = { exits, fn: async () => leave('gone') }

      expect((await ask(act)).headers).toMatchObject({
        'x-exit': 'gone',
        'x-exit-description': 'It is gone.',
      })
      const quiet = await ask({ ...act, disableDevelopmentHeaders: true })
      expect(quiet.headers).not.toHaveProperty('x-exit-description')
      const silent = await ask({ ...act, disableXExitHeader: true })
      expect(silent.headers).not.toHaveProperty('x-exit')
    })

    test.each<[string, unknown, unknown]>([
      ['a number', 404, 404],
      ['a boolean', false, false],
      ['a list', [1, 'a'], [1, 'a']],
      [
        'dates, patterns and functions',
        { d: new Date(0), r: /x/, u: undefined },
        { d: '1970-01-01T00:00:00.000Z', r: '/x/' },
      ],
      ['what goes in circles', circle(), { self: '[Circular ~]' }],
    ])('sends %s', async (_what, output, body) => {
      expect(await ask({ fn: async () => output })).toMatchObject({ statusCode: 200, body })
    })

    test('sends text as text, and as HTML only where its exit says so', async () => {
      const act = { fn: async () => '<b>x</b>' }
      const html = { ...act, exits: { success: { responseType: 'html' } } }

      expect((await ask(act)).headers['content-type']).toMatch(/^text\/plain/)
      expect((await ask(html)).headers['content-type']).toMatch(/^text\/html/)
    })
  },
  { describe, afterEach },
)

function failing(): Readable {
  return new Readable({
    read() {
      this.destroy(new Error('the disk is gone'))
    },
  })
}

function circle(): Record<string, unknown> {
  const one: Record<string, unknown> = {}
  one['self'] = one
  return one
}
