import { expect, test } from 'vitest'

import { isSessionCookieClaim, isSessionCookieOffer } from './session-cookie.ts'

test('an offer has a token, a claim also names its socket', () => {
  expect(isSessionCookieOffer({ token: 't' })).toBe(true)
  expect(isSessionCookieClaim({ token: 't', socketId: 's' })).toBe(true)
})

test.each([null, 'token', [], {}, { token: 1 }])('%j is neither', (value) => {
  expect(isSessionCookieOffer(value)).toBe(false)
  expect(isSessionCookieClaim(value)).toBe(false)
})

test('a claim without socket is none', () => {
  expect(isSessionCookieClaim({ token: 't' })).toBe(false)
  expect(isSessionCookieClaim({ token: 't', socketId: 7 })).toBe(false)
})
