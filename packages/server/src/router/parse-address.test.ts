import { describe, expect, test } from 'vitest'

import { parseAddress } from './parse-address.ts'

describe('parseAddress', () => {
  test.each([
    ['/x', '', '/x'],
    ['GET /x', 'get', '/x'],
    ['  get   /x ', 'get', '/x'],
    ['ALL /x', 'all', '/x'],
    ['trace /x', 'trace', '/x'],
    ['*', '', '/*'],
    ['post *', 'post', '/*'],
    ['/w/*', '', '/w/*'],
    ['/p/:id?', '', '/p/:id?'],
    ['PATCH /x/labelId::labelId', 'patch', '/x/labelId::labelId'],
    ['/get well soon', '', '/get well soon'],
  ])('%j has the verb %j and the path %j', (address, verb, path) => {
    expect(parseAddress(address)).toEqual({ verb, path, paramNames: [] })
  })

  test('a regular expression keeps the names of its groups', () => {
    const address = parseAddress('get r|^/\\d+/(\\w+)/(a|b)$|foo, bar')

    expect(address).toEqual({
      verb: 'get',
      path: /^\/\d+\/(\w+)\/(a|b)$/,
      paramNames: ['foo', 'bar'],
    })
  })

  test('a verb that is given wins over the one in the address', () => {
    expect(parseAddress('get /x', 'POST').verb).toBe('post')
    expect(parseAddress(/^\/x/, 'put')).toEqual({ verb: 'put', path: /^\/x/, paramNames: [] })
  })

  test.each([
    ['bogus /x', 'E_UNKNOWN_VERB'],
    ['get bogus /x', 'E_UNKNOWN_VERB'],
    ['x/y', 'E_NO_LEADING_SLASH'],
    ['', 'E_NO_LEADING_SLASH'],
    ['get', 'E_NO_LEADING_SLASH'],
    ['/x/:length', 'E_ROUTE_WITH_LENGTH'],
    ['/x/:length/y', 'E_ROUTE_WITH_LENGTH'],
    ['r|^/(x|y|a', 'E_BAD_ROUTE_REGEX'],
    ['/x/(y', 'E_BAD_ROUTE_REGEX'],
    [`/${'x'.repeat(20_000)}`, 'E_ROUTE_TOO_LONG'],
  ])('%.30j is refused with %s', (address, code) => {
    expect(() => parseAddress(address)).toThrow(expect.objectContaining({ code }))
  })

  test('an unknown verb that is given is refused', () => {
    expect(() => parseAddress('/x', 'fetch')).toThrow(
      expect.objectContaining({ code: 'E_UNKNOWN_VERB' }),
    )
  })
})
