import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import { RequestSession } from './request-session.ts'
import type { SocketBinding } from './session-binding.ts'
import type { SessionContext } from './session-context.ts'
import type { SessionRecord } from './session-records.ts'
import { type Settled, whenSettled } from './settle.ts'

/**
 * Finds or begins the session of a request: its socket's, or the one that its cookie names.
 * @returns `undefined` for a request that goes without session
 * @throws {SessionStoreUnavailableError} (503) when the store does not answer
 */
export function beginSession(
  context: SessionContext,
  req: Request,
  res: Response,
): Settled<RequestSession | undefined> {
  const door = doorOf(context, req)
  if (door === undefined) return undefined
  const { binding, id } = door
  if (id === undefined || binding?.mayBeStored === false) return begin(context, req, res, door)
  return whenSettled(context.records.read(id), (record) => {
    // An id whose session is gone is not used again: whoever still has it must not meet the next one.
    if (record === undefined) return begin(context, req, res, { binding, id: undefined })
    return begin(context, req, res, door, record)
  })
}

/**
 * Like {@link beginSession} for a request that had no reason to wait for the store. When another request of its socket
 * has written to a store in the meantime, this one does not see it; what both write is merged.
 */
export function beginUnread(
  context: SessionContext,
  req: Request,
  res: Response,
): RequestSession | undefined {
  if (context.records.synchronous) {
    const begun = beginSession(context, req, res)
    return begun instanceof Promise ? undefined : begun
  }
  const door = doorOf(context, req)
  return door === undefined ? undefined : begin(context, req, res, door)
}

/** Where a request's session comes from. */
interface Door {
  readonly binding: SocketBinding | undefined
  readonly id: string | undefined
}

function doorOf(context: SessionContext, req: Request): Door | undefined {
  if (context.settings.isSessionDisabled(req)) return undefined
  const binding = req.isSocket ? context.bindings.of(req.socket) : undefined
  if (isOptedOut(req, binding)) return undefined
  const id = binding === undefined ? context.sidCookie.read(req.headers.cookie) : binding.id
  return { binding, id }
}

function begin(
  context: SessionContext,
  req: Request,
  res: Response,
  { binding, id }: Door,
  record?: SessionRecord,
): RequestSession {
  const found = id === undefined ? undefined : { id, record }
  return new RequestSession(context, req, res, binding, found)
}

/** Whether {@link beginSession} must read the store, so that it cannot wait until an action asks for the session. */
export function mustReadStore(context: SessionContext, req: Request): boolean {
  if (!req.isSocket) return context.sidCookie.read(req.headers.cookie) !== undefined
  return context.bindings.of(req.socket).mayBeStored
}

/** In its own headers only a function call may ask for no session; over the wire that would be the client's whim. */
function isOptedOut(req: Request, binding: SocketBinding | undefined): boolean {
  if (binding !== undefined) return binding.isDisabled
  return req.transport === 'in-process' && req.headers['nosession'] !== undefined
}
