import { STATUS_CODES } from 'node:http'

import { HalyardError, RequestError } from '../errors.ts'

/** `req.validate()` was called; it went with Sails 1.0. */
export class ValidateUnsupportedError extends HalyardError {
  override readonly name = 'ValidateUnsupportedError'

  constructor() {
    super(
      'E_REQ_VALIDATE_UNSUPPORTED',
      'req.validate() was removed in Sails 1.0. Declare `inputs` in an actions2 action, or check req.body yourself.',
    )
  }
}

/** `http.trustProxy` says neither yes, nor no, nor whom to trust. */
export class BadTrustProxyError extends HalyardError {
  override readonly name = 'BadTrustProxyError'

  constructor(value: unknown, options?: ErrorOptions) {
    super(
      'E_HTTP_BAD_TRUSTPROXY',
      `config.http.trustProxy is ${show(value)}. Use true, false, the number of proxies (1 or more), ` +
        `addresses ('loopback', '10.0.0.0/8', or a list of such), or a function (address, hop) => boolean.`,
      options,
    )
  }
}

/** A cookie was to be signed in an app that has no secret. */
export class MissingCookieSecretError extends HalyardError {
  override readonly name = 'MissingCookieSecretError'

  constructor() {
    super(
      'E_MISSING_COOKIE_SECRET',
      'res.cookie() was called with `signed: true`, but the app has no secret. Set config.session.secret.',
    )
  }
}

/** A request or response that halyard did not make was given to it. */
export class ForeignMessageError extends HalyardError {
  override readonly name = 'ForeignMessageError'

  constructor(kind: 'request' | 'response') {
    super(
      'E_FOREIGN_MESSAGE',
      `This ${kind} was not made by halyard. Give http.createServer() the app's own classes: ` +
        'sails.messages.HttpRequest and sails.messages.HttpResponse.',
    )
  }
}

/** The body given to `res.json()` or `res.send()` cannot be written as JSON. */
export class UnserialisableBodyError extends HalyardError {
  override readonly name = 'UnserialisableBodyError'

  constructor(cause: unknown) {
    super(
      'E_UNSERIALISABLE_BODY',
      'The answer cannot be written as JSON: it has a circular reference, a BigInt, or a toJSON() that throws ' +
        `(${cause instanceof Error ? cause.message : show(cause)}). Send a plain copy with the parts that clients need.`,
      { cause },
    )
  }
}

/** A virtual answer that was written piece by piece grew too long. */
export class AnswerTooLargeError extends RequestError {
  override readonly name = 'AnswerTooLargeError'

  constructor(maxBytes: number) {
    super(
      'E_ANSWER_TOO_LARGE',
      413,
      `The answer is longer than the ${maxBytes} bytes that may be collected for a virtual request. Ask for it over HTTP.`,
    )
  }
}

/** The answer to a virtual request was destroyed before it was complete: by a failed pipeline, or by the app. */
export class AnswerCutError extends HalyardError {
  override readonly name = 'AnswerCutError'

  constructor() {
    super(
      'E_ANSWER_CUT',
      'res.destroy() was called before the answer was complete. Look for the error of the stream that fed it.',
    )
  }
}

/** A stream that is piped into an answer was destroyed before its end. */
export class SourceBrokeOffError extends HalyardError {
  override readonly name = 'SourceBrokeOffError'

  constructor() {
    super(
      'E_SOURCE_BROKE_OFF',
      'A stream that is piped into the answer was destroyed before its end. Let it end, or answer in another way.',
    )
  }
}

/** A status that is no number from 100 to 999. */
export class InvalidStatusError extends HalyardError {
  override readonly name = 'InvalidStatusError'

  constructor(status: unknown) {
    super(
      'E_INVALID_STATUS',
      `${show(status)} is no HTTP status. Use a whole number from 100 to 999, such as res.status(404).`,
    )
  }
}

/** A request was answered again, or its answer changed after it had gone out. Nothing was sent. */
export class SecondAnswerError extends HalyardError {
  override readonly name = 'SecondAnswerError'

  constructor(method: string, url: string) {
    super(
      'E_SECOND_ANSWER',
      `${method} ${url} was already answered; what came after it was ignored. ` +
        'Return after answering, so that an action answers once.',
    )
  }
}

/** `res.send()` got a number. */
export class NumberSentError extends HalyardError {
  override readonly name = 'NumberSentError'

  constructor(value: number) {
    super(
      'E_NUMBER_SENT',
      `res.send(${value}) sends the number as body. Write res.sendStatus(${value}) for a status or ` +
        `res.json(${value}) for a body.`,
    )
  }
}

/** `res.format()` has nothing that the client accepts. */
export class NotAcceptableError extends RequestError {
  override readonly name = 'NotAcceptableError'

  constructor(offered: readonly string[]) {
    super('E_NOT_ACCEPTABLE', 406, `Ask for one of: ${offered.join(', ')}.`)
  }
}

/** The client went away before it was answered: why `req.signal` is aborted. */
export class ClientGoneError extends HalyardError {
  override readonly name = 'ClientGoneError'

  constructor() {
    super(
      'E_CLIENT_GONE',
      'The client went away before it was answered. Stop the work that was begun for it.',
    )
  }
}

/** A file that was to be sent is not there, or may not be read. */
export class FileNotSentError extends RequestError {
  override readonly name = 'FileNotSentError'

  constructor(status: number, cause: Error) {
    const reason = STATUS_CODES[status] ?? 'not possible'
    super('E_FILE_NOT_SENT', status, `The file cannot be sent: ${reason}.`, { cause })
  }
}

/** `req.file()` of a request that cannot carry files. */
export class UploadsUnavailableError extends RequestError {
  override readonly name = 'UploadsUnavailableError'

  constructor() {
    super(
      'E_UPLOADS_UNAVAILABLE',
      415,
      'This request cannot carry files. Send them over HTTP as multipart/form-data, with POST, PUT or PATCH.',
    )
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
