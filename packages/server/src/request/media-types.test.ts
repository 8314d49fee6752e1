import { contentType } from 'mime-types'
import { expect, test } from 'vitest'

import { chooseMediaType, fullContentType, isJson, isTextual, withUtf8 } from './media-types.ts'

test.each<[string | undefined, string[], string | false]>([
  [undefined, ['html', 'json'], 'html'],
  ['*/*', ['json'], 'json'],
  ['text/*', ['json', 'html'], 'html'],
  ['image/png', ['json'], false],
  ['text/html', ['no-such-extension'], false],
  ['text/html', [], false],
])('with Accept %o of %o is chosen %o', (accept, types, chosen) => {
  expect(chooseMediaType(accept, types)).toBe(chosen)
})

test('texts are known by their type', () => {
  const textual = ['text/css', 'application/json', 'image/svg+xml', 'a/b; charset=utf-8']
  const binary = ['application/octet-stream', 'image/png', 'application/pdf']

  expect(textual.map(isTextual)).toEqual([true, true, true, true])
  expect(binary.map(isTextual)).toEqual([false, false, false])
  expect(['application/json; a=b', 'application/x+json', 'text/json'].map(isJson)).toEqual([
    true,
    true,
    false,
  ])
})

test('a charset is put in the place of another', () => {
  expect(withUtf8('text/a')).toBe('text/a; charset=utf-8')
  expect(withUtf8('text/a; charset=latin1; b=c')).toBe('text/a; charset=utf-8; b=c')
})

test.each(['txt', 'text', 'html', 'json', 'text/plain', 'text/html', 'application/json'])(
  'the whole type of %s is what the table of all types says',
  (type) => {
    expect(fullContentType(type)).toBe(contentType(type))
  },
)
