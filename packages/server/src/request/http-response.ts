import {
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  ServerResponse,
} from 'node:http'

import {
  failAnswer,
  ignoreSecondAnswer,
  isAnswered,
  isStatus,
  refuseStatus,
  reopenAnswer,
  toStatus,
} from './answer-once.ts'
import { runAnswerTasks, runDoneTasks, runHeaderTasks } from './answer-tasks.ts'
import { sendBody, sendJson, sendJsonp } from './http-body.ts'
import { installMembers } from './install-members.ts'
import { watchPipedSource } from './piped-source.ts'
import { requestState } from './request-state.ts'
import type { Request } from './request.ts'
import { responseAnswers } from './response-answers.ts'
import { responseHeaders } from './response-headers.ts'
import { ResponseState } from './response-state.ts'
import { responseTasks } from './response-tasks.ts'
import type { ResponseMembers, StandardResponses, ViewMembers } from './response.ts'
import { findSentHeader, toLowerCaseNames } from './sent-head.ts'

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[]

/**
 * The answer to an HTTP request: Node's own, with the members of every response on its prototype. It answers once:
 * what Node would throw or emit for a second answer, and so end the process, is ignored and reported.
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging, no-unused-vars -- installMembers() puts them on the prototype
export interface HttpResponseMessage<Req extends IncomingMessage = IncomingMessage>
  extends ResponseMembers, StandardResponses, ViewMembers {}

export class HttpResponseMessage<
  Req extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Req> {
  declare readonly req: Req & Request
  declare finished: boolean
  /** @internal */
  readonly responseState: ResponseState
  charset?: string

  // Node passes options too, which its types do not tell.
  constructor(...parameters: [req: Req]) {
    super(...parameters)
    const [req] = parameters
    const request = requestState(req)
    request.res = this
    // Set here and not by the request, whose URL is not yet known when it is made.
    request.originalUrl = req.url
    this.responseState = new ResponseState(request.runtime)
  }

  send(body?: unknown): this {
    if (isAnswered(this, this.responseState)) return ignoreSecondAnswer(this)
    sendBody(this, body, this.#isUntouched())
    return this
  }

  json(body?: unknown): this {
    if (isAnswered(this, this.responseState)) return ignoreSecondAnswer(this)
    sendJson(this, body, this.#isUntouched())
    return this
  }

  jsonp(body?: unknown): this {
    if (isAnswered(this, this.responseState)) return ignoreSecondAnswer(this)
    sendJsonp(this, body)
    return this
  }

  override setHeader(name: string, value: number | string | readonly string[]): this {
    if (this.headersSent) return ignoreSecondAnswer(this)
    try {
      return super.setHeader(name, value)
    } catch (error) {
      return failAnswer(this, error)
    }
  }

  override getHeader(name: string): OutgoingHttpHeader | undefined {
    return super.getHeader(name) ?? findSentHeader(this.responseState.sentHead, name)
  }

  override hasHeader(name: string): boolean {
    return super.hasHeader(name) || findSentHeader(this.responseState.sentHead, name) !== undefined
  }

  override getHeaders(): OutgoingHttpHeaders {
    return { ...toLowerCaseNames(this.responseState.sentHead), ...super.getHeaders() }
  }

  override getHeaderNames(): string[] {
    const { sentHead } = this.responseState
    return sentHead === undefined ? super.getHeaderNames() : Object.keys(this.getHeaders())
  }

  override removeHeader(name: string): void {
    if (this.headersSent) ignoreSecondAnswer(this)
    else super.removeHeader(name)
  }

  override writeHead(statusCode: number, reason?: string | Headers, headers?: Headers): this {
    if (this.headersSent) return ignoreSecondAnswer(this)
    runHeaderTasks(this.responseState)
    return typeof reason === 'string'
      ? super.writeHead(statusCode, reason, headers)
      : super.writeHead(statusCode, reason ?? headers)
  }

  override write(
    chunk: unknown,
    encoding?: BufferEncoding | ((error?: Error | null) => void),
    callback?: (error?: Error | null) => void,
  ): boolean {
    if (this.responseState.answered || this.responseState.done) {
      ignoreSecondAnswer(this)
      return false
    }
    return typeof encoding === 'function'
      ? super.write(chunk, encoding)
      : super.write(chunk, encoding ?? 'utf8', callback)
  }

  override end(
    chunk?: unknown,
    encoding?: BufferEncoding | (() => void),
    callback?: () => void,
  ): this {
    const state = this.responseState
    if (state.answered || state.done) return ignoreSecondAnswer(this)
    const status = toStatus(this.statusCode)
    if (!isStatus(status)) return refuseStatus(this, status)
    this.statusCode = status
    state.answered = true
    try {
      const waiting = runAnswerTasks(state)
      if (waiting === undefined) return this.#end(chunk, encoding, callback)
      const { failures } = state
      waiting
        .then(() => failures === state.failures && this.#end(chunk, encoding, callback))
        .catch((error: unknown) => failAnswer(this, error))
      return this
    } catch (error) {
      return failAnswer(this, error)
    }
  }

  onDone(task: (completed: boolean) => void): void {
    const state = this.responseState
    if (state.done) return task(this.writableFinished)
    state.doneTasks ??= []
    state.doneTasks.push(task)
  }

  override emit(event: string | symbol, ...parameters: unknown[]): boolean {
    if (event === 'pipe') watchPipedSource(this, parameters[0])
    // Heard here, a response needs no listener of its own.
    else if (event === 'close') runDoneTasks(this.responseState, this.writableFinished)
    return super.emit(event, ...parameters)
  }

  retract(): boolean {
    if (this.headersSent) this.destroy()
    else reopenAnswer(this)
    return !this.headersSent
  }

  /** Middleware may replace these methods of a response, to see or change what goes out. */
  #isUntouched(): boolean {
    const { prototype } = HttpResponseMessage
    // oxlint-disable typescript/unbound-method -- compared, not called
    return (
      this.end === prototype.end &&
      this.writeHead === prototype.writeHead &&
      this.setHeader === prototype.setHeader
    )
    // oxlint-enable typescript/unbound-method
  }

  #end(
    chunk: unknown,
    encoding: BufferEncoding | (() => void) | undefined,
    callback: (() => void) | undefined,
  ): this {
    if (typeof chunk === 'function') return super.end(chunk)
    if (typeof encoding === 'function') return super.end(chunk, encoding)
    return super.end(chunk, encoding ?? 'utf8', callback)
  }
}

installMembers(HttpResponseMessage.prototype, responseHeaders, responseAnswers, responseTasks)
