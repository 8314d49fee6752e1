import { HalyardError, RequestError, showValue } from '../../errors.ts'

/** Where a server was to listen. */
export interface ListenPlace {
  port: number
  /** `undefined` for all interfaces. */
  host: string | undefined
}

/** Another program listens on the port. */
export class PortBusyError extends HalyardError {
  override readonly name = 'PortBusyError'
  readonly port: number
  readonly host: string | undefined

  constructor({ port, host }: ListenPlace, options?: ErrorOptions) {
    super(
      'E_PORT_BUSY',
      `Port ${port}${at(host)} is in use. End the program that listens there, or choose another one: ` +
        'PORT=1338, --port=1338 or config.port; port 0 takes any free one.',
      options,
    )
    this.port = port
    this.host = host
  }
}

/** The operating system does not let this process listen on the port. */
export class PortDeniedError extends HalyardError {
  override readonly name = 'PortDeniedError'
  readonly port: number
  readonly host: string | undefined

  constructor({ port, host }: ListenPlace, options?: ErrorOptions) {
    super(
      'E_PORT_DENIED',
      `This process may not listen on port ${port}${at(host)}. Ports below 1024 usually need privileges: ` +
        'choose a higher one and put a proxy before it.',
      options,
    )
    this.port = port
    this.host = host
  }
}

/** The server cannot listen there, for another reason than a port that is in use or denied. */
export class ListenFailedError extends HalyardError {
  override readonly name = 'ListenFailedError'
  readonly port: number
  readonly host: string | undefined

  constructor({ port, host }: ListenPlace, options?: ErrorOptions) {
    super(
      'E_LISTEN_FAILED',
      `The server cannot listen on port ${port}${at(host)}: ${reasonOf(options?.cause)}. ` +
        'See that config.port and config.explicitHost name a port and an address of this machine.',
      options,
    )
    this.port = port
    this.host = host
  }
}

/** The server was not listening within `config.liftTimeout`. */
export class LiftTimeoutError extends HalyardError {
  override readonly name = 'LiftTimeoutError'

  constructor({ port, host }: ListenPlace, ms: number) {
    super(
      'E_LIFT_TIMEOUT',
      `The server was not listening on port ${port}${at(host)} within ${ms} ms. ` +
        'See that config.explicitHost can be resolved, or raise config.liftTimeout (milliseconds).',
    )
  }
}

/** `config.ssl` is not enough to serve HTTPS. */
export class InvalidSslConfigError extends HalyardError {
  override readonly name = 'InvalidSslConfigError'

  constructor(problem: string, options?: ErrorOptions) {
    super(
      'E_INVALID_SSL_CONFIG',
      `${problem} Give config.ssl both key and cert, or a pfx; leave it out to serve plain HTTP.`,
      options,
    )
  }
}

/** A setting of `config.http`, or one that Sails had beside it, cannot be used. */
export class InvalidHttpConfigError extends HalyardError {
  override readonly name = 'InvalidHttpConfigError'

  constructor(message: string) {
    super('E_INVALID_HTTP_CONFIG', message)
  }
}

/** `hooks.http.app.use()` got something that is no middleware. */
export class BadMiddlewareError extends HalyardError {
  override readonly name = 'BadMiddlewareError'

  constructor(found: unknown) {
    super(
      'E_BAD_MIDDLEWARE',
      `hooks.http.app.use() got ${showValue(found)}. ` +
        'Give it a path, if it is for one only, and functions (req, res, next) => { ... }.',
    )
  }
}

/** `hooks.http.app` got a request from a server that the app did not make. */
export class ForeignServerError extends HalyardError {
  override readonly name = 'ForeignServerError'

  constructor() {
    super(
      'E_FOREIGN_SERVER',
      "hooks.http.app got a request from another server than the app's own. " +
        'Use sails.hooks.http.server; in tests, lift the app with port 0.',
    )
  }
}

/** The body is longer than the server takes. */
export class BodyTooLargeError extends RequestError {
  override readonly name = 'BodyTooLargeError'

  constructor(limit: number) {
    super(
      'E_BODY_TOO_LARGE',
      413,
      `The request's body is larger than ${limit} bytes. Send less, or raise config.http.bodyParser.limit.`,
    )
  }
}

/** The body is not what its content type says. */
export class BodyUnparsableError extends RequestError {
  override readonly name = 'BodyUnparsableError'

  constructor(problem: string, options?: ErrorOptions) {
    super(
      'E_BODY_UNPARSABLE',
      400,
      `The request's body cannot be parsed: ${problem} Send what its content-type announces.`,
      options,
    )
  }
}

/** `req.raw()` or `req.text()` of a body whose bytes are gone. */
export class BodyTakenError extends HalyardError {
  override readonly name = 'BodyTakenError'

  constructor() {
    super(
      'E_BODY_TAKEN',
      "The bytes of the request's body have been read already, as a form or by the app itself. Call req.raw() or " +
        'req.text() instead of reading the stream; files of a form come with req.file().',
    )
  }
}

/** What the server reads. */
const SUPPORTED = {
  charset: 'utf-8',
  'content-encoding': 'gzip, deflate, br or none',
  'content-encoding of forms': 'none',
} as const

/** The body has a character set or a compression that the server does not read. */
export class BodyUnsupportedError extends RequestError {
  override readonly name = 'BodyUnsupportedError'

  constructor(what: keyof typeof SUPPORTED, found: string, options?: ErrorOptions) {
    super(
      'E_BODY_UNSUPPORTED',
      415,
      `The request's body has the ${what} ${JSON.stringify(found.slice(0, 60))}. Use ${SUPPORTED[what]}.`,
      options,
    )
  }
}

function at(host: string | undefined): string {
  return host === undefined ? '' : ` of ${host}`
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
