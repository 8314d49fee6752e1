import { describe, expect, test } from 'vitest'

import { LiveSessionCookie, toCookieSettings } from './session-cookie.ts'

const settings = {
  path: '/',
  domain: undefined,
  httpOnly: true,
  secure: false,
  sameSite: 'lax',
  maxAge: null,
} as const

describe("a session's cookie", () => {
  test('ends with the browser unless it is given an age', () => {
    const cookie = new LiveSessionCookie(settings)
    expect(cookie.expires).toBeNull()
    expect(cookie.maxAge).toBeNull()

    cookie.maxAge = 60_000

    expect(cookie.originalMaxAge).toBe(60_000)
    expect(cookie.expires?.getTime()).toBeGreaterThan(Date.now())
    expect(cookie.differsFrom(settings)).toBe(true)
  })

  test('is stored as express-session stores it, and read again', () => {
    const cookie = new LiveSessionCookie({ ...settings, maxAge: 60_000, domain: 'example.com' })
    const stored: unknown = JSON.parse(JSON.stringify(cookie))

    expect(stored).toMatchObject({ originalMaxAge: 60_000, httpOnly: true, path: '/' })
    expect(toCookieSettings({ ...cookie.toJSON() }, settings)).toEqual({
      ...settings,
      maxAge: 60_000,
      domain: 'example.com',
    })
  })

  test('takes what a damaged entry lacks from the settings of the app', () => {
    expect(toCookieSettings({ path: 7, sameSite: 'sideways' }, settings)).toEqual(settings)
  })
})
