import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type REPLServer, start } from 'node:repl'

import type { SailsApp } from '../app/sails.ts'
import { readAppConfig, takeFlag } from './app-config.ts'
import type { RunCommand } from './command.ts'
import { print } from './print.ts'

/** Lifts or loads the app and talks with whoever sits there until they leave; then the app is lowered. */
export const runConsole: RunCommand = async ({ cwd, words, app }) => {
  const { isSet: isOnlyLoaded, rest } = takeFlag(words, '--dontLift')
  const config = readAppConfig(cwd, rest)
  const sails = await app()
  await (isOnlyLoaded ? sails.load(config) : sails.lift(config))
  await talk(sails, cwd)
  await sails.lower()
  return 0
}

async function talk(sails: SailsApp, cwd: string): Promise<void> {
  print(`${sails.inspect()}\nThe app is here as sails. Leave with .exit or Ctrl+D.`)
  if (process.stdin.isTTY) leaveInterruptsToConsole()
  const server = start({ prompt: 'halyard> ', useGlobal: true, breakEvalOnSigint: true })
  server.context['sails'] = sails
  // The app's end, by a signal or by code, is the console's too.
  sails.once('lower', () => server.close())
  const left = once(server, 'exit')
  await keepHistory(server, path.join(cwd, '.tmp'))
  await left
}

/** In a terminal Ctrl+C ends what is awaited, not the app. */
function leaveInterruptsToConsole(): void {
  process.removeAllListeners('SIGINT')
}

/** A history that cannot be kept is said once, by Node, and holds nobody up. */
async function keepHistory(server: REPLServer, folder: string): Promise<void> {
  if (!server.terminal) return
  mkdirSync(folder, { recursive: true })
  await new Promise<void>((resolve) => {
    server.setupHistory(path.join(folder, '.node_history'), () => resolve())
  })
}
