import type { MessageClasses } from '../request/create-message-classes.ts'
import { requestState } from '../request/request-state.ts'
import type { Request } from '../request/request.ts'
import type { Session } from '../request/session-data.ts'
import type { Step } from '../request/step.ts'
import { beginSession, beginUnread, mustReadStore } from './begin-session.ts'
import type { RequestSession } from './request-session.ts'
import type { SessionContext } from './session-context.ts'
import type { SessionStore } from './session-store.ts'
import { whenSettled } from './settle.ts'

/** A session that may be asked for, and has not been. */
const NOT_ASKED = 'not asked'

/** Where a request's session stands: `undefined` before the session step, `null` for a request that goes without. */
const SESSION: unique symbol = Symbol('halyard.session')

declare module '../request/request.ts' {
  interface RequestMembers {
    [SESSION]?: RequestSession | typeof NOT_ASKED | null
    /** The store behind `req.session`, with express-session's interface. */
    readonly sessionStore?: SessionStore
  }
}

/**
 * Makes `req.session` available to the request. A request that does not touch its session pays one assignment; only
 * a store that answers later is asked here already, and only when the request came with a session.
 */
export function createSessionStep(context: SessionContext): Step {
  return (req, res) => {
    // The step may have run before the app's own HTTP middleware already.
    if (req[SESSION] !== undefined) return undefined
    const { records, settings } = context
    const isReadLater = records.synchronous || !mustReadStore(context, req)
    if (isReadLater && !settings.saveUninitialized) {
      req[SESSION] = NOT_ASKED
      return undefined
    }
    // Nobody asks the store a second time: neither meanwhile nor after it failed.
    req[SESSION] = null
    const begun = whenSettled(beginSession(context, req, res), (session) => {
      req[SESSION] = session ?? null
    })
    return begun instanceof Promise ? begun : undefined
  }
}

/** Defines `req.session`, `req.sessionID` and `req.sessionStore` for every transport. */
export function defineSessionMembers(
  messages: MessageClasses,
  context: SessionContext,
  store: SessionStore,
): void {
  messages.defineRequestMember('session', {
    configurable: true,
    get(): Session | undefined {
      return sessionOf(this, context)?.session
    },
    // Middleware may put something else there, as with express-session; then it is theirs to keep.
    set(value: unknown) {
      Object.defineProperty(this, 'session', { value, writable: true, configurable: true })
    },
  })
  messages.defineRequestMember('sessionID', {
    configurable: true,
    get(): string | undefined {
      return sessionOf(this, context)?.id
    },
  })
  messages.defineRequestMember('sessionStore', { configurable: true, value: store })
}

/** The request's session, begun if need be; `undefined` where there is none. */
export function sessionOf(req: Request, context: SessionContext): RequestSession | undefined {
  const session = req[SESSION]
  if (session !== NOT_ASKED) return session ?? undefined
  const { res } = requestState(req)
  if (res === undefined) return undefined
  const begun = beginUnread(context, req, res)
  req[SESSION] = begun ?? null
  return begun
}
