import { isPlainObject } from '@halyard/protocol'
import type { Socket as SocketIoSocket } from 'socket.io'

import type { SocketSession } from '../hook/socket-sessions.ts'
import { saveChanges } from './save-changes.ts'
import type { SessionContext } from './session-context.ts'
import { toRecord, toStored } from './stored-session.ts'

/**
 * Reads a socket's session outside of any request. One that has no entry is `{}`, and what is put there goes nowhere:
 * no client could ever ask for it.
 *
 * @throws {SessionStoreUnavailableError} when the store does not answer
 */
export async function readSocketSession(
  context: SessionContext,
  socket: SocketIoSocket,
): Promise<SocketSession> {
  const { id, isDisabled } = context.bindings.of(socket)
  const before = id === undefined || isDisabled ? undefined : await context.records.read(id)
  if (id === undefined || before === undefined) {
    return { session: {}, save: async () => undefined }
  }
  const session = toStored(before)
  return {
    session,
    async save() {
      const cookie = isPlainObject(session.cookie) ? session.cookie : {}
      const after = toRecord({ ...session, cookie })
      if (after.data === before.data && after.cookie === before.cookie) return
      const change = { id, before, after, shared: true }
      await context.records.inTurn(id, () => saveChanges(context.records, change))
    },
  }
}
