import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { NotAnAppError } from './errors.ts'
import { readNpmScripts } from './find-script.ts'

/** How the code of an app is written. */
export interface AppStyle {
  readonly isTypeScript: boolean
  /** Whether a file without `m` or `c` in its ending is an ES module. */
  readonly isEsm: boolean
  /** Whether new code gets a test beside it, for Node's test runner. */
  readonly hasTests: boolean
  /** Whether new actions are functions of `(req, res)`. */
  readonly isClassic: boolean
}

/** A line of package.json that runs tests such as those that are generated. */
const RUNS_TESTS = /\bhalyard test\b|\s--test\b/

/**
 * Reads from an app's folder how its code is written: TypeScript where there is a tsconfig.json, ES modules and tests
 * where package.json says so. `--ts`, `--js`, `--test` and `--no-test` win.
 * @throws {NotAnAppError} when there is no package.json
 */
export function readAppStyle(cwd: string, flags: ReadonlySet<string>): AppStyle {
  const file = path.join(cwd, 'package.json')
  if (!existsSync(file)) throw new NotAnAppError(cwd)
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const { type } = isPlainObject(manifest) ? manifest : {}
  const { test = '' } = readNpmScripts(file)
  const isTypeScript =
    flags.has('--ts') || (!flags.has('--js') && existsSync(path.join(cwd, 'tsconfig.json')))
  return {
    isTypeScript,
    isEsm: isTypeScript || type === 'module',
    hasTests: flags.has('--test') || (!flags.has('--no-test') && RUNS_TESTS.test(test)),
    isClassic: flags.has('--no-actions2'),
  }
}
