import { expect, test } from 'vitest'

import { parseRequestArguments } from './parse-request-arguments.ts'

test.each([
  ['GET /user', 'GET', '/user'],
  ['post  /user?x=1', 'POST', '/user?x=1'],
  ['/user', 'GET', '/user'],
  ['user', 'GET', '/user'],
  ['propfind /dav', 'PROPFIND', '/dav'],
])('the address %j is a verb and a URL', (address, method, url) => {
  expect(parseRequestArguments(address, undefined)).toEqual({
    method,
    url,
    headers: {},
    data: undefined,
  })
})

test('options may carry the verb in the URL or beside it', () => {
  expect(parseRequestArguments({ url: 'PUT /a' }, undefined).method).toBe('PUT')
  expect(parseRequestArguments({ url: '/a', method: 'put' }, undefined).method).toBe('PUT')
})

test('data may be the second argument, data or params', () => {
  expect(parseRequestArguments('/a', { x: 1 }).data).toEqual({ x: 1 })
  expect(parseRequestArguments({ url: '/a', data: { x: 1 } }, undefined).data).toEqual({ x: 1 })
  expect(parseRequestArguments({ url: '/a', params: { x: 1 } }, undefined).data).toEqual({ x: 1 })
})

test('a list in a header is its values one after the other', () => {
  const headers = { Cookie: ['a=1', 'b=2'], accept: ['text/html', 'text/plain'] }

  expect(parseRequestArguments({ url: '/a', headers }, undefined).headers).toEqual({
    cookie: 'a=1; b=2',
    accept: 'text/html, text/plain',
  })
})

test('headers become text under lower-case names, undefined ones are left out', () => {
  const { headers } = parseRequestArguments(
    { url: '/a', headers: { 'X-Count': 3, 'X-None': undefined } },
    undefined,
  )

  expect(headers).toEqual({ 'x-count': '3' })
})

test.each([
  ['no arguments', undefined],
  ['an empty address', ''],
  ['options without url', { method: 'get' }],
  ['a url that is no text', { url: 7 }],
  ['a method that is no text', { url: '/a', method: 7 }],
  ['headers that are no dictionary', { url: '/a', headers: 'x: 1' }],
])('%s is a usage error that says what to write', (_what, target) => {
  expect(() => parseRequestArguments(target, undefined)).toThrow(
    expect.objectContaining({ code: 'E_REQUEST_USAGE' }),
  )
})
