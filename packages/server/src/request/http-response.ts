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
import { type AnswerCompression, CompressedBody } from './compressed-body.ts'
import { addDefaultHeaders } from './default-headers.ts'
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
    if (this.headersSent) {
      ignoreSecondAnswer(this)
      return
    }
    super.removeHeader(name)
    const state = this.responseState
    if (state.runtime.defaultHeaders === undefined) return
    state.unwantedHeaders ??= new Set()
    state.unwantedHeaders.add(name.toLowerCase())
  }

  override writeHead(statusCode: number, reason?: string | Headers, headers?: Headers): this {
    if (this.headersSent) return ignoreSecondAnswer(this)
    const state = this.responseState
    runHeaderTasks(state)
    if (state.sentHead === undefined) addDefaultHeaders(this, state)
    const given = typeof reason === 'string' ? headers : (reason ?? headers)
    const rest = state.compression === undefined ? given : this.#compressStream(statusCode, given)
    return typeof reason === 'string'
      ? super.writeHead(statusCode, reason, rest)
      : super.writeHead(statusCode, rest)
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
    if (this.responseState.compression !== undefined) this.writeHead(this.statusCode)
    const { compressedBody } = this.responseState
    const [code, done] =
      typeof encoding === 'function' ? ['utf8' as const, encoding] : [encoding ?? 'utf8', callback]
    return compressedBody === undefined
      ? super.write(chunk, code, done)
      : compressedBody.write(chunk, code, done)
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
    const { compressedBody } = this.responseState
    if (event === 'drain' && compressedBody !== undefined) {
      // Who writes the body waits for the compressor; the compressor waits for the connection.
      compressedBody.resume()
      return true
    }
    if (event === 'pipe') watchPipedSource(this, parameters[0])
    // Heard here, a response needs no listener of its own.
    else if (event === 'close') {
      compressedBody?.destroy()
      runDoneTasks(this.responseState, this.writableFinished)
    }
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
    if (typeof chunk === 'function') return this.#end(undefined, undefined, () => void chunk())
    if (typeof encoding === 'function') return this.#end(chunk, undefined, encoding)
    const { compressedBody, compression } = this.responseState
    if (compressedBody !== undefined) {
      if (callback !== undefined) this.once('finish', callback)
      compressedBody.end(chunk, encoding ?? 'utf8')
      return this
    }
    if (compression !== undefined && !this.headersSent) {
      return this.#endCompressed(compression, chunk, encoding ?? 'utf8', callback)
    }
    return super.end(chunk, encoding ?? 'utf8', callback)
  }

  /** Ends with a whole body, whose length is known: small ones go out as they are. */
  #endCompressed(
    compression: AnswerCompression,
    chunk: unknown,
    encoding: BufferEncoding,
    callback: (() => void) | undefined,
  ): this {
    const isWhole = typeof chunk === 'string' || chunk instanceof Uint8Array
    const length = isWhole
      ? Buffer.byteLength(chunk)
      : Number(this.getHeader('content-length') ?? 0)
    const compressor = compression.choose(this, length)
    this.responseState.compression = undefined
    if (compressor === undefined || !isWhole) return super.end(chunk, encoding, callback)
    const body = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk)
    compressor.compress(body).then(
      (bytes) => super.end(bytes, 'utf8', callback),
      (error: unknown) => failAnswer(this, error),
    )
    return this
  }

  /**
   * Decides about a body of which no more is known than its head, and begins to compress it.
   * @returns headers that are still to be written
   */
  #compressStream(statusCode: number, given: Headers | undefined): Headers | undefined {
    const state = this.responseState
    const { compression } = state
    state.compression = undefined
    // A list is what proxies hand on; it would have to be read with its doubles, and is mostly compressed already.
    if (compression === undefined || Array.isArray(given)) return given
    this.statusCode = statusCode
    for (const [name, value] of Object.entries(given ?? {})) {
      if (value !== undefined) this.setHeader(name, value)
    }
    const length = this.getHeader('content-length')
    const compressor = compression.choose(this, length === undefined ? undefined : Number(length))
    if (compressor === undefined || this.req.method === 'HEAD') return undefined
    state.compressedBody = new CompressedBody(compressor.createStream(), {
      write: (bytes) => super.write(bytes, 'utf8'),
      end: () => super.end(),
      fail: (error) => this.destroy(error),
      drain: () => super.emit('drain'),
    })
    return undefined
  }
}

installMembers(HttpResponseMessage.prototype, responseHeaders, responseAnswers, responseTasks)
