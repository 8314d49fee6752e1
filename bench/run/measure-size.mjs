// The scripts that a page loads: both minified by the same tool, both packed by the same gzip.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'

import { transform } from 'esbuild'

const { resolve } = createRequire(import.meta.url)

const SCRIPTS = { halyard: '@halyard/client/sails.io.js', sails: 'sails.io.js-dist' }

/** @returns For each cell `cost`, bytes of the peer's script after minifying and gzip -9. */
export function measureSize(cells) {
  return Promise.all(
    cells.map(async ({ peer }) => {
      const script = await readFile(resolve(SCRIPTS[peer]), 'utf8')
      const { code } = await transform(script, { minify: true, legalComments: 'none' })
      return { cost: gzipSync(code, { level: 9 }).length }
    }),
  )
}
