import { describe, expect, test } from 'vitest'

import { HelperExit, HelperInputsError } from '../../src/helpers/errors.ts'
import { failureOf, loadHelpers, throwSignal } from './helper-app.ts'

const add = {
  inputs: { a: { type: 'number', required: true }, b: { type: 'number', defaultsTo: 2 } },
  fn: async ({ a, b }: { a: number; b: number }) => a + b,
}
const double = {
  sync: true,
  inputs: { n: { type: 'number', required: true } },
  exits: { tooMuch: { description: 'Nobody needs that many.' } },
  fn: ({ n }: { n: number }) => (n > 100 ? throwSignal('tooMuch') : n * 2),
}

describe('a call', () => {
  test('takes arguments one after the other, or by name', async () => {
    const { helpers } = await loadHelpers({ add })

    expect(await helpers['add'](1, 3)).toBe(4)
    expect(await helpers['add'].with({ b: 3, a: 1 })).toBe(4)
  })

  test('fills in defaults and converts as actions do', async () => {
    const { helpers } = await loadHelpers({ add })

    expect(await helpers['add']('1')).toBe(3)
    expect(await helpers['add'](1, undefined)).toBe(3)
  })

  test('runs at once and gives its value with sync', async () => {
    const { helpers } = await loadHelpers({ double })

    expect(helpers['double'](4)).toBe(8)
    expect(() => helpers['double']('x')).toThrow(HelperInputsError)
    expect(() => helpers['double'](101)).toThrow('Nobody needs that many.')
  })

  test('follows args, whose last may take all others', async () => {
    const inputs = { a: { type: 'number' }, b: { type: 'number' }, c: { type: 'string' } }
    const fn = async (values: unknown): Promise<unknown> => values
    const { helpers } = await loadHelpers({
      turned: { args: ['b', 'a'], inputs, fn },
      options: { args: ['a', '{*}'], inputs, fn },
    })

    expect(await helpers['turned'](1, 2)).toEqual({ b: 1, a: 2 })
    expect(await helpers['options'](1, { b: 2, c: 'x' })).toEqual({ a: 1, b: 2, c: 'x' })
  })

  test('refuses one argument too many at once, and what is no dictionary of values', async () => {
    const { helpers } = await loadHelpers({ add })

    expect(() => helpers['add'](1, 2, 3)).toThrow('takes 2 arguments (a, b), but got 3')
    expect(() => helpers['add'].with('a')).toThrow('a dictionary of values by name')
    expect(() => helpers['add'].with({ a: 1 }, 2)).toThrow('takes one dictionary')
  })

  test('drops values that no input declares, and says so', async () => {
    const { helpers, told } = await loadHelpers({ add })

    expect(await helpers['add'].with({ a: 1, typo: 3 })).toBe(3)
    expect(told.warn).toEqual([expect.stringContaining('no input "typo"; left out. It has: a, b.')])
  })

  test('runs once, however often its result is asked for', async () => {
    let runs = 0
    const { helpers } = await loadHelpers({ count: { fn: async () => (runs += 1) } })
    const call = helpers['count']()

    expect([await call, await call, await call.toPromise()]).toEqual([1, 1, 1])
  })

  test('runs without being awaited, and a failure that nobody hears of is logged', async () => {
    const { helpers, told } = await loadHelpers({
      mail: {
        fn: async () => {
          throw new Error('no such host')
        },
      },
    })

    helpers['mail']()
    await new Promise((resolve) => {
      setImmediate(() => setImmediate(resolve))
    })

    expect(told.error).toEqual([expect.stringMatching(/mail\(\) failed and nobody.*no such host/)])
  })

  test('awaits a plain function that returns a promise', async () => {
    const { helpers } = await loadHelpers({ later: { fn: () => Promise.resolve(3) } })

    expect(await helpers['later']()).toBe(3)
  })
})

describe('a wrong argument', () => {
  test('is told with all others, as Sails tells it', async () => {
    const { helpers } = await loadHelpers({
      user: {
        inputs: { name: { type: 'string', required: true }, age: { type: 'number', min: 18 } },
        fn: async () => undefined,
      },
    })

    const error = await failureOf(helpers['user'].with({ age: 17 }))

    expect(error).toBeInstanceOf(HelperInputsError)
    expect(error).toMatchObject({
      name: 'UsageError',
      code: 'E_INVALID_ARGINS',
      problems: [
        '"name" is required, but it was not defined.',
        'Invalid "age":\n  · Value (17) was less than the configured minimum (18)',
      ],
    })
    expect(error['issues']).toHaveLength(2)
  })

  test('names the line of the call', async () => {
    const { helpers } = await loadHelpers({ add })

    expect((await failureOf(helpers['add']('x')))['stack']).toContain('calling.test.ts')
  })
})

describe('an end by an exit', () => {
  const exits = { notFound: { description: 'There is no such user.' }, other: {} }
  const find = {
    inputs: { how: { type: 'string' } },
    exits,
    fn: async ({ how }: { how: string }) => {
      if (how === 'name') throwSignal('notFound')
      if (how === 'output') throwSignal({ notFound: { id: 7 } })
      if (how === 'two') throwSignal({ notFound: 1, other: 2 })
      if (how === 'unknown') throwSignal('gone')
      throw Object.assign(new Error('disk full'), { code: 'notFound' })
    },
  }

  test('is an error with the name of the exit, its output and its description', async () => {
    const { helpers } = await loadHelpers({ find })

    const byName = await failureOf(helpers['find']('name'))
    expect(byName).toBeInstanceOf(HelperExit)
    expect(byName).toMatchObject({ name: 'Exception', code: 'notFound', exit: 'notFound' })
    expect(byName).not.toHaveProperty('raw')
    expect(byName['message']).toContain('There is no such user.')
    expect((await failureOf(helpers['find']('output')))['raw']).toEqual({ id: 7 })
  })

  test('that it does not declare is a mistake of the helper', async () => {
    const { helpers } = await loadHelpers({ find })

    for (const how of ['unknown', 'two']) {
      expect(await failureOf(helpers['find'](how))).toMatchObject({
        name: 'ImplementationError',
        code: 'E_HELPER_FAILED',
      })
    }
  })

  test('is not what an error with such a code is: errors stay as they are', async () => {
    const { helpers } = await loadHelpers({ find })
    const error = await failureOf(helpers['find']('error'))

    expect(error).toMatchObject({ name: 'Error', message: 'disk full' })
    expect(error).not.toHaveProperty('exit')
  })

  test('of a helper called inside is not taken for one of the outer helper', async () => {
    const { helpers } = await loadHelpers({
      find,
      outer: { exits, fn: async (): Promise<unknown> => helpers['find']('name') },
    })

    expect(await failureOf(helpers['outer']())).toMatchObject({
      code: 'E_INTERNAL_ERROR',
      raw: { code: 'notFound' },
    })
  })
})

describe('the form that calls exits', () => {
  interface Exits {
    success(output?: unknown): void
    error(error?: unknown): void
    bad(output?: unknown): void
  }
  const callback = (fn: (exits: Exits) => unknown): object => ({
    exits: { bad: {} },
    fn: (_inputs: unknown, exits: Exits) => fn(exits),
  })

  test('ends by its first exit, now or later', async () => {
    const { helpers, told } = await loadHelpers({
      now: callback((exits) => exits.success(1)),
      later: callback((exits) => setImmediate(() => exits.success(2))),
      twice: callback((exits) => [exits.success(3), exits.success(4)]),
    })

    expect(await helpers['now']()).toBe(1)
    expect(await helpers['later']()).toBe(2)
    expect(await helpers['twice']()).toBe(3)
    expect(told.warn).toEqual([expect.stringContaining('ended a second time')])
  })

  test('fails by exits and errors', async () => {
    const { helpers } = await loadHelpers({
      exit: callback((exits) => exits.bad('out')),
      error: callback((exits) => exits.error(new Error('no'))),
      nothing: callback((exits) => exits.error()),
      thrown: callback(() => {
        throw new Error('thrown')
      }),
    })

    expect(await failureOf(helpers['exit']())).toMatchObject({ exit: 'bad', raw: 'out' })
    expect(await failureOf(helpers['error']())).toMatchObject({ message: 'no' })
    expect(await failureOf(helpers['nothing']())).toMatchObject({ code: 'E_HELPER_FAILED' })
    expect(await failureOf(helpers['thrown']())).toMatchObject({ message: 'thrown' })
  })

  test('never hangs when its promise ends without an exit', async () => {
    const { helpers } = await loadHelpers({
      value: { fn: async (_inputs: unknown, _exits: unknown) => 5 },
      nothing: { fn: async (_inputs: unknown, _exits: unknown) => undefined },
    })

    expect(await helpers['value']()).toBe(5)
    expect(await failureOf(helpers['nothing']())).toMatchObject({ code: 'E_HELPER_FAILED' })
  })

  test('works with sync, if the exit is called at once', async () => {
    const { helpers } = await loadHelpers({
      now: { sync: true, ...callback((exits) => exits.success(1)) },
      later: { sync: true, ...callback(() => undefined) },
    })

    expect(helpers['now']()).toBe(1)
    expect(() => helpers['later']()).toThrow('without calling one')
  })
})

describe('this of a helper', () => {
  test('has the app, its log, and what .meta() gave', async () => {
    const { helpers, app } = await loadHelpers({
      context: {
        fn: async function (this: { sails: unknown; log: unknown; user?: string }) {
          return [this.sails === app, this.log === app.log, this.user, Object.keys(this)]
        },
      },
      callback: {
        fn(this: unknown, _inputs: unknown, exits: { success(o: unknown): void }, env: unknown) {
          exits.success(this === env)
        },
      },
    })

    expect(await helpers['context']().meta({ user: 'Ann' })).toEqual([true, true, 'Ann', ['user']])
    expect(await helpers['callback']()).toBe(true)
  })

  test('tells when time is up, by its signal', async () => {
    let aborted: unknown
    const { helpers } = await loadHelpers({
      slow: {
        timeout: 5,
        fn: function (this: { signal: AbortSignal }) {
          return new Promise((resolve) => {
            this.signal.addEventListener('abort', () => {
              aborted = this.signal.reason
              resolve(undefined)
            })
          })
        },
      },
    })

    const error = await failureOf(helpers['slow']())

    expect(error).toMatchObject({ name: 'TimeoutError', code: 'E_HELPER_TIMEOUT' })
    expect(aborted).toBe(error)
  })
})

test('a Standard Schema stands for one input, or for a single argument', async () => {
  const even = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value: unknown) =>
        Number(value) % 2 === 0 ? { value: Number(value) } : { issues: [{ message: 'Not even' }] },
    },
  }
  const fn = async (inputs: unknown): Promise<unknown> => inputs
  const { helpers } = await loadHelpers({
    one: { inputs: { n: even }, fn },
    whole: {
      inputs: {
        '~standard': {
          version: 1,
          vendor: 'test',
          validate: async (value: unknown) => ({ value: [value] }),
        },
      },
      fn,
    },
  })

  expect(await helpers['one']('4')).toEqual({ n: 4 })
  expect(await failureOf(helpers['one'](3))).toMatchObject({
    problems: ['Invalid "n":\n  · Not even'],
  })
  expect(await helpers['whole']({ a: 1 })).toEqual([{ a: 1 }])
})
