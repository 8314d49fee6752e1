import { describe, expect, test } from 'vitest'

import type { Handler } from '../request/handler.ts'
import { createTargetCompiler } from './compile-target.ts'
import type { CompiledTarget, TargetResolvers } from './compile-target.ts'

const action: Handler = () => 'action'
const policy: Handler = () => 'policy'
const guard: Handler = () => 'guard'
const view: Handler = () => 'view'
const first: Handler = () => 'first'
const second: Handler = () => 'second'

const resolvers: TargetResolvers = {
  action: (identity) => (['user/find', 'foo/go-action'].includes(identity) ? action : undefined),
  policiesFor: (identity) => (identity === 'user/find' ? [guard] : []),
  policy: (name) => (name === 'sub/isadmin' ? policy : undefined),
  hasResponse: (name) => name === 'teapot',
  names: () => [],
  unknown: (target) =>
    typeof target === 'object' && target !== null && 'view' in target ? [view] : undefined,
}

describe('createTargetCompiler', () => {
  test.each([
    'UserController.find',
    'user.find',
    'user/find',
    { controller: 'user', action: 'find' },
    { controller: 'UserController', action: 'FIND' },
    { action: 'user/find' },
  ])('%j is an action behind its policies', (target) => {
    const { handlers, options, problems } = compile(target)

    expect(problems).toEqual([])
    expect(handlers[0]).toBe(guard)
    expect(run(handlers[1])).toBe('action')
    expect(options).toEqual({ action: 'user/find' })
  })

  test.each([
    [first, ['first']],
    [{ fn: first }, ['first']],
    [{ target: first }, ['first']],
    [{ target: { fn: first } }, ['first']],
    [
      [first, second],
      ['first', 'second'],
    ],
    [{ target: [first, { fn: second }] }, ['first', 'second']],
    [[], []],
    [{ policy: 'sub/isAdmin' }, ['policy']],
    [
      [{ policy: 'sub/isAdmin' }, 'user/find'],
      ['policy', 'guard', 'action'],
    ],
    [{ view: 'pages/a' }, ['view']],
    [
      [first, { view: 'pages/a' }],
      ['first', 'view'],
    ],
  ])('%j runs %j', (target, expected) => {
    expect(compile(target).handlers.map((handler) => run(handler))).toEqual(expected)
  })

  test.each(['/login', 'http://example.com/a?b=1', 'https://example.com'])(
    '%s is a redirect to exactly that',
    (url) => {
      const calls: unknown[] = []

      run(compile(url).handlers[0], { redirect: (to: string) => calls.push(to) })

      expect(calls).toEqual([url])
    },
  )

  test.each([
    [{ fn: first, policies: 'sub/isAdmin' }, ['policy', 'first']],
    [{ fn: first, policies: ['sub/isAdmin', second] }, ['policy', 'second', 'first']],
    [{ action: 'user/find', policies: ['sub/isAdmin'] }, ['policy', 'guard', 'action']],
    [{ view: 'pages/a', policies: [second] }, ['second', 'view']],
    [{ target: [first, { fn: first, policies: second }] }, ['first', 'second', 'first']],
    [{ fn: first, policies: [] }, ['first']],
  ])('policies of %j run before the target: %j', (target, expected) => {
    const { handlers, options, problems } = compile(target)

    expect(problems).toEqual([])
    expect(handlers.map((handler) => run(handler))).toEqual(expected)
    expect(options).not.toHaveProperty('policies')
  })

  test('policies run before a redirect and a response too', () => {
    for (const target of [{ redirect: '/new' }, { response: 'teapot' }]) {
      const { handlers, problems } = compile({ ...target, policies: 'sub/isAdmin' })

      expect(problems).toEqual([])
      expect(handlers).toHaveLength(2)
      expect(handlers[0]).toBe(policy)
    }
  })

  test('timeoutMs gives the request that time before anything else runs', () => {
    const calls: unknown[] = []
    const { handlers, options } = compile({ fn: first, policies: second, timeoutMs: 50 })

    const req = { setTimeout: (ms: number) => calls.push(ms) }
    Reflect.apply(handlers[0] ?? first, undefined, [req, {}, () => calls.push('next')])

    expect(calls).toEqual([50, 'next'])
    expect(handlers.slice(1).map((handler) => run(handler))).toEqual(['second', 'first'])
    expect(options).toEqual({ timeoutMs: 50 })
  })

  test('an option named redirect beside another target is one of the app', () => {
    expect(compile({ fn: first, redirect: '/after' })).toMatchObject({
      handlers: [first],
      options: { redirect: '/after' },
    })
  })

  test('a response is called without arguments', () => {
    const calls: unknown[][] = []

    run(compile({ response: 'teapot' }).handlers[0], {
      teapot: (...values: unknown[]) => calls.push(values),
    })

    expect(calls).toEqual([[]])
  })

  test('other keys of a dictionary become options, which win over those given to bind()', () => {
    expect(compile({ fn: first, csrf: false, mine: 1 }, { mine: 0, given: 2 }).options).toEqual({
      csrf: false,
      mine: 1,
      given: 2,
    })
    expect(compile({ action: 'foo/go-action', skipAssets: false }).options).toEqual({
      action: 'foo/go-action',
      skipAssets: false,
    })
  })

  test('options of an array add up, the first value of each counting', () => {
    const target = [{ fn: first, a: 1 }, { fn: second, a: 2, b: 2 }, 'user/find', 'foo/go-action']

    expect(compile(target).options).toEqual({ a: 1, b: 2, action: 'user/find' })
  })

  test.each([
    ['user/none', 'E_UNKNOWN_ROUTE_ACTION', 'user/none'],
    ['9lives', 'E_NOT_ACTION_TARGET', '9lives'],
    ['', 'E_NOT_ACTION_TARGET', 'GET /x'],
    [{ controller: 'user' }, 'E_NOT_ACTION_TARGET', 'GET /x'],
    [{ response: 'Teapot' }, 'E_UNKNOWN_ROUTE_RESPONSE', 'Teapot'],
    [{ policy: 'isNobody' }, 'E_UNKNOWN_ROUTE_POLICY', 'isnobody'],
    [{ blueprint: 'find' }, 'E_BLUEPRINT_TARGET', 'GET /x'],
    [{ fn: first, policies: ['isNobody'] }, 'E_UNKNOWN_ROUTE_POLICY', 'isnobody'],
    [{ fn: first, policies: [7] }, 'E_BAD_ROUTE_OPTION', 'policies'],
    [{ policies: ['sub/isAdmin'] }, 'E_UNKNOWN_ROUTE_TARGET', 'sub/isAdmin'],
    [{ fn: first, timeoutMs: '50' }, 'E_BAD_ROUTE_OPTION', "'50'"],
    [{ fn: first, timeoutMs: -1 }, 'E_BAD_ROUTE_OPTION', '-1'],
    [{ redirect: '//evil.example' }, 'E_BAD_REDIRECT', 'one slash'],
    [{ foo: 1 }, 'E_UNKNOWN_ROUTE_TARGET', 'foo'],
    [null, 'E_UNKNOWN_ROUTE_TARGET', 'null'],
    [7, 'E_UNKNOWN_ROUTE_TARGET', '7'],
  ])('%j is refused with %s', (target, code, text) => {
    const { problems } = compile(target)

    expect(problems.map((problem) => problem.code)).toEqual([code])
    expect(problems[0]?.message).toContain('GET /x')
    expect(problems[0]?.message).toContain(text)
  })

  test.each([undefined, {}, { csrf: false }, { cors: true, csrf: true }])(
    '%j runs nothing and is no mistake: it is no route, or speaks of routes bound elsewhere',
    (target) => {
      expect(compile(target)).toMatchObject({
        handlers: [],
        options: target ?? {},
        problems: [],
      })
    },
  )

  test('a target with a problem runs nothing, and tells all its problems', () => {
    const { handlers, problems } = compile([{ policy: 'none' }, 'user/find', 'user/none'])

    expect(handlers).toEqual([])
    expect(problems).toHaveLength(2)
  })

  test('an action that is replaced later runs, one that is gone is an error', () => {
    const actions = new Map<string, Handler>([['user/find', action]])
    const compiler = createTargetCompiler({ ...resolvers, action: (name) => actions.get(name) })
    const { handlers } = compiler('user/find', { address: '/', verb: '', path: '/', options: {} })

    actions.set('user/find', second)
    expect(run(handlers[1])).toBe('second')
    actions.delete('user/find')
    expect(() => run(handlers[1])).toThrow(expect.objectContaining({ code: 'E_ACTION_GONE' }))
  })

  test('options without effect are warned of', () => {
    const { warnings } = compile({ fn: first, populate: true, skipRegex: [/a/, 'b'] })

    expect(warnings).toHaveLength(2)
    expect(warnings.join()).toContain('"populate"')
    expect(warnings.join()).toContain("'b'")
  })
})

function compile(target: unknown, options: Record<string, unknown> = {}): CompiledTarget {
  const route = { address: 'GET /x', verb: 'get', path: '/x', options }
  return createTargetCompiler(resolvers)(target, route)
}

function run(handler: Handler | undefined, res: object = {}): unknown {
  return handler && Reflect.apply(handler, undefined, [{}, res, () => undefined])
}
