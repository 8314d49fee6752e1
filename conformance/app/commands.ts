import type { SailsApp } from 'halyard'

import { notedCalls } from './connect-callbacks.ts'
import { callSockets } from './socket-calls.ts'

/** Does what a test asks of a server from outside of any request. */
export async function runCommand(
  app: SailsApp,
  command: string,
  args: readonly unknown[],
): Promise<unknown> {
  const run = COMMANDS[command]
  if (run === undefined) throw new Error(`There is no command "${command}".`)
  return run(app, ...args)
}

const COMMANDS: Record<string, (app: SailsApp, ...args: unknown[]) => unknown> = {
  notedCalls: () => notedCalls,
  sockets: callSockets,
  lower: async (app) => app.lower({ hardShutdown: true }),
}
