import { expect, test } from 'vitest'

import { fillUrl } from './fill-url.ts'

test.each([
  ['/user/:id/friends', { id: 3, limit: 15 }, '/user/3/friends', { limit: 15 }],
  ['/user/:id', { id: 3 }, '/user/3', undefined],
  ['/user/:id', { id: 'a/b ü?&#' }, '/user/a%2Fb%20%C3%BC%3F%26%23', undefined],
  ['/m/:a-:b.:c', { a: 1, b: 2, c: 3 }, '/m/1-2.3', undefined],
  [String.raw`/n/:id(\d+)/x`, { id: 7 }, '/n/7/x', undefined],
  ['/page/:number?', { number: 2 }, '/page/2', undefined],
  ['/page/:number?', {}, '/page', {}],
  ['/:name?', undefined, '/', undefined],
  ['/user/:id?full=:id', { id: 3 }, '/user/3?full=:id', undefined],
  ['/user/:id?/x', { id: 3 }, '/user/3/x', undefined],
  ['/on/:flag', { flag: false }, '/on/false', undefined],
])('%s with %j asks %s', (url, params, expected, rest) => {
  expect(fillUrl(url, params)).toEqual({ url: expected, rest, unfit: undefined })
})

test.each([
  ['/user/:id', { name: 'x' }],
  ['/user/:id', { id: null }],
  ['/user/:id', undefined],
  ['/user/:id', [3]],
  ['/at/12:30', { 30: 'x' }],
  ['/x?at=:id', { id: 3 }],
  ['http://localhost:1337/user', { id: 3 }],
])('%s with %j is sent as it stands', (url, params) => {
  const filled = fillUrl(url, params)

  expect(filled.url).toBe(url)
  expect(filled.rest).toBe(params)
})

test('the given parameters stay as they are', () => {
  const params = Object.freeze({ id: 3, limit: 15 })

  expect(fillUrl('/user/:id', params).rest).toEqual({ limit: 15 })
  expect(params).toEqual({ id: 3, limit: 15 })
})

test.each([[''], [{}], [[1]]])('a value like %j, which no path can hold, is told', (id) => {
  expect(fillUrl('/user/:id', { id }).unfit).toBe('id')
})
