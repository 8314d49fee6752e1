// Builds dist/*.js: all modules of ours in one file, for to find and load two hundred takes as long as to start the app.
// `tsc -b` writes the types beside it.
import { chmod } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { rolldown } from 'rolldown'

const here = dirname(fileURLToPath(import.meta.url))

const build = await rolldown({
  // The entries share one chunk, so that a class is the same whichever of them it is imported from.
  input: {
    index: join(here, 'src/index.ts'),
    bin: join(here, 'src/bin.ts'),
    'accessible/rc': join(here, 'src/app/config/rc.ts'),
    'compat/action-util': join(here, 'src/compat/action-util.ts'),
    'compat/app': join(here, 'src/compat/app.ts'),
    'compat/module-loader': join(here, 'src/compat/module-loader.ts'),
    'testing/index': join(here, 'src/testing/index.ts'),
  },
  platform: 'node',
  external: /^[^./]/,
})
await build.write({
  dir: join(here, 'dist'),
  format: 'esm',
  chunkFileNames: 'chunks/[name].js',
  codeSplitting: {
    groups: [
      // What the command line starts with: `halyard --help` does not load the framework.
      {
        name: 'start',
        test: /src\/(?:errors|nearest-name|app\/files\/error-place|app\/version)\.ts$/,
        priority: 2,
      },
      // Commands are files of their own; the framework stays one, however many of its modules they share.
      {
        name: 'framework',
        test: /src\/(?!cli\/|compat\/|doctor\/|bin\.ts|index\.ts|testing\/)|protocol\//,
        priority: 1,
      },
    ],
  },
  sourcemap: true,
})
await build.close()
// npm does this for those who install the package; in this repository its links lead here.
await chmod(join(here, 'dist/bin.js'), 0o755)
