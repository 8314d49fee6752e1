import { describe, expect, test } from 'vitest'

import { readSessionSettings } from './session-settings.ts'

function read(config: Record<string, unknown>, isProduction = false) {
  return readSessionSettings(config, ['secret'], isProduction)
}

describe('config.session', () => {
  test('defaults to a host-wide cookie that only requests of our own pages carry', () => {
    const { settings, problems } = read({})

    expect(problems).toEqual([])
    expect(settings).toMatchObject({ name: 'sails.sid', resave: false, saveUninitialized: false })
    expect(settings.cookie).toMatchObject({ httpOnly: true, sameSite: 'lax', secure: false })
  })

  test('in production names the cookie so that only TLS pages of this host can set it', () => {
    const { settings } = read({}, true)

    expect(settings.name).toBe('__Host-sails.sid')
    expect(settings.cookie.secure).toBe(true)
  })

  test('keeps the plain name where browsers would refuse the other', () => {
    expect(read({ cookie: { secure: false } }, true).settings.name).toBe('sails.sid')
    expect(read({ cookie: { domain: 'example.com' } }, true).settings.name).toBe('sails.sid')
    expect(read({ name: 'mine' }, true).settings.name).toBe('mine')
  })

  test.each([
    [{ cookie: { secure: 'true' } }, 'E_SESSION_BAD_COOKIE_SECURE'],
    [{ cookie: { sameSite: 'sideways' } }, 'E_INVALID_SESSION_CONFIG'],
    [{ cookie: { maxAge: '1d' } }, 'E_INVALID_SESSION_CONFIG'],
    [{ cookie: { httponly: true } }, 'E_INVALID_SESSION_CONFIG'],
    [{ cookie: 'none' }, 'E_INVALID_SESSION_CONFIG'],
    [{ name: 'with space' }, 'E_INVALID_SESSION_CONFIG'],
    [{ name: '__Host-sid' }, 'E_INVALID_SESSION_CONFIG'],
    [{ resave: 'yes' }, 'E_INVALID_SESSION_CONFIG'],
    [{ isSessionDisabled: true }, 'E_INVALID_SESSION_CONFIG'],
    [{ routesDisabled: ['/x'] }, 'E_INVALID_SESSION_CONFIG'],
    [{ storeTimeoutMs: 0 }, 'E_INVALID_SESSION_CONFIG'],
    [{ secrte: 'x' }, 'E_UNKNOWN_SESSION_SETTING'],
  ])('refuses %j', (config, code) => {
    expect(read(config).problems.map((problem) => problem.code)).toEqual([code])
  })

  test('leaves keys alone that are like none of ours', () => {
    expect(read({ expiresAt: 5 }).problems).toEqual([])
  })

  test('names the key that was probably meant', () => {
    const [problem] = read({ isSessionDisable: () => true }).problems

    expect(problem?.message).toContain('session.isSessionDisabled')
  })

  test('reports all problems together', () => {
    const config = { resave: 1, name: '', cookie: { secure: 1, path: 2 } }

    expect(read(config).problems).toHaveLength(4)
  })

  test('leaves the keys of a store of the app alone', () => {
    expect(read({ adapter: 'session-file-store', path: './sessions' }).problems).toEqual([])
  })
})
