import type Tokens from 'csrf'

import { loadLater } from '../load-later.ts'
import type { Request } from '../request/request.ts'
import type { Session } from '../request/session-data.ts'

const csrf = loadLater((require): typeof Tokens => require('csrf'))

/** Key of the session under which the secret stands, as in Sails. */
const SECRET_KEY = 'csrfSecret'

/** Headers that may carry a token, in the order in which they are looked at. */
const HEADERS = ['csrf-token', 'xsrf-token', 'x-csrf-token', 'x-xsrf-token']

/** Makes and checks tokens: a salt, and a hash of it and a secret that the session keeps. */
export class CsrfTokens {
  #made: Tokens | undefined

  /** A new token; all that a session was given stay good as long as it lives. */
  create(session: Session): string {
    return this.#tokens().create(secretOf(session) ?? this.#addSecret(session))
  }

  /** Whether a request carries a token of its session. */
  isGood(req: Request, session: Session): boolean {
    const secret = secretOf(session)
    const token = tokenOf(req)
    return secret !== undefined && token !== undefined && this.#tokens().verify(secret, token)
  }

  #tokens(): Tokens {
    const TokensClass = csrf()
    return (this.#made ??= new TokensClass())
  }

  #addSecret(session: Session): string {
    const secret = this.#tokens().secretSync()
    session[SECRET_KEY] = secret
    return secret
  }
}

function secretOf(session: Session): string | undefined {
  const secret = session[SECRET_KEY]
  return typeof secret === 'string' ? secret : undefined
}

/** The first place that has something counts, whether it is right or not. */
function tokenOf(req: Request): string | undefined {
  const given = member(req.body) ?? member(req.query) ?? header(req)
  return typeof given === 'string' ? given : undefined
}

function member(values: unknown): unknown {
  if (typeof values !== 'object' || values === null || !Object.hasOwn(values, '_csrf')) {
    return undefined
  }
  return Reflect.get(values, '_csrf') || undefined
}

function header(req: Request): unknown {
  return HEADERS.map((name) => req.headers[name]).find(Boolean)
}
