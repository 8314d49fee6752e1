import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('typed-helpers', import.meta.url))
const manifest = createRequire(import.meta.url).resolve('typescript/package.json')
const tsc = path.join(path.dirname(manifest), 'bin', 'tsc')

test('sails.helpers is typed by what the app says of it', { timeout: 30_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
    (error) => error,
  )

  expect(stdout).toBe('')
})
