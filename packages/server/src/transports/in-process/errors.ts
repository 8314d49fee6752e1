import { inspect } from 'node:util'

import { HalyardError } from '../../errors.ts'

/** What an answer in process consists of. */
export interface InProcessReply {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | string[]>>
  /** A copy of what was answered, as JSON would carry it; `undefined` for an answer without body. */
  readonly body: unknown
}

/** A request in process was answered with a status outside 200 to 399. Its message is the body. */
export class RequestFailedError extends HalyardError {
  override readonly name = 'RequestFailedError'
  readonly status: number
  readonly headers: InProcessReply['headers']
  readonly body: unknown

  constructor({ statusCode, headers, body }: InProcessReply) {
    super('E_REQUEST_FAILED', typeof body === 'string' ? body : inspect(body))
    this.status = statusCode
    this.headers = headers
    this.body = body
  }
}

/** `sails.request()` was called with arguments that make no request. */
export class RequestUsageError extends HalyardError {
  override readonly name = 'RequestUsageError'

  constructor(problem: string) {
    super(
      'E_REQUEST_USAGE',
      `sails.request(): ${problem} Call it as request('GET /user', data?, callback?) or as ` +
        `request({ method: 'get', url: '/user', data: {}, headers: {} }, callback?).`,
    )
  }
}

/** Data or an answer in process has no form as JSON. */
export class UncopyableDataError extends HalyardError {
  override readonly name = 'UncopyableDataError'

  constructor(found: string) {
    super(
      'E_UNCOPYABLE_DATA',
      `Data that goes through sails.request() is copied as JSON, but it holds ${found}. Hand over plain values.`,
    )
  }
}
