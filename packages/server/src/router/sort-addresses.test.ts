import { describe, expect, test } from 'vitest'

import { sortAddresses } from './sort-addresses.ts'

describe('sortAddresses', () => {
  test('specific addresses come before general ones, one with a verb before one without', () => {
    const addresses = ['GET /*', 'GET /x/:y', 'GET /x/y', 'ALL /x/y', '/*']

    expect(sortAddresses(addresses)).toEqual(['GET /x/y', 'ALL /x/y', 'GET /x/:y', 'GET /*', '/*'])
  })

  test('the root comes after all that has fixed text, and before parameters and wildcards', () => {
    const addresses = ['/*', '/:x', '/', '/a/b', '/:x/a']

    expect(sortAddresses(addresses)).toEqual(['/a/b', '/:x/a', '/', '/:x', '/*'])
  })

  test('a regular expression follows the address that it was written after', () => {
    expect(sortAddresses(['/*', 'GET /a', 'r|^/b$|', 'GET /c'])).toEqual([
      'GET /a',
      'r|^/b$|',
      'GET /c',
      '/*',
    ])
    expect(sortAddresses(['/:x', 'r|^/b$|', 'GET /a'])).toEqual(['GET /a', '/:x', 'r|^/b$|'])
    expect(sortAddresses(['r|^/b$|', '/a'])).toEqual(['r|^/b$|', '/a'])
  })

  test('addresses of one rank keep their order', () => {
    expect(sortAddresses(['POST /b', 'GET /a', 'PUT /b'])).toEqual(['POST /b', 'GET /a', 'PUT /b'])
  })

  test('text with a parameter inside counts as fixed text', () => {
    expect(sortAddresses(['/:a', '/a-:b'])).toEqual(['/a-:b', '/:a'])
  })

  test('a shorter address comes before a longer one, but not before a longer one when it ends in a wildcard', () => {
    expect(sortAddresses(['/a/b', '/a'])).toEqual(['/a', '/a/b'])
    expect(sortAddresses(['/a/*', '/a/?*', '/a/b/c', '/a/:b'])).toEqual([
      '/a/b/c',
      '/a/:b',
      '/a/*',
      '/a/?*',
    ])
  })

  test('an empty table stays empty', () => {
    expect(sortAddresses([])).toEqual([])
  })
})
