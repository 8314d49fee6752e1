import { spawn } from 'node:child_process'

import type { PackageManager } from './package-manager.ts'

/**
 * Installs the packages of an app. What the package manager says is shown; nobody can answer it.
 * @returns its exit code; `undefined` when it could not be started
 */
export function installPackages(
  packageManager: PackageManager,
  folder: string,
): Promise<number | undefined> {
  // On Windows they are scripts, which only a shell runs.
  const shell = process.platform === 'win32'
  return new Promise((resolve) => {
    const child = spawn(packageManager, ['install'], {
      cwd: folder,
      // What is printed is no answer of this command's own.
      stdio: ['ignore', 2, 2],
      shell,
    })
    child.once('error', () => resolve(undefined))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
