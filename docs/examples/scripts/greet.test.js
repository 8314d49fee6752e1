import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { expect, onTestFinished, test } from 'vitest'

const BIN = fileURLToPath(new URL('../../../packages/server/src/bin.ts', import.meta.url))
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

test('halyard run greet prints what the script returns, and fails for an exit', () => {
  const app = mkdtempSync(path.join(tmpdir(), 'halyard-docs-'))
  onTestFinished(() => rmSync(app, { recursive: true }))
  writeFileSync(path.join(app, 'package.json'), '{"type":"module"}')
  cpSync(path.join(import.meta.dirname, 'greet.js'), path.join(app, 'scripts/greet.js'))

  expect(run(app, 'ann', '--times=2')).toEqual([0, 'Hello Hello ann (development)\n'])
  expect(run(app, 'nobody')).toEqual([1, ''])
})

function run(app, ...words) {
  const program = ['--import', TSX, '--conditions=halyard-source', BIN, 'run', 'greet', ...words]
  const env = { ...process.env, NODE_ENV: 'development' }
  const { status, stdout } = spawnSync(process.execPath, program, { cwd: app, env })
  return [status, String(stdout)]
}
