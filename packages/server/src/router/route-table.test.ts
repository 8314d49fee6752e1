import { describe, expect, test } from 'vitest'

import { parseAddress } from './parse-address.ts'
import { createRouteTable } from './route-table.ts'
import type { Match, Pass, Route, RouteTable } from './route.ts'

describe('createRouteTable', () => {
  test.each([
    ['GET', '/x', ['/x', 'ALL /x', 'GET /x']],
    ['HEAD', '/x', ['/x', 'ALL /x', 'GET /x', 'HEAD /x']],
    ['DELETE', '/x', ['/x', 'ALL /x']],
    ['TRACE', '/x', ['ALL /x']],
    ['PURGE', '/x', ['ALL /x']],
    ['OPTIONS', '/x', ['ALL /x']],
  ])('%s %s is answered by %j', (method, path, expected) => {
    const table = tableOf(['/x', 'ALL /x', 'GET /x', 'HEAD /x'])

    expect(matches(table, method, path)).toEqual(expected)
  })

  test.each([
    ['/CaseRoute', '/caseroute', {}],
    ['/fn', '/fn/', {}],
    ['/trail/', '/trail', {}],
    ['/', '/', {}],
    ['*', '/', { 0: '' }],
    ['*', '/a/b', { 0: 'a/b' }],
    ['/w/*', '/w/', { 0: '' }],
    ['/w/*', '/w/a/b/', { 0: 'a/b/' }],
    ['/two/*/x/*', '/two/a/b/x/c', { 0: 'a/b', 1: 'c' }],
    ['/p/:id', '/P/a%2Fb', { id: 'a/b' }],
    ['/p/:id', '/p/Ann/', { id: 'Ann' }],
    ['/p/:id?', '/p', {}],
    ['/p/:id?', '/p/7', { id: '7' }],
    ['/n/:id(\\d+)', '/n/7', { id: '7' }],
    ['/g/(x|y)', '/g/y', {}],
    ['/plus/a+b', '/plus/aaab', {}],
    ['/m/:a-:b.:c', '/m/1-2.3', { a: '1', b: '2', c: '3' }],
    ['/x/labelId::labelId', '/x/labelId:7', { labelId: '7' }],
    ['/v/:id[:]go', '/v/7:go', { id: '7' }],
    ['/$metadata', '/$metadata', {}],
    ['/a/?*', '/a', { 0: '' }],
    ['/a/?*', '/abc', { 0: 'bc' }],
    ['/user/:id/pet/:petId', '/user/3/pet/4', { id: '3', petId: '4' }],
    ['r|^/\\d+/(\\w+)/(\\w+)$|foo,bar', '/9/a/b', { 0: 'a', 1: 'b', foo: 'a', bar: 'b' }],
    ['r|thing|', '/some/thing/else', {}],
    ['r|^/(?<year>\\d{4})$|', '/2026', { 0: '2026', year: '2026' }],
  ])('%s takes %s, parameters %j', (address, path, params) => {
    const match = tableOf([address], { skipAssets: false }).match('POST', path, path)

    expect({ ...match?.params }).toEqual(params)
    expect(match?.route.target).toBe(address)
  })

  test.each([
    ['/w/*', '/w'],
    ['/x', '/x//'],
    ['/', '//'],
    ['/x', 'yx'],
    ['/:id', 'x'],
    ['*', 'x'],
    ['/p/:id', '/p/'],
    ['/p/:id', '/p'],
    ['/p/:id', '/p/a/b'],
    ['/n/:id(\\d+)', '/n/a'],
    ['/plus/a+b', '/plus/a+b'],
    ['/v/:id[:]go', '/v/7[:]go'],
    ['r|^/Case$|', '/case'],
  ])('%s does not take %s', (address, path) => {
    expect(tableOf([address]).match('POST', path, path)).toBeUndefined()
  })

  test('a request falls through in the order in which routes were bound', () => {
    const table = tableOf(['/:any', 'r|x|', '/x', '*', '/x/:id?'])

    expect(matches(table, 'GET', '/x')).toEqual(['/:any', 'r|x|', '/x', '*', '/x/:id?'])
    expect(matches(table, 'GET', '/y')).toEqual(['/:any', '*'])
  })

  test('parameters have no prototype and may have any name', () => {
    const match = tableOf(['/:__proto__/:constructor']).match('GET', '/a/b', '/a/b')

    expect(Object.getPrototypeOf(match?.params)).toBeNull()
    expect(Object.entries(match?.params ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
  })

  test('a parameter that cannot be decoded is an error of the client, once its route is reached', () => {
    const table = tableOf(['/a/*', '/a/:id'])
    const match = tableOf(['/a/%zz', '/a/:id']).match('GET', '/a/%zz', '/a/%zz')

    const error = expect.objectContaining({ code: 'E_UNDECODABLE_URL', status: 400 })
    expect(() => table.match('GET', '/a/%zz', '/a/%zz')).toThrow(error)
    expect(match?.route.target).toBe('/a/%zz')
    expect(() => match?.next()).toThrow(error)
  })

  test('routes can be added and removed at any time', () => {
    const table = tableOf(['/x'])
    expect(matches(table, 'GET', '/y')).toEqual([])

    table.add(toRoute('/y'))
    expect(matches(table, 'GET', '/y')).toEqual(['/y'])

    expect(table.remove('/y', 'get')).toBe(1)
    expect(matches(table, 'GET', '/y')).toEqual([])
    expect(matches(table, 'POST', '/y')).toEqual(['/y'])

    expect(table.remove('/x', '')).toBe(1)
    expect(table.remove('/x', '')).toBe(0)
    expect(matches(table, 'GET', '/x')).toEqual([])

    table.clear()
    expect(table.routes()).toEqual([])
  })

  test('methods of a path are those that its routes name', () => {
    const table = tableOf(['GET /x', 'POST /:id', 'ALL *', '/y', 'GET /n/:n(\\d+)'])

    expect(table.methodsFor('/X/')).toEqual(['GET', 'HEAD', 'POST'])
    expect(table.methodsFor('/y')).toEqual(['POST', 'GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])
    expect(table.methodsFor('/n/7')).toEqual(['GET', 'HEAD'])
    expect(table.methodsFor('/n/x')).toEqual([])
  })

  test('it knows whether some route has an option', () => {
    const table = tableOf(['/x'], { csrf: false })

    expect(table.hasOption('csrf')).toBe(true)
    expect(table.hasOption('cors')).toBe(false)
  })
})

describe('skipping', () => {
  test('an asset goes past a GET route that ends in a parameter, until nothing else has answered', () => {
    for (const address of ['GET /p/:id', '/p/:id', '/p/a-:id/']) {
      const table = tableOf([address])

      expect(matches(table, 'GET', '/p/a-b')).toEqual([address])
      expect(matches(table, 'GET', '/p/a-b.c')).toEqual([])
      expect(matches(table, 'GET', '/p/a-b.c', 'assets-last')).toEqual([address])
      expect(matches(table, 'GET', '/p/a-b', 'assets-last')).toEqual([])
    }
  })

  test.each(['POST /p/:id', 'ALL /p/:id', '/p/*', 'r|^/p/|', '/p/a.b'])(
    '%s takes assets by default',
    (address) => {
      expect(matches(tableOf([address]), 'POST', '/p/a.b')).toEqual([address])
    },
  )

  test('skipAssets true leaves assets alone for good, false takes them', () => {
    const skipping = tableOf(['/*'], { skipAssets: true })

    expect(matches(skipping, 'GET', '/js/app.js')).toEqual([])
    expect(matches(skipping, 'GET', '/js/app.js', 'assets-last')).toEqual([])
    expect(matches(skipping, 'GET', '/v1.2/app?x=a.b')).toEqual(['/*'])
    expect(matches(tableOf(['/p/:id'], { skipAssets: false }), 'GET', '/p/a.b')).toEqual(['/p/:id'])
  })

  test('skipRegex leaves alone each URL that one of its expressions finds, again and again', () => {
    const table = tableOf(['/*'], { skipRegex: [/abc/g, /q=1/, 'not a regular expression'] })

    expect(matches(table, 'GET', '/xabc')).toEqual([])
    expect(matches(table, 'GET', '/xabc')).toEqual([])
    expect(matches(table, 'GET', '/x?q=1')).toEqual([])
    expect(matches(table, 'GET', '/x?q=2')).toEqual(['/*'])
  })
})

function tableOf(
  addresses: readonly string[],
  options: Record<string, unknown> = {},
): RouteTable<string> {
  const table = createRouteTable<string>()
  for (const address of addresses) table.add(toRoute(address, options))
  return table
}

function toRoute(address: string, options: Record<string, unknown> = {}): Route<string> {
  return { ...parseAddress(address), target: address, options }
}

function matches(table: RouteTable<string>, method: string, url: string, pass?: Pass): string[] {
  const [path = ''] = url.split('?')
  const found: string[] = []
  let match: Match<string> | undefined = table.match(method, path, url, pass)
  while (match !== undefined) {
    found.push(match.route.target)
    match = match.next()
  }
  return found
}
