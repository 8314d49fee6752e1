import { STATUS_CODES } from 'node:http'

import { RequestError } from '../errors.ts'
import { isThenable } from '../is-thenable.ts'
import { isAnswered } from '../request/answer-once.ts'
import { responseState } from '../request/response-state.ts'
import type { Response } from '../request/response.ts'
import { callResponse, hasResponse } from './call-response.ts'
import { UnreadableErrorError } from './errors.ts'

/** The part of the app's logger that the pipeline writes to. */
export interface PipelineLog {
  error(...values: unknown[]): void
  warn(...values: unknown[]): void
  verbose(...values: unknown[]): void
}

/** How errors are answered. */
export interface ErrorReplySettings {
  readonly log: PipelineLog
  /** Whether answers hide details. */
  readonly production: boolean
}

/** What a client may know of an error. */
export interface ClientError {
  readonly status: number
  readonly body: { readonly code: string; readonly message: string }
}

/**
 * Answers with an error. Errors of the client (status 400 to 499) tell their code and message, as do 503 and 504 of
 * our own; all others go to the app's `serverError` response, or to a bare 500 when there is none or it fails.
 * Never throws.
 */
export function replyWithError(error: unknown, res: Response, settings: ErrorReplySettings): void {
  const reason = toReadable(error)
  const isForServerError = toClientError(reason) === undefined && hasResponse(res, 'serverError')
  if (isForServerError) callServerError(res, reason, settings)
  else replyPlainly(reason, res, settings)
}

/** The same without the help of any hook or code of the app. Never throws. */
export function replyPlainly(error: unknown, res: Response, settings: ErrorReplySettings): void {
  const reason = toReadable(error)
  const known = toClientError(reason)
  if (known !== undefined) {
    settings.log.verbose(`Answered with ${known.status}:`, reason)
    send(known.status, known.body, res, settings)
    return
  }
  settings.log.error('Answered with 500:', reason)
  send(500, settings.production ? toText(500) : toDetails(reason), res, settings)
}

/** Handlers throw anything: a proxy that is revoked, an error whose message is a getter that throws. */
function toReadable(error: unknown): unknown {
  try {
    if (toClientError(error) === undefined) toDetails(error)
    return error
  } catch {
    return new UnreadableErrorError()
  }
}

function callServerError(res: Response, error: unknown, settings: ErrorReplySettings): void {
  const giveUp = (failure: unknown): void => {
    settings.log.error('The response serverError failed:', failure)
    replyPlainly(error, res, settings)
  }
  try {
    const result = callResponse(res, 'serverError', error)
    if (isThenable(result)) result.then(undefined, giveUp)
  } catch (failure) {
    giveUp(failure)
  }
}

/** What the client may know, or `undefined` when it is none of its business. */
function toClientError(error: unknown): ClientError | undefined {
  if (!(error instanceof Error)) return undefined
  const status = readStatus(error)
  if (status === undefined) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : toCode(status)
  const isSecret = 'expose' in error && error.expose === false
  return { status, body: { code, message: isSecret ? toText(status) : error.message } }
}

/** Whether the client has, or is about to have, an answer. */
export function hasAnswer(res: Response): boolean {
  return isAnswered(res, responseState(res))
}

function readStatus(error: Error): number | undefined {
  if (error instanceof RequestError) return error.status
  const { status, statusCode } = error as { status?: unknown; statusCode?: unknown }
  return [status, statusCode].find(isClientStatus)
}

function isClientStatus(status: unknown): status is number {
  return typeof status === 'number' && status >= 400 && status <= 499
}

/** `E_NOT_FOUND` for 404: for errors of other libraries that have a status and no code. */
function toCode(status: number): string {
  const words = toText(status).replaceAll(/[^A-Za-z ]/g, '')
  return `E_${words.replaceAll(' ', '_').toUpperCase()}`
}

function toText(status: number): string {
  return STATUS_CODES[status] ?? 'Bad Request'
}

/** What a developer sees of an error, outside of production. */
function toDetails(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? error.code : undefined
  return { message: error.message, code, stack: error.stack }
}

function send(status: number, body: unknown, res: Response, { log }: ErrorReplySettings): void {
  if (hasAnswer(res)) return
  try {
    res.status(status)
    if (typeof body === 'string') res.type('text').send(body)
    else res.json(body)
  } catch (failure) {
    log.error('No answer could be sent:', failure)
  }
}
