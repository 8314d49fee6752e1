import { expect, test } from 'vitest'

import { PARSE_ERROR_CODE, isParseErrorReply, isReply } from './reply.ts'

test.each([
  [{}],
  [{ body: null }],
  [{ body: 1, headers: {}, statusCode: 404 }],
  [{ code: 'E_X', status: 400 }],
])('%j is an answer', (value) => {
  expect([isReply(value), isParseErrorReply(value)]).toEqual([true, false])
})

test('an error of the parser is no answer, whether bare or in the form of one', () => {
  const bare = { code: PARSE_ERROR_CODE, status: 400 }

  expect([isReply(bare), isParseErrorReply(bare)]).toEqual([false, true])
  expect(isParseErrorReply({ ...bare, body: 'no url', headers: {}, statusCode: 400 })).toBe(true)
})

test.each([[undefined], [null], ['ok'], [[]], [200]])('%j is neither', (value) => {
  expect([isReply(value), isParseErrorReply(value)]).toEqual([false, false])
})
