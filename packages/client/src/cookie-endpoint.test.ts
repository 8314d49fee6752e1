import { afterEach, expect, test, vi } from 'vitest'

import { cookieScriptUrl } from './cookie-endpoint.ts'

/** What a page has and Node has not. */
function openPage(address: string): void {
  vi.stubGlobal('location', new URL(address))
  vi.stubGlobal('document', {})
}

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['http://page.example', 'http://page.example', undefined],
  ['http://page.example', 'http://page.example:80', undefined],
  ['http://page.example', 'https://page.example', 'https://page.example/__getcookie'],
  ['http://page.example', 'http://page.example:8080', 'http://page.example:8080/__getcookie'],
  ['http://page.example', 'http://other.example', 'http://other.example/__getcookie'],
  [
    'http://page.example',
    'http://page.example.evil.example',
    'http://page.example.evil.example/__getcookie',
  ],
  ['http://page.example', '//page.example', undefined],
  ['http://page.example', 'page.example:80', undefined],
  ['http://page.example', '/namespace', undefined],
  ['http://page.example', 'ws://page.example', undefined],
  ['http://page.example', 'wss://other.example', 'https://other.example/__getcookie'],
  ['https://page.example', 'https://page.example:443', undefined],
  ['http://[::1]:1337', 'http://[::1]:1337', undefined],
])('a page of %s that connects to %s loads %s', (page, url, scriptUrl) => {
  openPage(page)

  expect(cookieScriptUrl({ url, transports: ['websocket'] })).toBe(scriptUrl)
})

test('the path can be another, and the fetch switched off', () => {
  openPage('http://page.example')
  const settings = { url: 'http://other.example', transports: [] }

  expect(cookieScriptUrl({ ...settings, useCORSRouteToGetCookie: '/my/cookie' })).toBe(
    'http://other.example/my/cookie',
  )
  expect(cookieScriptUrl({ ...settings, useCORSRouteToGetCookie: false })).toBeUndefined()
})

test('Node loads none', () => {
  expect(cookieScriptUrl({ url: 'http://other.example', transports: [] })).toBeUndefined()
})
