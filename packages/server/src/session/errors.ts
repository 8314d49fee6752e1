import { inspect } from 'node:util'

import { HalyardError, RequestError } from '../errors.ts'

/** A setting in `config.session` that cannot be meant. Named as in Sails. */
export class InvalidSessionConfigError extends HalyardError {
  override readonly name = 'InvalidSessionConfigError'

  constructor(message: string) {
    super('E_INVALID_SESSION_CONFIG', message)
  }
}

/** A key of `config.session` that looks like a misspelt setting. */
export class UnknownSessionSettingError extends HalyardError {
  override readonly name = 'UnknownSessionSettingError'

  constructor(key: string, meant: string) {
    super(
      'E_UNKNOWN_SESSION_SETTING',
      `config.session has the key "${key}", which nothing reads. Did you mean \`session.${meant}\`?`,
    )
  }
}

/** `session.cookie.secure` is no boolean. Named as in Sails. */
export class BadCookieSecureError extends HalyardError {
  override readonly name = 'BadCookieSecureError'

  constructor(value: unknown) {
    super(
      'E_SESSION_BAD_COOKIE_SECURE',
      `config.session.cookie.secure is ${inspect(value)}. Write the boolean true or false; ` +
        'as an environment variable: sails_session__cookie__secure=true.',
    )
  }
}

/** No secret in production. */
export class MissingSessionSecretError extends HalyardError {
  override readonly name = 'MissingSessionSecretError'

  constructor() {
    super(
      'E_SESSION_SECRET_MISSING',
      'In production sessions need a secret of their own, the same in every process: set config.session.secret ' +
        '(or sails_session__secret) to a long random text, or switch sessions off with hooks: { session: false }.',
    )
  }
}

/** The store's module cannot be loaded, or is none. */
export class SessionAdapterError extends HalyardError {
  override readonly name = 'SessionAdapterError'

  constructor(adapter: string, problem: string, cause?: unknown) {
    super('E_SESSION_ADAPTER', `The session store ${adapter} ${problem}`, { cause })
  }
}

/** The store did not answer, or answered with an error. What went wrong is in `cause`, and only there. */
export class SessionStoreUnavailableError extends RequestError {
  override readonly name = 'SessionStoreUnavailableError'

  constructor(cause: unknown) {
    super(
      'E_SESSION_STORE_UNAVAILABLE',
      503,
      'Sessions are not available at the moment. Try again later.',
      { cause },
    )
  }
}

/** A browser's claim of its socket's cookie was not good. Which part of it is nobody's business. */
export class SessionCookieRefusedError extends RequestError {
  override readonly name = 'SessionCookieRefusedError'

  constructor() {
    super(
      'E_SESSION_COOKIE_REFUSED',
      403,
      "The socket's session cookie was not given to this browser: the offer is used up or older than 30 s, or came " +
        'from another socket, page or browser. Reload the page.',
    )
  }
}

/** `sails.hooks.session.parseSessionIdFromCookie()` found no session id. Named as in Sails. */
export class NoSessionCookieError extends HalyardError {
  override readonly name = 'NoSessionCookieError'
  readonly status = 401

  constructor(cookieName: string) {
    super(
      'E_SESSION_PARSE_COOKIE',
      `The cookie header has no "${cookieName}" with a right signature.`,
    )
  }
}

/** `sails.hooks.session.get()` or `set()` found no entry. Named as in Sails. */
export class NoSuchSessionError extends HalyardError {
  override readonly name = 'NoSuchSessionError'

  constructor() {
    super('E_SESSION', 'There is no session with that id. It may have ended, or been destroyed.')
  }
}
