import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { NotAnAppError } from './errors.ts'

/** How the code of an app is written. */
export interface AppStyle {
  readonly isTypeScript: boolean
  /** Whether a file without `m` or `c` in its ending is an ES module. */
  readonly isEsm: boolean
}

/**
 * Reads from an app's folder how its code is written: TypeScript where there is a tsconfig.json, ES modules where
 * package.json says so. `--ts` and `--js` win.
 * @throws {NotAnAppError} when there is no package.json
 */
export function readAppStyle(cwd: string, flags: ReadonlySet<string>): AppStyle {
  const manifest = path.join(cwd, 'package.json')
  if (!existsSync(manifest)) throw new NotAnAppError(cwd)
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
  const isTypeScript =
    flags.has('--ts') || (!flags.has('--js') && existsSync(path.join(cwd, 'tsconfig.json')))
  const isModule = isPlainObject(content) && content['type'] === 'module'
  return { isTypeScript, isEsm: isTypeScript || isModule }
}
