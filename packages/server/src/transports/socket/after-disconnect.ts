import type { Socket } from 'socket.io'

import type { HookHost } from '../../hook/hook-host.ts'
import { socketSessionsOf } from '../../hook/socket-sessions.ts'
import type { ConfiguredFunction } from './socket-config.ts'

/**
 * Runs the app's `afterDisconnect(session, socket, done)` when a socket has left its rooms, and writes what it has
 * changed in the session once `done()` is called or its promise resolves. Errors are logged.
 *
 * @see Sails reference: sails.config.sockets, afterDisconnect
 */
export function runAfterDisconnect(
  host: HookHost,
  afterDisconnect: ConfiguredFunction,
  socket: Socket,
): void {
  tellApp(host, afterDisconnect, socket).catch((error: unknown) => {
    host.log.error('config.sockets.afterDisconnect failed:', error)
  })
}

/**
 * Runs the app's `onConnect(session, socket)`.
 * @deprecated in Sails: do it in an action that clients ask first
 */
export function runOnConnect(host: HookHost, onConnect: ConfiguredFunction, socket: Socket): void {
  tellApp(host, async (session) => onConnect(session, socket), socket).catch((error: unknown) => {
    host.log.error('config.sockets.onConnect failed:', error)
  })
}

async function tellApp(host: HookHost, callApp: ConfiguredFunction, socket: Socket): Promise<void> {
  const kept = await socketSessionsOf(host)?.sessionFor(socket)
  await callAndWait(callApp, kept?.session ?? {}, socket)
  await kept?.save()
}

/** A function with three parameters is done when it calls the third, others when their promise resolves. */
function callAndWait(
  callApp: ConfiguredFunction,
  session: Record<string, unknown>,
  socket: Socket,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: unknown): void => {
      if (error === undefined || error === null) resolve()
      else reject(error)
    }
    const call = async (): Promise<void> => {
      await callApp(session, socket, done)
      if (callApp.length < 3) resolve()
    }
    call().catch(reject)
  })
}
