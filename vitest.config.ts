import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['halyard-source'] } },
  resolve: { conditions: ['halyard-source'] },
  test: {
    include: [
      'scripts/**/*.test.mjs',
      'packages/*/{src,test}/**/*.test.ts',
      'docs/**/*.test.js',
      'examples/*/test/**/*.test.ts',
    ],
    isolate: false,
    globals: true,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
