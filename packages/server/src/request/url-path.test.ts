import { expect, test } from 'vitest'

import { urlPath } from './url-path.ts'

test.each([
  ['/a/b?c=/d#e', '/a/b'],
  ['/a#b?c', '/a'],
  ['?a', '/'],
  ['', '/'],
  ['a/b?c', 'a/b'],
  ['http://site.example/a?b', '/a'],
  ['http://site.example', '/'],
  ['*', '*'],
  ['//a', '//a'],
])('the path of %o is %o', (url, path) => {
  expect(urlPath(url)).toBe(path)
})
