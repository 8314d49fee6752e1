import type { Handler } from '../request/handler.ts'
import { CsrfTokenOverSocketError } from './errors.ts'

/** Identity of the action that gives tokens. An app binds it to an address of its choice. */
export const GRANT_CSRF_TOKEN = 'security/grant-csrf-token'

/**
 * Answers `{ _csrf: token }` over HTTP, also where only single routes ask for a token. Sockets get none, as in Sails:
 * 404 in production, else 400 with the reason.
 *
 * @see Sails concepts: security, CSRF
 */
export const grantCsrfToken: Handler = (req, res) => {
  if (req.isSocket) {
    if (process.env['NODE_ENV'] === 'production') {
      res.notFound()
      return
    }
    throw new CsrfTokenOverSocketError()
  }
  res.json({ _csrf: req.csrfToken() })
}
