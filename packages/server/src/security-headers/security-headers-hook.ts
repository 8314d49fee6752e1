import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, throwProblems } from '../errors.ts'
import { type Hook, defineHook } from '../hook/hook-definition.ts'
import type { Request } from '../request/request.ts'
import { type Headers, readHeaders } from './read-headers.ts'

/** Browsers must not hear of it over plain HTTP (RFC 6797, 7.2). */
const ONLY_OVER_TLS = 'strict-transport-security'

/**
 * Headers that protect browsers, on every answer over HTTP: `config.security.headers`. An answer that sets one itself
 * keeps its own, one that removes it goes without. It is a part of the hook that Sails calls `security`.
 */
export const securityHeadersHook: Hook = defineHook((host) => {
  let headers: Headers
  return {
    configure() {
      const problems: HalyardError[] = []
      const { security } = host.config
      headers = readHeaders(isPlainObject(security) ? security['headers'] : undefined, problems)
      throwProblems(problems)
    },

    initialize() {
      const { [ONLY_OVER_TLS]: _, ...always } = headers
      if (Object.keys(headers).length === 0) return
      const isAlike = !(ONLY_OVER_TLS in headers)
      host.messages.setDefaultHeaders(
        isAlike ? () => headers : (req: Request) => (req.secure ? headers : always),
      )
    },
  }
})
