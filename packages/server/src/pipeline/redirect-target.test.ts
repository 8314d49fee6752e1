import { describe, expect, test } from 'vitest'

import { compileRedirect } from './redirect-target.ts'

/** Where a request is sent, and with which status. */
function follow(
  target: { redirect: unknown; status?: unknown; keepQuery?: unknown },
  params: Record<string, string> = {},
  url = '/old',
  path: string | RegExp = '/old/:id/:name?/*/*',
): [number, string] {
  const { redirect, status, keepQuery } = target
  const handler = compileRedirect({ address: 'GET /old', path, redirect, status, keepQuery })
  let sent: [number, string] | undefined
  const res = { redirect: (...to: [number, string]) => void (sent = to) }
  Reflect.apply(handler, undefined, [{ params, url }, res, () => undefined])
  if (sent === undefined) throw new Error('There was no redirect.')
  return sent
}

describe('compileRedirect', () => {
  test('sends to the target with 302, or with the status that it names', () => {
    expect(follow({ redirect: '/new' })).toEqual([302, '/new'])
    expect(follow({ redirect: 'https://new.example:8080/a', status: 308 })).toEqual([
      308,
      'https://new.example:8080/a',
    ])
  })

  test.each([
    ['/users/:id', { id: 'a b/c?d#é' }, '/users/a%20b%2Fc%3Fd%23%C3%A9'],
    ['/users/:id/:name', { id: '7' }, '/users/7'],
    ['/find?user=:id', { id: 'a&b' }, '/find?user=a%26b'],
    ['/new/*/x/*', { '0': 'a/b c', '1': 'd' }, '/new/a/b%20c/x/d'],
    ['https://new.example/:id', { id: '@evil.example' }, 'https://new.example/%40evil.example'],
    ['https://new.example/:name', {}, 'https://new.example/'],
    ['https://new.example', {}, 'https://new.example/'],
  ])('%s with %j is %s', (redirect, params, location) => {
    expect(follow({ redirect }, params)).toEqual([302, location])
  })

  test.each([
    ['/*', { '0': '/evil.example' }],
    ['/*', { '0': '//evil.example/x' }],
    ['/*', { '0': '\\evil.example' }],
    ['/:name/*', { '0': '/evil.example' }],
    ['/:id/:name', { id: '', name: 'evil.example' }],
    ['/:name', { name: '/evil.example' }],
  ])('%s with %j stays with this server', (redirect, params) => {
    const [, location] = follow({ redirect }, params)

    expect(new URL(location, 'https://here.example').host).toBe('here.example')
  })

  test.each([
    ['/new', '/old?a=1&b=%20', '/new?a=1&b=%20'],
    ['/new?c=1', '/old?a=1', '/new?c=1&a=1'],
    ['/new#part', '/old?a=1', '/new?a=1#part'],
    ['/new', '/old', '/new'],
  ])('%s keeps the query of %s: %s', (redirect, url, location) => {
    expect(follow({ redirect, keepQuery: true }, {}, url)).toEqual([302, location])
    expect(follow({ redirect }, {}, url)).toEqual([302, redirect])
  })

  test.each([
    [{ redirect: 7 }, '`redirect`'],
    [{ redirect: '' }, 'one slash'],
    [{ redirect: 'new' }, 'one slash'],
    [{ redirect: '//evil.example' }, 'one slash'],
    [{ redirect: '/\\evil.example' }, 'one slash'],
    [{ redirect: 'javascript:alert(1)' }, 'one slash'],
    [{ redirect: 'https://:id' }, 'in the host'],
    [{ redirect: 'https://:id.example/x' }, 'in the host'],
    [{ redirect: 'https://*/x' }, 'in the host'],
    [{ redirect: '/new/:other' }, 'no :other'],
    [{ redirect: '/new', status: 200 }, '`status`'],
    [{ redirect: '/new', status: '301' }, '`status`'],
    [{ redirect: '/new', keepQuery: 'yes' }, '`keepQuery`'],
  ])('%j is refused', (target, text) => {
    const expected = { code: 'E_BAD_REDIRECT', message: expect.stringContaining(text) }

    expect(() => follow(target)).toThrow(expect.objectContaining(expected))
  })

  test('names of groups of a regular expression are not checked', () => {
    expect(follow({ redirect: '/:year' }, { year: '2026' }, '/x', /x/)).toEqual([302, '/2026'])
  })
})
