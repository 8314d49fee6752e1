import { promisify } from 'node:util'
import {
  brotliCompress,
  constants,
  createBrotliCompress,
  createDeflate,
  createGzip,
  deflate,
  gzip,
} from 'node:zlib'

import type { Compressor } from '../../../request/compressed-body.ts'

/** Brotli's best quality takes a hundred times as long; at 4 it is as quick as gzip and still smaller. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

/** Ways to compress by their name in `Content-Encoding`, the one that we like best first. */
export const COMPRESSORS: ReadonlyMap<string, Compressor> = new Map<string, Compressor>([
  [
    'br',
    {
      compress: async (body) => promisify(brotliCompress)(body, BROTLI),
      createStream: () => createBrotliCompress(BROTLI),
    },
  ],
  ['gzip', { compress: promisify(gzip), createStream: () => createGzip() }],
  ['deflate', { compress: promisify(deflate), createStream: () => createDeflate() }],
])
