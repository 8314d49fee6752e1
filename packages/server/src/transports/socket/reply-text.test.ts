import { expect, test } from 'vitest'

import { encodeReply } from './reply-text.ts'

test('a reply is one text', () => {
  const reply = { body: { a: [{}, null] }, headers: {}, statusCode: 200 }

  expect(encodeReply(7, reply)).toBe('37[{"body":{"a":[{},null]},"headers":{},"statusCode":200}]')
})

test.each([
  ['a Buffer', Buffer.from('hi')],
  ['a typed array', new Uint8Array([104, 105])],
  ['an empty one', new Uint8Array()],
  ['an ArrayBuffer', new ArrayBuffer(2)],
])('%s, however deep, goes as binary', (_, bytes) => {
  const encoded = encodeReply(7, { body: [{ deep: bytes }] })

  expect(encoded).toHaveLength(2)
  expect(encoded[0]).toMatch(/^61-7\[/)
})

test('what only looks like a Buffer stays text', () => {
  expect(encodeReply(1, { body: { type: 'Buffer', data: [1] } })).toBeTypeOf('string')
})

test('what is no JSON throws', () => {
  expect(() => encodeReply(1, { body: 1n })).toThrow(TypeError)
})
