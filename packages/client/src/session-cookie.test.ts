import { afterEach, describe, expect, test, vi } from 'vitest'

import { claimSessionCookie, keepsSessionCookie } from './session-cookie.ts'

const settings = { url: 'https://page.example', transports: [] }
const claim = { token: 't', socketId: 's' }

/** What a page has and Node has not. */
function openPage(address: string): void {
  vi.stubGlobal('location', new URL(address))
}

/** Answers what is fetched, and notes it. */
function answerWith(respond: () => Response): [string, RequestInit][] {
  const asked: [string, RequestInit][] = []
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    asked.push([url.href, init])
    return respond()
  })
  return asked
}

afterEach(() => vi.unstubAllGlobals())

describe('the cookie of the session is kept', () => {
  test('by pages, unless it is switched off', () => {
    openPage('https://page.example/chat')

    expect(keepsSessionCookie(settings)).toBe(true)
    expect(keepsSessionCookie({ ...settings, sessionCookie: false })).toBe(false)
  })

  test('with the server of another origin, unless no cookie of its is wanted', () => {
    openPage('https://other.example')

    expect(keepsSessionCookie(settings)).toBe(true)
    expect(keepsSessionCookie({ ...settings, useCORSRouteToGetCookie: false })).toBe(false)
  })

  test('with the own server, whatever is wanted of others', () => {
    openPage('https://page.example')

    expect(keepsSessionCookie({ ...settings, useCORSRouteToGetCookie: false })).toBe(true)
  })

  test('not by Node', () => {
    expect(keepsSessionCookie(settings)).toBe(false)
  })
})

describe('claiming it', () => {
  test.each([
    ['https://api.example', 'https://api.example/__getcookie'],
    ['wss://api.example:8443', 'https://api.example:8443/__getcookie'],
    ['https://api.example/some/path', 'https://api.example/__getcookie'],
  ])('from %s sends the token in a body, with cookies, to %s', async (url, address) => {
    const asked = answerWith(() => new Response(null, { status: 204 }))

    await claimSessionCookie(url, claim)

    expect(asked).toMatchObject([
      [address, { method: 'POST', credentials: 'include', body: JSON.stringify(claim) }],
    ])
  })

  test('fails with a code when the server refuses', async () => {
    answerWith(() => new Response('{}', { status: 403 }))

    await expect(claimSessionCookie(settings.url, claim)).rejects.toMatchObject({
      code: 'E_SESSION_COOKIE_NOT_SET',
      message: expect.stringContaining('403'),
    })
  })

  test('fails with a code when the server cannot be reached', async () => {
    const cause = new TypeError('no network')
    answerWith(() => {
      throw cause
    })

    await expect(claimSessionCookie(settings.url, claim)).rejects.toMatchObject({
      code: 'E_SESSION_COOKIE_NOT_SET',
      cause,
    })
  })
})
