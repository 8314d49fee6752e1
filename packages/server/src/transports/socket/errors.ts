import { HalyardError, RequestError, showValue } from '../../errors.ts'

/** A message over a socket cannot become a request. */
export class BadVirtualRequestError extends RequestError {
  override readonly name = 'BadVirtualRequestError'

  constructor(problem: string) {
    super('E_BAD_VIRTUAL_REQUEST', 400, problem)
  }
}

/** Data of a virtual request could change prototypes, or is nested too deep. */
export class UnsafeDataError extends RequestError {
  override readonly name = 'UnsafeDataError'

  constructor(problem: string) {
    super('E_UNSAFE_DATA', 400, problem)
  }
}

/** The client says it is older than what this protocol serves, or says nothing of itself. */
export class UnsupportedSdkError extends RequestError {
  override readonly name = 'UnsupportedSdkError'

  constructor(version: string, oldest: string) {
    super(
      'E_UNSUPPORTED_SDK',
      400,
      `The client of this socket is of version "${version}", but the oldest that is served is ${oldest}. ` +
        'Update sails.io.js, or send `__sails_io_sdk_version=1.2.1` in the query of the connection.',
    )
  }
}

/** An event that asks for an answer has a name that is no verb and that nobody listens to. */
export class UnknownVerbError extends RequestError {
  override readonly name = 'UnknownVerbError'

  constructor(eventName: string) {
    super(
      'E_UNKNOWN_VERB',
      405,
      `Nobody answers the event "${eventName.slice(0, 100)}". Requests are events named ` +
        'get, post, put, patch, delete, options or head, in lower case.',
    )
  }
}

/** A frame is longer than `sockets.maxHttpBufferSize`. */
export class MessageTooLargeError extends RequestError {
  override readonly name = 'MessageTooLargeError'

  constructor(maxBytes: number) {
    super(
      'E_MESSAGE_TOO_LARGE',
      413,
      `The message is longer than ${maxBytes} bytes. Send less, or send it over HTTP.`,
    )
  }
}

/** A socket has more requests open than it may, or asks faster than it may. */
export class TooManyRequestsError extends RequestError {
  override readonly name = 'TooManyRequestsError'

  constructor(problem: string) {
    super('E_TOO_MANY_REQUESTS', 429, problem)
  }
}

/** A setting under `sails.config.sockets` has a value that cannot work. The code is the one that Sails gives. */
export class BadSocketsConfigError extends HalyardError {
  override readonly name = 'BadSocketsConfigError'

  constructor(key: string, problem: string) {
    super('SAILS:HOOK:SOCKETS:CONFIG', `config.sockets.${key} ${problem}`)
  }
}

/** `sails.config.sockets` itself is no dictionary. */
export class BadSocketsSectionError extends HalyardError {
  override readonly name = 'BadSocketsSectionError'

  constructor(found: unknown) {
    super(
      'SAILS:HOOK:SOCKETS:CONFIG',
      `config.sockets is ${showValue(found)}. Use a dictionary of settings.`,
    )
  }
}

/** A key under `sails.config.sockets` that looks like a misspelt setting. */
export class UnknownSocketsKeyError extends HalyardError {
  override readonly name = 'UnknownSocketsKeyError'

  constructor(key: string, meant: string) {
    super(
      'E_UNKNOWN_SOCKETS_KEY',
      `config.sockets has no setting "${key}". Did you mean "${meant}"?`,
    )
  }
}

/** `sockets.onlyAllowOrigins` is no array. */
export class InvalidOnlyAllowOriginsError extends HalyardError {
  override readonly name = 'InvalidOnlyAllowOriginsError'

  constructor() {
    super(
      'E_INVALID_ONLY_ALLOW_ORIGINS',
      "config.sockets.onlyAllowOrigins must be an array of origins, such as ['https://example.com'].",
    )
  }
}

/** An entry of `sockets.onlyAllowOrigins` is no origin. */
export class InvalidOriginError extends HalyardError {
  override readonly name = 'InvalidOriginError'

  constructor(origin: unknown, problem: string) {
    super(
      'E_INVALID_ORIGIN',
      `config.sockets.onlyAllowOrigins has the entry ${JSON.stringify(origin) ?? String(origin)}, ${problem} ` +
        "Write scheme and host, and the port where it is not the scheme's own: 'https://example.com', " +
        "'https://*.example.com', 'http://localhost:8080'.",
    )
  }
}

/** In production somebody has to say which pages may connect. */
export class OriginsRequiredError extends HalyardError {
  override readonly name = 'OriginsRequiredError'

  constructor() {
    super(
      'E_ORIGINS_REQUIRED',
      'In production config.sockets needs `onlyAllowOrigins` (the origins whose pages may connect) or `beforeConnect`. ' +
        'To serve only pages of the host that the app itself runs under, set `allowForeignOrigins: false`.',
    )
  }
}

/** The adapter that joins several processes cannot be set up. */
export class SocketsAdapterError extends HalyardError {
  override readonly name = 'SocketsAdapterError'

  constructor(problem: string, options?: ErrorOptions) {
    super('E_SOCKETS_ADAPTER', problem, options)
  }
}

/** Redis asks for another password than the one that was set, or for any. The codes are those that Sails gives. */
export class RedisPasswordError extends HalyardError {
  override readonly name = 'RedisPasswordError'

  constructor(hasPassword: boolean, options?: ErrorOptions) {
    super(
      hasPassword ? 'ERR_BAD_PASSWORD' : 'ERR_NO_PASSWORD',
      hasPassword
        ? 'Redis, which joins the processes of the app, refuses the password in config.sockets.'
        : 'Redis, which joins the processes of the app, asks for a password. Set config.sockets.pass or `url`.',
      options,
    )
  }
}
