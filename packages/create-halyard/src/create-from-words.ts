import path from 'node:path'

import { type CreatedApp, createApp } from './create-app.ts'
import { type CreateWords, readCreateWords } from './create-words.ts'
import { BadAppNameError, InstallFailedError } from './errors.ts'
import { installPackages } from './install-packages.ts'
import { type PackageManager, callerOf } from './package-manager.ts'

/**
 * Creates an app as the words of a command line say, and installs its packages. Nothing is asked, so that it works
 * without a terminal.
 * @returns what to tell
 * @throws (rejects) {BadAppNameError} {BadCreateOptionError} {UnknownTemplateError} {FolderNotEmptyError} before anything
 * is written, {InstallFailedError} afterwards
 */
export async function createFromWords(words: readonly string[], cwd: string): Promise<string> {
  const wanted = readCreateWords(words)
  const folder = toFolder(wanted)
  const app = createApp({ ...wanted, folder: path.resolve(cwd, folder) })
  const packageManager = wanted.packageManager ?? callerOf(process.env)
  if (wanted.installs) {
    const code = await installPackages(packageManager, app.folder)
    if (code !== 0) throw new InstallFailedError(packageManager, app.folder, code)
  }
  return describe(app, cwd, packageManager, wanted.installs)
}

function toFolder({ folder, name }: CreateWords): string {
  const given = folder ?? name
  if (given === undefined) throw new BadAppNameError(undefined)
  return given
}

function describe(
  { folder, files }: CreatedApp,
  cwd: string,
  packageManager: PackageManager,
  isInstalled: boolean,
): string {
  const relative = path.relative(cwd, folder)
  const next = [
    ...(relative === '' ? [] : [`cd ${relative}`]),
    ...(isInstalled ? [] : [`${packageManager} install`]),
    `${packageManager} run dev`,
  ]
  return [
    `Created ${files.length} files in ${folder}.`,
    '',
    ...next.map((line) => `  ${line}`),
  ].join('\n')
}
