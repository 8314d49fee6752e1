/**
 * Parent of every error that this package throws or reports on purpose. Programs read `code`, which never changes;
 * people read the message.
 */
export class HalyardError extends Error {
  override readonly name: string = 'HalyardError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** `augmentIo()` was not given a Socket.IO client. */
export class NoSocketIoClientError extends HalyardError {
  override readonly name = 'NoSocketIoClientError'

  constructor(given: unknown) {
    super(
      'E_NO_SOCKET_IO_CLIENT',
      `Expected a Socket.IO client, got ${describe(given)}. ` +
        "In CommonJS write require('@halyard/client')(require('socket.io-client')); " +
        "in ESM write import { io } from '@halyard/client', which brings its own.",
    )
  }
}

/** The same Socket.IO client was augmented twice, or the script is on the page twice. */
export class AlreadyAugmentedError extends HalyardError {
  override readonly name = 'AlreadyAugmentedError'

  constructor() {
    super(
      'E_ALREADY_AUGMENTED',
      'This Socket.IO client already has io.sails. Load the script once for each page, or augment once and share the result.',
    )
  }
}

/** An attribute of the script element holds something else than it should. */
export class ScriptAttributeError extends HalyardError {
  override readonly name = 'ScriptAttributeError'

  constructor(attribute: string, expected: string, found: unknown) {
    super(
      'E_SCRIPT_ATTRIBUTE',
      `The script element's attribute ${attribute} must be ${expected}, found ${describe(found)}.`,
    )
  }
}

/** An option of `io.sails`, of a socket or of `io.sails.connect()` holds something else than it should. */
export class ClientOptionError extends HalyardError {
  override readonly name = 'ClientOptionError'

  constructor(option: string, expected: string, found: unknown) {
    super('E_CLIENT_OPTION', `${option} must be ${expected}, found ${describe(found)}.`)
  }
}

/** An option of a connected socket was changed. */
export class OptionLockedError extends HalyardError {
  override readonly name = 'OptionLockedError'

  constructor(option: string) {
    super(
      'E_OPTION_LOCKED',
      `The option ${option} cannot change while the socket is connected. ` +
        'Call disconnect(), set it, then reconnect(); or set io.sails.strict = false to let it count from the next connection.',
    )
  }
}

/** There is no page whose server could be meant, and no `url`. */
export class NoServerUrlError extends HalyardError {
  override readonly name = 'NoServerUrlError'

  constructor() {
    super(
      'E_NO_SERVER_URL',
      "There is no page to take the server's address from. Set io.sails.url, for example to 'http://localhost:1337', " +
        'or pass it to io.sails.connect().',
    )
  }
}

/** `disconnect()` of a socket that is not connected. */
export class NotConnectedError extends HalyardError {
  override readonly name = 'NotConnectedError'

  constructor() {
    super(
      'E_NOT_CONNECTED',
      'The socket is not connected, so it cannot be disconnected. Ask isConnected() first; ' +
        'to stop it from reconnecting by itself, set its reconnection to false.',
    )
  }
}

/** `reconnect()` of a socket that is connected or about to be. */
export class AlreadyConnectedError extends HalyardError {
  override readonly name = 'AlreadyConnectedError'

  constructor(state: 'connected' | 'connecting') {
    super(
      'E_ALREADY_CONNECTED',
      `The socket is already ${state}. Ask isConnected() and isConnecting() before reconnect().`,
    )
  }
}

/** The last attempt to reconnect failed; `cause` says why. */
export class ReconnectFailedError extends HalyardError {
  override readonly name = 'ReconnectFailedError'

  constructor(cause: Error | undefined) {
    super(
      'E_RECONNECT_FAILED',
      'The last attempt to reconnect failed, and nothing more is tried. Call reconnect() to start over, ' +
        'or raise io.sails.reconnectionAttempts.',
      { cause },
    )
  }
}

/** The cookie of the socket's session could not be fetched. The browser keeps the one that it has. */
export class SessionCookieError extends HalyardError {
  override readonly name = 'SessionCookieError'

  constructor(answer: string, cause?: unknown) {
    super(
      'E_SESSION_COOKIE_NOT_SET',
      "The socket has another session now, and the browser did not get its cookie: the server's /__getcookie " +
        `answered ${answer}. Requests over HTTP go on with the old one. Reload the page; if it happens to everybody, ` +
        'the server must let pages of this origin connect.',
      { cause },
    )
  }
}

/** `pipe()` of an answer was called. */
export class JwrNoStreamError extends HalyardError {
  override readonly name = 'JwrNoStreamError'

  constructor() {
    super('E_JWR_NO_STREAM', 'Answers over sockets come whole. Read the body, or ask over HTTP.')
  }
}

/** A request was asked for with wrong arguments. Nothing was sent. */
export class RequestUsageError extends HalyardError {
  override readonly name = 'RequestUsageError'

  constructor(argument: string, expected: string, found: unknown) {
    super(
      'E_REQUEST_USAGE',
      `${argument} must be ${expected}, found ${describe(found)}. ` +
        "Write io.socket.request({ method: 'get', url: '/user/3', data: {}, headers: {} }, callback).",
    )
  }
}

/** `on()` or `off()` was called with wrong arguments. */
export class HandlerUsageError extends HalyardError {
  override readonly name = 'HandlerUsageError'

  constructor(argument: string, expected: string, found: unknown) {
    super(
      'E_HANDLER_USAGE',
      `${argument} must be ${expected}, found ${describe(found)}. ` +
        "Write io.socket.on('message', (data) => { ... }).",
    )
  }
}

/** A value as it should appear in a message: short, and never throwing. */
function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80))
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value === 'function') return 'a function'
  return String(value)
}
