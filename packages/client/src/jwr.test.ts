import { expect, test } from 'vitest'

import { JWR, toJwr } from './jwr.ts'

test.each([
  [undefined, 200, false],
  [0, 0, true],
  [100, 100, true],
  [200, 200, false],
  [204, 204, false],
  [302, 302, false],
  [304, 304, false],
  [399, 399, false],
  [400, 400, true],
  [500, 500, true],
])('an answer with status %s has status %s and an error: %s', (sent, statusCode, hasError) => {
  const jwr = toJwr({ body: 'b', ...(sent !== undefined && { statusCode: sent }) })

  expect(jwr.statusCode).toBe(statusCode)
  expect('error' in jwr).toBe(hasError)
})

test('an answer without anything is a success without a body', () => {
  expect(toJwr({}).toPOJO()).toEqual({ body: undefined, headers: {}, statusCode: 200 })
})

test('a parse error of our own server keeps its body', () => {
  const code = 'SAILS:HOOK:SOCKETS:PARSE_VIRTUAL_REQ'
  const jwr = toJwr({ code, status: 400, statusCode: 400, headers: {}, body: { code: 'E_X' } })

  expect(jwr).toMatchObject({ statusCode: 400, body: { code: 'E_X' } })
  expect(jwr.error?.code).toBe('E_REQUEST_FAILED')
})

test('toString() is one line with status, headers and body', () => {
  const text = String(new JWR({ body: { a: 1 }, headers: { h: 'v' }, statusCode: 201 }))

  expect(text).toBe('[JWR] status 201, headers {"h":"v"}, body {"a":1}')
})

test('pipe() returns an error and does not throw', () => {
  expect(toJwr({}).pipe()).toBeInstanceOf(Error)
})
