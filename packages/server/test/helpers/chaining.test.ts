import { describe, expect, test } from 'vitest'

import { failureOf, loadHelpers, throwSignal } from './helper-app.ts'

const find = {
  inputs: { how: { type: 'string' } },
  exits: { notFound: {}, gone: {} },
  fn: async ({ how }: { how?: string }) => {
    if (how === 'notFound') throwSignal({ notFound: { id: 7 } })
    if (how === 'error')
      throw Object.assign(new Error('busy'), { code: 'E_LOCKED', table: { name: 'user' } })
    return 'found'
  },
}

describe('.tolerate()', () => {
  test('makes a result of an error that a rule means', async () => {
    const { helpers } = await loadHelpers({ find })

    expect(await helpers['find']('notFound').tolerate('notFound')).toBeUndefined()
    expect(
      await helpers['find']('notFound').tolerate(
        'notFound',
        (error: { raw: unknown }) => error.raw,
      ),
    ).toEqual({ id: 7 })
    expect(await helpers['find']('found').tolerate('notFound')).toBe('found')
  })

  test.each<[string, unknown]>([
    ['a code', 'E_LOCKED'],
    ['properties', { code: 'E_LOCKED', table: { name: 'user' } }],
    ['any of several', ['notFound', { code: 'E_LOCKED' }]],
  ])('takes %s as its rule', async (_kind, rule) => {
    const { helpers } = await loadHelpers({ find })

    expect(await helpers['find']('error').tolerate(rule, () => 'fine')).toBe('fine')
    expect(await failureOf(helpers['find']('error').tolerate({ code: 'x' }))).toMatchObject({
      message: 'busy',
    })
  })

  test('with a function alone decides for every error; the function may be async', async () => {
    const { helpers } = await loadHelpers({ find })

    expect(await helpers['find']('error').tolerate(async () => 'fine')).toBe('fine')
    expect(await helpers['find']('error').tolerate(() => Promise.resolve('fine'))).toBe('fine')
  })

  test('without a rule and a function is refused at once', async () => {
    const { helpers } = await loadHelpers({ find })

    expect(() => helpers['find']('found').tolerate()).toThrow('would swallow every error')
    expect(() => helpers['find']('found').tolerate({}, () => 1)).toThrow('as its rule')
  })
})

describe('.intercept()', () => {
  test('puts another error in the place of one', async () => {
    const { helpers } = await loadHelpers({ find })
    const toError = (error: { code: string }): Error => new Error(`was ${error.code}`)

    expect(await failureOf(helpers['find']('error').intercept('E_LOCKED', toError))).toMatchObject({
      message: 'was E_LOCKED',
    })
    expect(await failureOf(helpers['find']('error').intercept(toError))).toMatchObject({
      message: 'was E_LOCKED',
    })
  })

  test('makes the helper around take an exit', async () => {
    const around = (handler: unknown): object => ({
      exits: { missing: {} },
      fn: async () => helpers['find']('notFound').intercept('notFound', handler),
    })
    const { helpers } = await loadHelpers({
      find,
      byName: around('missing'),
      byFunction: around(() => ({ missing: 7 })),
      passedOn: { fn: async () => helpers['find']('notFound').intercept('notFound', 'outside') },
      outside: { exits: { outside: {} }, fn: async () => helpers['passedOn']() },
    })

    expect(await failureOf(helpers['byName']())).toMatchObject({ exit: 'missing' })
    expect(await failureOf(helpers['byFunction']())).toMatchObject({ exit: 'missing', raw: 7 })
    expect(await failureOf(helpers['outside']())).toMatchObject({ exit: 'outside' })
  })

  test('says when its function gives no error, or throws', async () => {
    const { helpers } = await loadHelpers({ find })
    const call = helpers['find']

    expect(await failureOf(call('error').intercept(() => undefined))).toMatchObject({
      name: 'UsageError',
      code: 'E_HELPER_USAGE',
      raw: { message: 'busy' },
    })
    expect(
      await failureOf(
        call('error').intercept(() => {
          throw new Error('in the handler')
        }),
      ),
    ).toMatchObject({ code: 'E_HELPER_USAGE', raw: { message: 'in the handler' } })
    expect(() => call('found').intercept('E_LOCKED')).toThrow('needs a function')
  })

  test('and .tolerate(): the first that means the error counts, and only that', async () => {
    const { helpers } = await loadHelpers({ find })

    expect(
      await helpers['find']('error')
        .tolerate('E_LOCKED', () => 'fine')
        .intercept('E_LOCKED', () => new Error('never')),
    ).toBe('fine')
    expect(
      await failureOf(
        helpers['find']('error')
          .intercept('E_LOCKED', () => Object.assign(new Error('new'), { code: 'E_NEW' }))
          .tolerate('E_NEW'),
      ),
    ).toMatchObject({ message: 'new' })
  })
})

describe('.retry()', () => {
  const failing = (times: number): { runs: () => number; definition: object } => {
    let runs = 0
    return {
      runs: () => runs,
      definition: {
        exits: { busy: {} },
        fn: async () => {
          runs += 1
          return runs <= times ? throwSignal('busy') : 'done'
        },
      },
    }
  }

  test('tries until it works', async () => {
    const { definition, runs } = failing(2)
    const { helpers } = await loadHelpers({ work: definition })

    expect(await helpers['work']().retry('busy', [0, 0])).toBe('done')
    expect(runs()).toBe(3)
  })

  test('fails with the first failure and the later ones', async () => {
    const { definition } = failing(9)
    const { helpers } = await loadHelpers({ work: definition })
    const error = await failureOf(helpers['work']().retry([0, 0]))

    expect(error).toMatchObject({ name: 'UsageError', code: 'busy', exit: 'busy' })
    expect(error['raw']).toHaveLength(2)
    expect(
      await helpers['work']()
        .retry('busy', [0])
        .tolerate('busy', () => 'fine'),
    ).toBe('fine')
  })

  test('does not try again after an error that its rule does not mean, nor for wrong arguments', async () => {
    const { definition, runs } = failing(9)
    let checks = 0
    const custom = (): boolean => {
      checks += 1
      return false
    }
    const { helpers } = await loadHelpers({
      work: definition,
      strict: { inputs: { n: { type: 'number', custom } }, fn: async () => 1 },
    })

    await failureOf(helpers['work']().retry('other', [0]))
    expect(runs()).toBe(1)
    expect(await failureOf(helpers['strict'](1).retry([0, 0]))).toMatchObject({
      code: 'E_INVALID_ARGINS',
    })
    expect(checks).toBeLessThan(4)
  })

  test('refuses what is neither a rule nor delays', async () => {
    const { helpers } = await loadHelpers({ find })

    expect(() => helpers['find']('found').retry(3)).toThrow('.retry() takes a rule')
    expect(() => helpers['find']('found').retry('x', [-1])).toThrow('.retry() takes a rule')
  })
})

describe('.timeout()', () => {
  const wait = {
    timeout: 1,
    fn: async () => new Promise((resolve) => setTimeout(resolve, 20, 'late')),
  }

  test('limits a call; 0 takes the limit away', async () => {
    const { helpers } = await loadHelpers({ wait })

    expect(await failureOf(helpers['wait']())).toMatchObject({ name: 'TimeoutError' })
    expect(await helpers['wait']().timeout(0)).toBe('late')
    expect(() => helpers['wait']().timeout('1s').tolerate('E_HELPER_TIMEOUT')).toThrow(
      'milliseconds',
    )
  })

  test('is too late once the call has begun, and so are .retry() and .meta()', async () => {
    const { helpers } = await loadHelpers({ find })
    const call = helpers['find']('found')
    await call

    expect(() => call.timeout(5)).toThrow('comes too late')
    expect(() => call.retry()).toThrow('comes too late')
    expect(() => call.meta({})).toThrow('comes too late')
    expect(() => call.tolerate('x')).toThrow('comes too late')
  })
})

describe('other ways to hear of the end', () => {
  test('.exec() calls back with the error first', async () => {
    const { helpers } = await loadHelpers({ find })
    const end = async (how: string): Promise<unknown[]> =>
      new Promise((resolve) => {
        helpers['find'](how).exec((...values: unknown[]) => resolve(values))
      })

    expect(await end('found')).toEqual([undefined, 'found'])
    expect(await end('notFound')).toEqual([expect.objectContaining({ exit: 'notFound' })])
    expect(() => helpers['find']('found').exec()).toThrow('.exec() takes a function')
  })

  test('.switch() calls the function for the exit', async () => {
    const { helpers } = await loadHelpers({ find })
    const end = async (how: string): Promise<unknown> =>
      new Promise((resolve) => {
        helpers['find'](how).switch({
          success: (output: unknown) => resolve(['success', output]),
          notFound: (output: unknown) => resolve(['notFound', output]),
          error: (error: Error) => resolve(['error', error.message]),
        })
      })

    expect(await end('found')).toEqual(['success', 'found'])
    expect(await end('notFound')).toEqual(['notFound', { id: 7 }])
    expect(await end('error')).toEqual(['error', 'busy'])
    expect(() => helpers['find']('found').switch({})).toThrow('needs the function "error"')
  })

  test('.catch(), .finally() and .toPromise() are those of a promise', async () => {
    const { helpers } = await loadHelpers({ find })

    expect(await helpers['find']('error').catch((error: Error) => error.message)).toBe('busy')
    expect(await helpers['find']('found').finally(() => undefined)).toBe('found')
    expect(helpers['find']('found').toPromise()).toBeInstanceOf(Promise)
  })

  test('.log() writes the result, or the error, to the log', async () => {
    const { helpers, told } = await loadHelpers({ find })
    helpers['find']('found').log()
    helpers['find']('error').log()
    await new Promise((resolve) => {
      setImmediate(resolve)
    })

    expect(told.info).toEqual([expect.stringContaining('The helper find() gave: found')])
    expect(told.error).toEqual([expect.stringContaining('The helper find() failed: Error: busy')])
  })

  test('.now() runs a sync helper at once, and no other one', async () => {
    const { helpers } = await loadHelpers(
      {
        find,
        half: {
          sync: true,
          inputs: { n: { type: 'number' } },
          exits: { odd: {} },
          fn: ({ n }: { n: number }) => (n % 2 === 1 ? throwSignal('odd') : n / 2),
        },
      },
      { helpers: { usageOpts: { execStyle: 'deferred' } } },
    )

    expect(helpers['half'](4).now()).toBe(2)
    expect(helpers['half'](3).tolerate('odd').now()).toBeUndefined()
    expect(await helpers['half'](4)).toBe(2)
    expect(() => helpers['find']('found').now()).toThrow('it does not say sync: true')
  })
})
