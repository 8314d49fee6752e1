import { type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http'

import type { Reply } from '@halyard/protocol'

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
import { CollectedBody } from './collected-body.ts'
import {
  AnswerCutError,
  AnswerTooLargeError,
  NumberSentError,
  UnserialisableBodyError,
} from './errors.ts'
import { installMembers } from './install-members.ts'
import { requestState } from './request-state.ts'
import type { Request } from './request.ts'
import { responseAnswers } from './response-answers.ts'
import { responseHeaders } from './response-headers.ts'
import { ResponseState } from './response-state.ts'
import { responseTasks } from './response-tasks.ts'
import type { Response } from './response.ts'
import { VirtualHeaders } from './virtual-headers.ts'
import { virtualWritable } from './virtual-writable.ts'

/** Stands for "no body", which `undefined` and `null` do not. */
const NO_BODY: unique symbol = Symbol('no body')

/**
 * The answer to a virtual request. It inherits from `ServerResponse` without running its constructor, so that Connect
 * middleware can use it: what is written to it is collected, `json()` and `send()` keep the value itself, and `end()`
 * hands it over.
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- installMembers() puts them on the prototype
export interface VirtualResponseMessage extends Response {}

export class VirtualResponseMessage {
  statusCode: number = 200
  readonly req: Request
  /** @internal */
  readonly responseState: ResponseState
  readonly #deliver: (reply: Reply) => void
  #headers: VirtualHeaders | undefined = undefined
  #body: unknown = NO_BODY
  #collected: CollectedBody | undefined = undefined
  #headFixed = false

  constructor(req: Request, deliver: (reply: Reply) => void) {
    const request = requestState(req)
    this.req = req
    this.responseState = new ResponseState(request.runtime)
    this.#deliver = deliver
    request.res = this
  }

  get headersSent(): boolean {
    return this.#headFixed
  }

  get writableEnded(): boolean {
    return this.responseState.answered
  }

  get finished(): boolean {
    return this.responseState.answered
  }

  send(body?: unknown): this {
    if (isAnswered(this, this.responseState)) return ignoreSecondAnswer(this)
    if (typeof body === 'number') {
      this.responseState.runtime.handleMisuse?.(new NumberSentError(body), this.req)
    }
    return this.#answer(body)
  }

  json(body?: unknown): this {
    if (isAnswered(this, this.responseState)) return ignoreSecondAnswer(this)
    const { doubleEncodedStrings } = this.responseState.runtime.settings
    if (doubleEncodedStrings !== true || typeof body !== 'string') return this.#answer(body)
    return this.setHeader('content-type', 'application/json').#answer(JSON.stringify(body))
  }

  /** A socket's client runs no script: plain JSON. */
  jsonp(body?: unknown): this {
    return this.json(body)
  }

  setHeader(name: string, value: number | string | readonly string[]): this {
    if (this.#headFixed) return ignoreSecondAnswer(this)
    this.#headers ??= new VirtualHeaders()
    try {
      this.#headers.set(name, value)
      return this
    } catch (error) {
      return failAnswer(this, error)
    }
  }

  getHeader(name: string): OutgoingHttpHeader | undefined {
    const value = this.#headers?.get(name)
    return typeof value === 'object' ? [...value] : value
  }

  getHeaders(): OutgoingHttpHeaders {
    return this.#headers?.toDictionary() ?? {}
  }

  getHeaderNames(): string[] {
    return this.#headers?.names() ?? []
  }

  hasHeader(name: string): boolean {
    return this.#headers?.has(name) ?? false
  }

  removeHeader(name: string): void {
    this.#headers?.remove(name)
  }

  writeHead(
    statusCode: number,
    reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
    headers?: OutgoingHttpHeaders | OutgoingHttpHeader[],
  ): this {
    if (this.#headFixed) return ignoreSecondAnswer(this)
    this.statusCode = statusCode
    const given = typeof reason === 'string' ? headers : (reason ?? headers)
    for (const [name, value] of toEntries(given))
      if (value !== undefined) this.setHeader(name, value)
    runHeaderTasks(this.responseState)
    this.#headFixed = true
    return this
  }

  write(
    chunk: unknown,
    encoding?: BufferEncoding | ((error?: Error | null) => void),
    callback?: (error?: Error | null) => void,
  ): boolean {
    const { answered, done } = this.responseState
    if (answered || done) {
      ignoreSecondAnswer(this)
      return false
    }
    if (!this.#headFixed) this.writeHead(this.statusCode)
    const written = this.#collect(chunk, typeof encoding === 'string' ? encoding : 'utf8')
    const told = typeof encoding === 'function' ? encoding : callback
    if (told !== undefined) process.nextTick(told)
    return written
  }

  end(chunk?: unknown, encoding?: BufferEncoding | (() => void), callback?: () => void): this {
    const state = this.responseState
    if (state.answered || state.done) return ignoreSecondAnswer(this)
    const status = toStatus(this.statusCode)
    if (!isStatus(status)) return refuseStatus(this, status)
    const told = [chunk, encoding, callback].find((value) => typeof value === 'function')
    if (told !== undefined) this.once('finish', () => told())
    const hasChunk = chunk !== undefined && chunk !== null && typeof chunk !== 'function'
    if (hasChunk && !this.#collect(chunk, typeof encoding === 'string' ? encoding : 'utf8')) {
      return this
    }
    state.answered = true
    return this.#finishWhenReady(state)
  }

  onDone(task: (completed: boolean) => void): void {
    const state = this.responseState
    if (state.done) return task(state.answered)
    state.doneTasks ??= []
    state.doneTasks.push(task)
  }

  /** There is no connection to cut: the client gets an error instead of a part. */
  destroy(error?: Error): this {
    const { answered, done } = this.responseState
    return answered || done ? this : failAnswer(this, error ?? new AnswerCutError())
  }

  /** Nothing has left the process before the answer is delivered. */
  retract(): boolean {
    this.#body = NO_BODY
    this.#collected = undefined
    this.#headFixed = false
    reopenAnswer(this)
    return true
  }

  /** @internal The client is gone: nobody is told the answer, and all who wait for the end are told. */
  abandon(): void {
    this.#close(false)
  }

  /** Keeps the value for `end()`, which middleware may have wrapped and which does not take values. */
  #answer(body: unknown): this {
    if (body !== undefined) this.#body = body
    return this.end()
  }

  #collect(chunk: unknown, encoding: BufferEncoding): boolean {
    const { maxCollectedBytes } = this.responseState.runtime.settings
    this.#collected ??= new CollectedBody()
    try {
      if (this.#collected.add(chunk, encoding) <= maxCollectedBytes) return true
      failAnswer(this, new AnswerTooLargeError(maxCollectedBytes))
    } catch (error) {
      failAnswer(this, error)
    }
    return false
  }

  #finishWhenReady(state: ResponseState): this {
    try {
      const waiting = runAnswerTasks(state)
      if (waiting === undefined) this.#finish()
      else waiting.then(() => this.#finish()).catch((error: unknown) => failAnswer(this, error))
    } catch (error) {
      failAnswer(this, error)
    }
    return this
  }

  #finish(): void {
    if (this.responseState.done) return
    if (!this.#headFixed) this.writeHead(this.statusCode)
    try {
      this.#deliver(this.#toReply())
    } catch (error) {
      failAnswer(this, new UnserialisableBodyError(error))
      return
    }
    this.#close(true)
  }

  #toReply(): Reply {
    const headers = this.#headers?.toReplyHeaders() ?? {}
    const { statusCode } = this
    const body =
      this.#collected === undefined
        ? this.#body
        : this.#collected.toBody(this.getHeader('content-type')?.toString())
    return body === NO_BODY ? { headers, statusCode } : { body, headers, statusCode }
  }

  #close(completed: boolean): void {
    if (this.responseState.done) return
    runDoneTasks(this.responseState, completed)
    // Middleware expects these events after `end()` has returned, as Node does it.
    if (this.listenerCount('finish') + this.listenerCount('close') > 0) {
      process.nextTick(emitEnd, this, completed)
    }
  }
}

function emitEnd(res: VirtualResponseMessage, completed: boolean): void {
  if (completed) res.emit('finish')
  res.emit('close')
}

function toEntries(
  headers: OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined,
): [string, OutgoingHttpHeader | undefined][] {
  if (!Array.isArray(headers)) return Object.entries(headers ?? {})
  const entries: [string, OutgoingHttpHeader | undefined][] = []
  for (let index = 0; index < headers.length; index += 2) {
    entries.push([String(headers[index]), headers[index + 1]])
  }
  return entries
}

Object.setPrototypeOf(VirtualResponseMessage.prototype, ServerResponse.prototype)
installMembers(
  VirtualResponseMessage.prototype,
  responseHeaders,
  responseAnswers,
  responseTasks,
  virtualWritable,
)
