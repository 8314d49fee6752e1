import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { decompress } from './decompress.ts'

const PLAIN = Buffer.from('{"a":1}')

test.each([
  ['gzip', gzipSync(PLAIN)],
  ['deflate', deflateSync(PLAIN)],
  ['br', brotliCompressSync(PLAIN)],
])('%s is undone', async (encoding, bytes) => {
  expect(await decompress(bytes, encoding, 100)).toEqual(PLAIN)
})

test('a small body that would become a huge one is refused with 413', async () => {
  const bomb = gzipSync(Buffer.alloc(1_000_000))

  await expect(decompress(bomb, 'gzip', 10_000)).rejects.toMatchObject({
    code: 'E_BODY_TOO_LARGE',
    status: 413,
  })
})

test('an unknown encoding is refused with 415', async () => {
  await expect(decompress(PLAIN, 'constructor', 100)).rejects.toMatchObject({
    code: 'E_BODY_UNSUPPORTED',
    status: 415,
  })
})

test('bytes that are not what they claim are refused with 400', async () => {
  await expect(decompress(PLAIN, 'gzip', 100)).rejects.toMatchObject({
    code: 'E_BODY_UNPARSABLE',
    status: 400,
  })
})
