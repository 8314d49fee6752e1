// Builds dist/*.js: all modules of ours in one file, for to find and load two hundred takes as long as to start the app.
// `tsc -b` writes the types beside it.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { rolldown } from 'rolldown'

const here = dirname(fileURLToPath(import.meta.url))

const build = await rolldown({
  // Both entries share one chunk, so that a class is the same whichever of them it is imported from.
  input: {
    index: join(here, 'src/index.ts'),
    'testing/index': join(here, 'src/testing/index.ts'),
  },
  platform: 'node',
  external: /^[^./]/,
})
await build.write({
  dir: join(here, 'dist'),
  format: 'esm',
  chunkFileNames: 'chunks/[name].js',
  sourcemap: true,
})
await build.close()
