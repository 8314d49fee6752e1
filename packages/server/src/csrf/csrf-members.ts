import type { MessageClasses } from '../request/create-message-classes.ts'
import type { Response } from '../request/response.ts'
import type { CsrfSettings } from './csrf-settings.ts'
import type { CsrfTokens } from './csrf-tokens.ts'
import { NoSessionForCsrfError } from './errors.ts'

/**
 * Defines `req.csrfToken()` and `res.locals._csrf`. The local is made when a view reads it: a request that shows no
 * form begins no session. It is empty for sockets, as in Sails, and where no route asks for a token.
 */
export function defineCsrfMembers(
  messages: MessageClasses,
  settings: CsrfSettings,
  tokens: CsrfTokens,
): void {
  messages.defineRequestMember('csrfToken', {
    configurable: true,
    writable: true,
    value() {
      const { session } = this
      if (session === undefined) throw new NoSessionForCsrfError()
      return tokens.create(session)
    },
  })
  messages.defineLocal('_csrf', (res) => localToken(res, settings))
}

function localToken({ req }: Response, settings: CsrfSettings): string {
  if (!settings.isUsed || req.isSocket || req.session === undefined) return ''
  return req.csrfToken()
}
