import { inspect } from 'node:util'

import { HalyardError, RequestError } from '../errors.ts'

/** A CSRF setting that cannot be meant, or cannot work. Named as in Sails. */
export class InvalidCsrfConfigError extends HalyardError {
  override readonly name = 'InvalidCsrfConfigError'

  constructor(problem: string) {
    super('E_INVALID_SECURITY_CONFIG', problem)
  }
}

/** `csrf` of a route is neither true nor false. */
export class InvalidRouteCsrfError extends HalyardError {
  override readonly name = 'InvalidRouteCsrfError'

  constructor(route: string, value: unknown) {
    super(
      'E_INVALID_SECURITY_CONFIG',
      `The route "${route}" has csrf: ${inspect(value)}. Write true to ask for a token, false not to.`,
    )
  }
}

/** `req.csrfToken()` of a request that has no session to keep the token's secret in. */
export class NoSessionForCsrfError extends HalyardError {
  override readonly name = 'NoSessionForCsrfError'

  constructor() {
    super(
      'E_CSRF_NO_SESSION',
      'req.csrfToken() needs a session, and this request has none. Look at session.isSessionDisabled, at `nosession` ' +
        'in the handshake, and whether the session hook is on.',
    )
  }
}

/** A socket asked for a token. */
export class CsrfTokenOverSocketError extends RequestError {
  override readonly name = 'CsrfTokenOverSocketError'

  constructor() {
    super(
      'E_CSRF_TOKEN_OVER_SOCKET',
      400,
      'CSRF tokens are given over HTTP only. Fetch this address with an HTTP request and send the token with ' +
        'io.sails.headers = { "x-csrf-token": token }.',
    )
  }
}
