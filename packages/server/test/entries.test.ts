import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const isBuilt = existsSync(join(root, 'dist/index.js'))

/** What a program prints that uses the built package. */
async function run(code: string, ...flags: string[]): Promise<string> {
  const program = [...flags, '-e', code]
  const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: root })
  return stdout.trim()
}

describe.skipIf(!isBuilt)('the built package', () => {
  test('is the shared app when required, with every public name on it', async () => {
    const code = `const sails = require('halyard')
      const { Sails, defineAction, defineHook, HalyardError, LiftProblemsError, RequestError } = require('halyard')
      console.log(sails instanceof Sails, [Sails, defineAction, defineHook, HalyardError, LiftProblemsError, RequestError]
        .map((value) => typeof value).join())`

    expect(await run(code)).toBe(`true ${Array.from({ length: 6 }, () => 'function').join()}`)
  })

  test('is one and the same, required and imported, with halyard/testing beside it', async () => {
    const code = `import { createRequire } from 'node:module'
      import { HalyardError, Sails, sails } from 'halyard'
      import { createTestApp, NoTestRunnerError } from 'halyard/testing'
      const required = createRequire(process.cwd() + '/x.js')('halyard')
      const { app, lower } = await createTestApp()
      console.log(required === sails, app instanceof Sails, new NoTestRunnerError('x') instanceof HalyardError)
      await lower()`

    expect(await run(code, '--input-type=module')).toBe('true true true')
  })

  test('has types with everything that requests and responses have', async () => {
    const tsc = join(root, '../../node_modules/typescript/bin/tsc')
    const project = join(import.meta.dirname, 'fixtures/consumer')

    await expect(
      promisify(execFile)(process.execPath, [tsc, '-p', project]),
    ).resolves.toMatchObject({ stdout: '' })
  })

  test('opens nothing and ends by itself when it is only imported', async () => {
    expect(
      await run(`import { sails } from 'halyard'; console.log(sails.phase)`, '--input-type=module'),
    ).toBe('loading')
  })
})
