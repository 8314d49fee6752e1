import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

import { BodyTooLargeError, BodyUnparsableError, BodyUnsupportedError } from './errors.ts'

type Decompress = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

const DECOMPRESS: ReadonlyMap<string, Decompress> = new Map<string, Decompress>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
])

/**
 * Undoes a body's compression.
 * @param encoding `Content-Encoding`, in lower case.
 * @throws {BodyTooLargeError} above `limit` bytes, so that a small body cannot become a huge one
 * @throws {BodyUnsupportedError} for another encoding than gzip, deflate and br; {@link BodyUnparsableError} for bad bytes
 */
export async function decompress(bytes: Buffer, encoding: string, limit: number): Promise<Buffer> {
  const run = DECOMPRESS.get(encoding)
  if (run === undefined) throw new BodyUnsupportedError('content-encoding', encoding)
  try {
    return await run(bytes, { maxOutputLength: limit })
  } catch (error) {
    if (isTooLarge(error)) throw new BodyTooLargeError(limit)
    throw new BodyUnparsableError(`it is not valid ${encoding}.`, { cause: error })
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
