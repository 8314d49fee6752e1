import type { Socket as SocketIoSocket } from 'socket.io'

import type { HookHost } from './hook-host.ts'

/** Session of a socket, outside of any request. */
export interface SocketSession {
  /** The stored session, cookie included; `{}` when there is none. */
  readonly session: Record<string, unknown>
  /** Writes what has changed. */
  save(): Promise<void>
}

/** What the session hook offers to those who know sockets: `sails.hooks.session`. */
export interface SocketSessions {
  /** Binds a socket to the session of its handshake. To be called at connect; a second call does nothing. */
  bindSocket(socket: SocketIoSocket): void
  /** Session for `onConnect` and `afterDisconnect`; also after the socket has gone. */
  sessionFor(socket: SocketIoSocket): Promise<SocketSession>
  /**
   * Signs the sockets of this process out of a session that another process has ended, and emits `session:ended` for
   * those that deal with them.
   */
  signOut(sessionId: string): void
}

/** The session hook's part for sockets; `undefined` when the hook is off or replaced by one without it. */
export function socketSessionsOf(host: HookHost): SocketSessions | undefined {
  const hook = host.hooks['session']
  return hasSocketSessions(hook) ? hook : undefined
}

function hasSocketSessions(hook: unknown): hook is SocketSessions {
  if (typeof hook !== 'object' || hook === null) return false
  return ['bindSocket', 'sessionFor', 'signOut'].every(
    (name) => typeof Reflect.get(hook, name) === 'function',
  )
}
