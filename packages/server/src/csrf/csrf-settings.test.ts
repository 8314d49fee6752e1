import { describe, expect, test } from 'vitest'

import type { HalyardError } from '../errors.ts'
import { readCsrfSettings } from './csrf-settings.ts'

const beforeConnect = (): boolean => true

function read(config: Record<string, unknown>, hasSessions = true) {
  const problems: HalyardError[] = []
  const settings = readCsrfSettings(config, hasSessions, problems)
  return { settings, codes: problems.map((problem) => problem.code) }
}

describe('config.security.csrf', () => {
  test('is off by default, and on for all routes with true', () => {
    expect(read({}).settings).toMatchObject({ isOn: false, isUsed: false })
    expect(read({ security: { csrf: true } }).settings).toMatchObject({ isOn: true, isUsed: true })
  })

  test('is used when a single route asks for tokens', () => {
    const routes = { 'POST /pay': { action: 'pay', csrf: true } }

    expect(read({ routes }).settings).toMatchObject({ isOn: false, isUsed: true })
  })

  test('needs sessions', () => {
    expect(read({ security: { csrf: true } }, false).codes).toEqual(['E_INVALID_SECURITY_CONFIG'])
    expect(read({ security: { csrf: false } }, false).codes).toEqual([])
  })

  test('trusts the origin of sockets only where something checks it', () => {
    const security = { csrf: { sockets: 'origin' } }
    const onlyAllowOrigins = ['https://example.com']

    const checked = read({ security, sockets: { onlyAllowOrigins } })
    expect(checked.settings.trustsSocketOrigins).toBe(true)
    expect(checked.codes).toEqual([])
    expect(read({ security }).codes).toEqual(['E_INVALID_SECURITY_CONFIG'])
    expect(read({ security, sockets: { onlyAllowOrigins, beforeConnect } }).codes).toHaveLength(1)
  })

  test.each([
    [{ security: { csrf: 'yes' } }],
    [{ security: { csrf: { routesDisabled: '-' } } }],
    [{ security: { csrf: { sockets: 'never' } } }],
    [{ routes: { 'POST /x': { csrf: 'yes' } } }],
  ])('refuses %j', (config) => {
    expect(read(config).codes).toEqual(['E_INVALID_SECURITY_CONFIG'])
  })
})
