import { expect, test } from 'vitest'

import { checkRequest, mergeHeaders } from './request.ts'

test('a request that says only where becomes a get with nothing', () => {
  expect(checkRequest({ url: '/a' })).toMatchObject({
    verb: 'get',
    url: '/a',
    data: {},
    headers: {},
  })
})

test('the url is sent as given', () => {
  expect(checkRequest({ url: ' /a//?b=1#c ' }).url).toBe(' /a//?b=1#c ')
})

test('header names are compared and sent in lower case', () => {
  expect(mergeHeaders({ 'X-A': 'own' }, { 'x-a': 'common', 'X-B': 'common' })).toEqual({
    'x-a': 'own',
    'x-b': 'common',
  })
})

test('undefined and null leave a header out, numbers and booleans become strings', () => {
  expect(mergeHeaders({ a: undefined, b: null, c: 5, d: false }, { a: '1', b: '2' })).toEqual({
    c: '5',
    d: 'false',
  })
})

test('a header named like a prototype key is a header', () => {
  const merged = mergeHeaders(JSON.parse('{"__proto__":"x"}'), undefined)

  expect(Object.entries(merged)).toEqual([['__proto__', 'x']])
})
