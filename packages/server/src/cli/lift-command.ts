import { keepsTypes, makeTypesFile, writeTypesFile } from '../app/api-types/types-file.ts'
import { readOverrides } from '../app/config/build-config.ts'
import type { Config } from '../app/config/config.ts'
import type { SailsApp } from '../app/sails.ts'
import { readAppConfig, takeFlag } from './app-config.ts'
import type { RunCommand } from './command.ts'
import { keepLifted } from './dev/keep-lifted.ts'
import { endWithParent, reportLifted } from './dev/on-leash.ts'

/**
 * Lifts the app; the process then ends with it, by a signal. In development the app has a process of its own, which
 * starts again when its files change.
 */
export const runLift: RunCommand = async ({ cwd, words, app }) => {
  // Reading the configuration puts .env into the environment; each lift reads it as it is by then.
  const env = { ...process.env }
  const { isSet: isAlone, rest } = takeFlag(words, '--no-watch')
  const config = readAppConfig(cwd, rest)
  if (!isAlone && isDevelopment(config)) return keepLifted(cwd, rest, env)
  let sails: SailsApp | undefined
  endWithParent(() => sails)
  sails = await app()
  await sails.lift(config)
  reportLifted(sails)
  if (isDevelopment(sails.config)) await keepTypes(sails)
  return undefined
}

/** Keeps the file of types up to date. An app that serves already goes on without it. */
async function keepTypes(sails: SailsApp): Promise<void> {
  try {
    if (!keepsTypes(sails)) return
    const types = await makeTypesFile(sails)
    writeTypesFile(sails, types)
    if (!types.isUpToDate)
      sails.log.info(`Wrote ${types.file}, the types of the routes and actions.`)
  } catch (error) {
    sails.log.warn('The file of types could not be written.', error)
  }
}

function isDevelopment(config: Config): boolean {
  const { environment = 'development' } = readOverrides(config, process.env)
  return environment === 'development'
}
