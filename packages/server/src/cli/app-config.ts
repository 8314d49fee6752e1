import { existsSync } from 'node:fs'
import path from 'node:path'

import type { Config } from '../app/config/config.ts'
import { rc } from '../app/config/rc.ts'
import { NotAnAppError } from './errors.ts'

/** What tells a folder with an app from any other one. */
const SIGNS = ['package.json', 'api', 'config']

/**
 * What an app is lifted with: the folder, and the settings of the command line, the environment and `.sailsrc`.
 * @param words Those of the command line that are settings.
 * @throws {NotAnAppError} {BadRcFileError}
 */
export function readAppConfig(cwd: string, words: readonly string[]): Config {
  refuseOtherFolders(cwd)
  return { appPath: cwd, ...rc('sails', { cwd, argv: words }) }
}

/** @throws {NotAnAppError} for a folder without an app */
export function refuseOtherFolders(cwd: string): void {
  if (!SIGNS.some((name) => existsSync(path.join(cwd, name)))) throw new NotAnAppError(cwd)
}

/** Takes a command's own option out of its words, which are settings otherwise. */
export function takeFlag(
  words: readonly string[],
  flag: string,
): { readonly isSet: boolean; readonly rest: readonly string[] } {
  return { isSet: words.includes(flag), rest: words.filter((word) => word !== flag) }
}
