import { readAppConfig } from './app-config.ts'
import type { RunCommand } from './command.ts'

/** Lifts the app; the process then ends with it, by a signal. */
export const runLift: RunCommand = async ({ cwd, words, app }) => {
  const config = readAppConfig(cwd, words)
  const sails = await app()
  await sails.lift(config)
  return undefined
}
