import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

test('node:test runs it over each transport', async () => {
  const file = fileURLToPath(new URL('node-test.js', import.meta.url))
  const options = ['--import', 'tsx', '--conditions', 'halyard-source', '--test-reporter', 'tap']

  const run = spawn(process.execPath, [...options, '--test', file])
  let output = ''
  run.stdout.on('data', (chunk) => (output += chunk))
  run.stderr.on('data', (chunk) => (output += chunk))
  const [exitCode] = await once(run, 'close')

  expect(output).toContain('# pass 3')
  expect(exitCode).toBe(0)
})
