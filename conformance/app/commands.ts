import type { SailsApp } from 'halyard'

import { notedCalls } from './connect-callbacks.ts'
import { callUser } from './pubsub-actions.ts'
import { callSockets, listSocketMethods } from './socket-calls.ts'

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

/** Messages of the processes of the app to each other, for the test that asks. */
export const adminMessages: { readonly event: unknown; readonly payload: unknown }[] = []

const COMMANDS: Record<string, (app: SailsApp, ...args: unknown[]) => unknown> = {
  notedCalls: () => notedCalls,
  sockets: callSockets,
  socketMethods: listSocketMethods,
  user: (app, method, ...args) => callUser(app, String(method), args),
  adminMessage: (app, method, event, payload) => {
    const send: unknown = app.hooks['sockets']?.[String(method)]
    if (typeof send === 'function') Reflect.apply(send, undefined, [event, payload])
  },
  adminMessages: (_app, event) => adminMessages.filter((message) => message.event === event),
  lower: async (app) => app.lower({ hardShutdown: true }),
}
