import { expect, test } from 'vitest'

import { checkPlainData } from './check-plain-data.ts'
import { mergePayloadData } from './merge-payload-data.ts'
import { parseRequestHeaders } from './parse-request-headers.ts'

const NO_HANDSHAKE = {
  cookie: undefined,
  origin: undefined,
  host: undefined,
  nosession: undefined,
}

test.each([
  ['post', undefined, { a: 1 }, { a: 1 }],
  ['post', { a: 1 }, undefined, { a: 1 }],
  ['post', { a: 1, c: 3 }, { a: 2 }, { a: 2, c: 3 }],
  ['post', undefined, [1, { a: 2 }], [1, { a: 2 }]],
  ['get', undefined, [1, 2], { 0: 1, 1: 2 }],
  ['post', [7, 8], undefined, { 0: 7, 1: 8 }],
  ['post', undefined, 'ab', { 0: 'a', 1: 'b' }],
  ['post', undefined, 5, {}],
  ['post', undefined, null, {}],
  ['post', undefined, undefined, {}],
])('the body of a %s with params %o and data %o is %o', (verb, params, data, body) => {
  expect(mergePayloadData(verb, params, data)).toEqual(body)
})

test('a long text is not spread into a dictionary', () => {
  expect(() => mergePayloadData('post', undefined, 'x'.repeat(1_001))).toThrow(
    expect.objectContaining({ code: 'E_BAD_VIRTUAL_REQUEST' }),
  )
})

test('names of headers become lower case, and the later of two wins', () => {
  const headers = { 'X-Both': 'mine', 'x-both': 'global', Accept: 'text/html' }

  expect(parseRequestHeaders(headers, NO_HANDSHAKE)).toEqual({
    'x-both': 'global',
    accept: 'text/html',
  })
})

test('origin, host and nosession come from the handshake alone', () => {
  const own = { origin: 'http://evil.example', Host: 'evil.example', nosession: '1', cookie: 'a=b' }

  expect(parseRequestHeaders(own, NO_HANDSHAKE)).toEqual({ cookie: 'a=b' })
  expect(
    parseRequestHeaders(own, { cookie: 'c=d', origin: 'http://o', host: 'h', nosession: 'true' }),
  ).toEqual({ cookie: 'c=d', origin: 'http://o', host: 'h', nosession: 'true' })
})

test.each([
  ['too many', Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`h${index}`, 'x']))],
  ['too long', { a: 'x'.repeat(16_385) }],
  ['no dictionary', 'x'],
  ['with an empty name', { '': 'x' }],
  ['with a number', { a: 5 }],
  ['with null', { a: null }],
])('headers that are %s are refused', (_, headers) => {
  expect(() => parseRequestHeaders(headers, NO_HANDSHAKE)).toThrow(
    expect.objectContaining({ code: 'E_BAD_VIRTUAL_REQUEST' }),
  )
})

test('data may be nested to the limit and no deeper', () => {
  expect(() => checkPlainData(JSON.parse('[[[]]]'), 3)).not.toThrow()
  expect(() => checkPlainData(JSON.parse('[[{"a":[]}]]'), 3)).toThrow(
    expect.objectContaining({ code: 'E_UNSAFE_DATA' }),
  )
})

test('prototype keys are refused at any depth, a mere `constructor` is not', () => {
  expect(() => checkPlainData(JSON.parse('{"constructor":"Ferrari"}'), 64)).not.toThrow()
  for (const json of [
    '{"__proto__":1}',
    '[{"a":{"__proto__":{}}}]',
    '{"constructor":{"prototype":{}}}',
  ]) {
    expect(() => checkPlainData(JSON.parse(json), 64)).toThrow(
      expect.objectContaining({ code: 'E_UNSAFE_DATA' }),
    )
  }
})
