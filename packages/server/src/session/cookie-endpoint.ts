import type { Handler } from '../request/handler.ts'
import { sessionOf } from './request-members.ts'
import type { SessionContext } from './session-context.ts'

/** Script that calls the function with which sails.io.js waits for the cookie. */
const SCRIPT = '_sailsIoJSConnect();'

/**
 * Gives a browser the session's cookie before it connects from another origin; the stock client loads it as a script.
 * The session gets an entry, so that the socket finds it.
 */
export function createCookieEndpoint(context: SessionContext): Handler {
  return (req, res) => {
    sessionOf(req, context)?.keep()
    res.type('application/javascript').send(SCRIPT)
  }
}
