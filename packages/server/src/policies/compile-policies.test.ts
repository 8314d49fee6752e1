import { describe, expect, test } from 'vitest'

import type { Handler } from '../request/handler.ts'
import { compilePolicies, refuse } from './compile-policies.ts'
import type { PolicyMap } from './policy-map.ts'

const a: Handler = (_req, _res, proceed) => proceed()
const b: Handler = (_req, _res, proceed) => proceed()

function compile(config: Record<string, unknown>): PolicyMap {
  const { map, problems } = compilePolicies({ moduleDefinitions: { A: a, 'sub/B': b }, ...config })
  expect(problems).toEqual([])
  return map
}

describe('the chain of an action', () => {
  test('comes from the most specific target only', () => {
    const map = compile({ '*': 'a', 'user/*': ['sub/b'], 'user/pet/*': [a, b], 'user/login': true })

    expect(map.chainFor('home')).toEqual([a])
    expect(map.chainFor('user/show')).toEqual([b])
    expect(map.chainFor('user/pet/find/x')).toEqual([a, b])
    expect(map.chainFor('user/login')).toEqual([])
  })

  test('of user/* is also that of the action user', () => {
    const map = compile({ 'user/*': 'a' })

    expect(map.chainFor('user')).toEqual([a])
    expect(map.chainFor('users')).toEqual([])
  })

  test('of an exact target wins over its own wildcard', () => {
    expect(compile({ 'user/*': 'a', user: [] }).chainFor('user')).toEqual([])
  })

  test('is empty for an empty list, which still overrides wider targets', () => {
    expect(compile({ '*': 'a', 'user/*': [] }).chainFor('user/x')).toEqual([])
  })

  test('names policies in any case, and has each once', () => {
    expect(compile({ '*': ['A', 'SUB/b', 'a'] }).chainFor('X/Y')).toEqual([a, b])
  })

  test('reads dictionaries of controllers', () => {
    const map = compile({
      User: { '*': 'A', foo: ['sub/b'] },
      'user/FooController': { '*': false, Bar: 'sub/b' },
    })

    expect(map.chainFor('user')).toEqual([a])
    expect(map.chainFor('user/foo')).toEqual([b])
    expect(map.chainFor('user/foo/bar')).toEqual([b])
    expect(map.chainFor('user/foo/baz')).toEqual([refuse])
  })

  test('is empty without any target, and refuses with default: deny', () => {
    expect(compile({}).chainFor('x')).toEqual([])
    expect(compile({ default: 'deny', y: true }).chainFor('x')).toEqual([refuse])
    expect(compile({ default: 'deny', y: true }).chainFor('y')).toEqual([])
  })
})

describe('a bad configuration', () => {
  test('is reported with all its problems, and refuses meanwhile', () => {
    const { map, problems } = compilePolicies(
      { '*': 'isLogedIn', 'a/*': [true, 'isLoggedIn'], b: null, c: 7, d: undefined },
      { isLoggedIn: a, broken: 'text' },
    )

    expect(problems.map(({ code }) => code)).toEqual([
      'E_INVALID_POLICY',
      'E_UNKNOWN_POLICY',
      'E_INVALID_POLICY_CONFIG',
      'E_INVALID_POLICY_CONFIG',
      'E_INVALID_POLICY_CONFIG',
      'E_INVALID_POLICY_CONFIG',
    ])
    expect(problems[1]?.message).toContain('Did you mean "isloggedin"?')
    expect(map.chainFor('anything')).toEqual([refuse])
  })

  test('that is no dictionary is refused', () => {
    expect(compilePolicies('all').problems).toMatchObject([{ code: 'E_INVALID_POLICY_CONFIG' }])
  })
})

test('policies are found by name, and moduleDefinitions win over files', () => {
  const { map } = compilePolicies({ moduleDefinitions: { a } }, { A: b, other: b })

  expect(map.policy('a')).toBe(a)
  expect(map.policy('Other')).toBe(b)
  expect(map.policy('none')).toBeUndefined()
  expect(map.names).toEqual(['a', 'other'])
})

test('targets that mean no action are listed with what was perhaps meant', () => {
  const map = compile({ '*': true, 'user.login': 'a', 'user/logn': 'a', 'uzer/*': 'a', '*/x': 'a' })

  expect(map.unmatchedTargets(['user/login']).map(({ target, meant }) => [target, meant])).toEqual([
    ['user.login', 'user/login'],
    ['user/logn', 'user/login'],
    ['uzer/*', 'user/*'],
    ['*/x', undefined],
  ])
})
