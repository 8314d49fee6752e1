import { describe, expect, test } from 'vitest'

import type { HalyardError } from '../errors.ts'
import { createCorsPolicies } from './cors-policies.ts'
import { allowedOrigin } from './cors-policy.ts'

const route = { route: 'GET /x' }

function create(config: Record<string, unknown>) {
  const problems: HalyardError[] = []
  const warnings: string[] = []
  const policies = createCorsPolicies(config, problems, (message) => warnings.push(message))
  const codes = (): string[] => problems.map((problem) => problem.code)
  return { policies, problems, warnings, codes }
}

describe('config.security.cors', () => {
  test('covers no route by itself', () => {
    expect(create({}).policies.forOthers).toBeUndefined()
    expect(create({ allRoutes: true }).policies.forOthers).toMatchObject({
      origins: 'any',
      methods: 'GET,HEAD,PUT,PATCH,POST,DELETE',
      requestHeaders: 'content-type',
    })
  })

  test.each([
    [{ allowOrigins: 666 }],
    [{ allowOrigins: [666] }],
    [{ allowOrigins: [''] }],
    [{ allowOrigins: ['example.com'] }],
    [{ allowOrigins: ['http://example.com:80'] }],
    [{ allowOrigins: ['https://example.com:443'] }],
    [{ allowOrigins: ['https://example.com/'] }],
    [{ allowOrigins: ['https://example.com/path'] }],
    [{ allowOrigins: '*', allowCredentials: true }],
    [{ allowCredentials: 'yes' }],
    [{ allowRequestMethods: 7 }],
    [{ allowOrigin: '*' }],
    [{ securityLevel: 1 }],
  ])('refuses %j', (config) => {
    expect(create(config).codes()).toEqual(['E_INVALID_SECURITY_CONFIG'])
  })

  test('takes a text apart at its commas, and old names, with a warning', () => {
    const { policies, problems, warnings } = create({
      allRoutes: true,
      origin: 'http://a.example, http://b.example',
    })

    expect(problems).toEqual([])
    expect(warnings).toHaveLength(2)
    expect(policies.forOthers?.origins).toEqual(new Set(['http://a.example', 'http://b.example']))
  })
})

describe('the cors setting of a route', () => {
  test('is one policy: its own keys over those of the app', () => {
    const { policies, problems } = create({ allowRequestHeaders: 'x-foo' })

    const policy = policies.resolve({ allowOrigins: ['http://a.example'] }, route, problems)

    expect(policy).toMatchObject({ requestHeaders: 'x-foo', allowCredentials: false })
    expect(policy && allowedOrigin(policy, 'http://a.example')).toBe('http://a.example')
    expect(policy && allowedOrigin(policy, 'http://b.example')).toBeUndefined()
  })

  test('may be true for the settings of the app, an origin, or false for none', () => {
    const { policies, problems } = create({})

    expect(policies.resolve(true, route, problems)?.origins).toBe('any')
    expect(policies.resolve('http://a.example', route, problems)?.origins).toEqual(
      new Set(['http://a.example']),
    )
    expect(policies.resolve(false, route, problems)).toBeUndefined()
  })

  test('echoes any origin with credentials only when the unsafe flag says so', () => {
    const { policies, problems } = create({})
    const setting = {
      allowOrigins: '*',
      allowCredentials: true,
      allowAnyOriginWithCredentialsUnsafe: true,
    }

    const policy = policies.resolve(setting, route, problems)

    expect(problems).toEqual([])
    expect(policy && allowedOrigin(policy, 'http://evil.example')).toBe('http://evil.example')
  })

  test.each([
    [{ allowOrigins: '*', allowCredentials: true }, 'E_UNSAFE'],
    [{ allowOrigins: 666 }, 'E_BAD_ORIGIN_CONFIG'],
    [{ allowOrigins: ['blah'] }, 'E_INVALID_ORIGIN'],
    [{ allRoutes: true }, 'E_INVALID_SECURITY_CONFIG'],
    [7, 'E_INVALID_SECURITY_CONFIG'],
  ])('refuses %j', (setting, code) => {
    const { policies, problems, codes } = create({})

    policies.resolve(setting, route, problems)

    expect(codes()).toEqual([code])
    expect(problems[0]?.message).toContain('GET /x')
  })

  test('does not repeat what is wrong with the settings of the app', () => {
    const { policies, problems, codes } = create({ allowOrigins: 666 })

    policies.resolve({ allowCredentials: false }, route, problems)

    expect(codes()).toEqual(['E_INVALID_SECURITY_CONFIG'])
  })
})
