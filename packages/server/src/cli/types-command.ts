import { makeTypesFile, writeTypesFile } from '../app/api-types/types-file.ts'
import { readAppConfig, takeFlag } from './app-config.ts'
import type { RunCommand } from './command.ts'
import { print, printFailure } from './print.ts'

/**
 * Loads the app without lifting it, and writes the types of its routes, actions, policies and helpers. With `--check`
 * nothing is written, and a file that is missing or says something else is a failure.
 */
export const runTypes: RunCommand = async ({ cwd, words, app }) => {
  const { isSet: onlyChecks, rest } = takeFlag(words, '--check')
  const sails = await app()
  await sails.load(readAppConfig(cwd, rest))
  const types = await makeTypesFile(sails)
  if (!onlyChecks) writeTypesFile(sails, types)
  await sails.lower()
  if (onlyChecks && !types.isUpToDate) {
    printFailure(`${types.file} is not up to date. Write it with: npx halyard types`)
    return 1
  }
  const what = types.isUpToDate ? 'is up to date' : 'is written'
  print(`${types.file} ${what}: ${types.routeCount} routes.`)
  return 0
}
