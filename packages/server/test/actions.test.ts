import { Readable } from 'node:stream'

import { afterEach, describe, expect, test } from 'vitest'

import type { Config } from '../src/app/config/config.ts'
import type { Response } from '../src/request/response.ts'
import { overEachTransport } from '../src/testing/over-each-transport.ts'

/** Ends by what it is told to, like the action behind the recorded traffic of Sails. */
const act = {
  inputs: {
    n: { type: 'number', required: true },
    flag: { type: 'boolean' },
    mode: { type: 'string' },
  },
  exits: {
    notThere: { responseType: 'notFound' },
    nope: { statusCode: 402 },
    denied: { responseType: 'forbidden' },
    bad: { responseType: 'badRequest' },
    go: { responseType: 'redirect' },
    tea: { responseType: 'teapot' },
  },
  fn: async ({ mode = '', ...inputs }: { mode?: string }) => {
    const output = OUTPUTS[mode]
    if (output === undefined) return inputs
    return output()
  },
}

const OUTPUTS: Record<string, () => unknown> = {
  notThere: () => leave('notThere'),
  nope: () => leave('nope'),
  nopeData: () => leave({ nope: { why: 'because' } }),
  denied: () => leave('denied'),
  bad: () => leave({ bad: { problem: 1 } }),
  go: () => leave({ go: '/elsewhere' }),
  tea: () => leave({ tea: { x: 1 } }),
  error: () => leave(new Error('password=hunter2')),
  client: () => leave(Object.assign(new Error('Gone for good'), { status: 410, code: 'E_GONE' })),
  str: () => 'plain',
  num: () => 7,
  null: () => null,
  undef: () => undefined,
  date: () => new Date(0),
  stream: () => Readable.from(['str', 'eam']),
}

const config: Config = {
  controllers: { moduleDefinitions: { act } },
  responses: {
    moduleDefinitions: {
      teapot(this: { res: Response }, data: unknown) {
        this.res.status(418).json({ teapot: true, data })
      },
    },
  },
  routes: { 'POST /act': 'act', 'GET /act/:n': 'act' },
}

overEachTransport(
  'an action with inputs and exits',
  (lift) => {
    test.each([
      ['notThere', 404, 'Not Found'],
      ['nope', 402, 'Payment Required'],
      ['nopeData', 402, { why: 'because' }],
      ['denied', 403, 'Forbidden'],
      ['bad', 400, { problem: 1 }],
      ['client', 410, { code: 'E_GONE', message: 'Gone for good' }],
      ['str', 200, 'plain'],
      ['num', 200, 7],
      ['null', 200, 'OK'],
      ['undef', 200, 'OK'],
      ['date', 200, '1970-01-01T00:00:00.000Z'],
      ['stream', 200, 'stream'],
      ['', 200, { n: 1 }],
    ])('ends by %s with status %d', async (mode, statusCode, body) => {
      const request = await lift(config)

      expect(await request('post', '/act', { n: 1, mode })).toMatchObject({ statusCode, body })
    })

    test('redirects', async () => {
      const request = await lift(config)

      expect(await request('post', '/act', { n: 1, mode: 'go' })).toMatchObject({
        statusCode: 302,
        headers: { location: '/elsewhere', 'x-exit': 'go' },
      })
    })

    test('reads its inputs from the path and the query', async () => {
      const request = await lift(config)

      expect((await request('get', '/act/12?flag')).body).toEqual({ n: 12, flag: true })
    })

    test.each([{}, { n: 'abc' }, { n: null }])('refuses the input %j', async (data) => {
      const request = await lift(config)

      const { statusCode, headers, body } = await request('post', '/act', data)

      expect(statusCode).toBe(400)
      expect(headers).toMatchObject({ 'x-exit': 'error' })
      expect(body).toEqual({
        code: 'E_MISSING_OR_INVALID_PARAMS',
        problems: [expect.stringMatching(/^(?:"n" is required|Invalid "n":)/)],
        message: expect.stringContaining('POST /act'),
      })
    })

    test('answers an error with 500 and names the exit', async () => {
      const request = await lift(config)

      expect(await request('post', '/act', { n: 1, mode: 'error' })).toMatchObject({
        statusCode: 500,
        headers: { 'x-exit': 'error' },
      })
    })
  },
  { describe, afterEach },
)

function leave(signal: unknown): never {
  throw signal
}
