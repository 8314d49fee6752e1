import { runBootstrap } from '../app/run-bootstrap.ts'
import { readAppConfig } from './app-config.ts'
import type { RunCommand } from './command.ts'

/** Loads the app, which brings its tables up to date, runs the bootstrap and lowers it. No port is opened. */
export const runMigrate: RunCommand = async ({ cwd, words, app }) => {
  const config = readAppConfig(cwd, words)
  const sails = await app()
  await sails.load(config)
  try {
    await runBootstrap(sails)
  } finally {
    await sails.lower()
  }
  return 0
}
