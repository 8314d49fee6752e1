import { EventEmitter } from 'node:events'
import { ServerResponse } from 'node:http'

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
import { CollectedBody } from './collected-body.ts'
import { closeAnswer, deliverWhenReady } from './deliver-answer.ts'
import { AnswerCutError, AnswerTooLargeError, NumberSentError } from './errors.ts'
import { installMembers } from './install-members.ts'
import { watchPipedSource } from './piped-source.ts'
import { requestState } from './request-state.ts'
import type { Request } from './request.ts'
import { responseAnswers } from './response-answers.ts'
import { responseHeaders } from './response-headers.ts'
import { responseTasks } from './response-tasks.ts'
import type { Response } from './response.ts'
import { virtualHead } from './virtual-head.ts'
import { NO_BODY, VirtualState } from './virtual-state.ts'
import { virtualWritable } from './virtual-writable.ts'

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
  readonly responseState: VirtualState

  constructor(req: Request, deliver: (reply: Reply) => void) {
    const request = requestState(req)
    this.req = req
    this.responseState = new VirtualState(request.runtime, deliver)
    request.res = this
  }

  get writableEnded(): boolean {
    return this.responseState.answered
  }

  get finished(): boolean {
    return this.responseState.answered
  }

  send(body?: unknown): this {
    if (isAnswered(this, this.responseState)) return ignoreSecondAnswer(this)
    if (body === '') return this.end()
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
    if (!this.headersSent) this.writeHead(this.statusCode)
    const isWritten = this.#collect(chunk, encoding)
    const told = typeof encoding === 'function' ? encoding : callback
    if (told !== undefined) process.nextTick(told)
    return isWritten
  }

  end(chunk?: unknown, encoding?: BufferEncoding | (() => void), callback?: () => void): this {
    const state = this.responseState
    if (state.answered || state.done) return ignoreSecondAnswer(this)
    const status = toStatus(this.statusCode)
    if (!isStatus(status)) return refuseStatus(this, status)
    this.statusCode = status
    const told = [chunk, encoding, callback].find((value) => typeof value === 'function')
    if (told !== undefined) this.once('finish', () => told())
    const hasChunk = chunk !== undefined && chunk !== null && chunk !== told
    if (hasChunk && !this.#collect(chunk, encoding)) return this
    state.answered = true
    deliverWhenReady(this)
    return this
  }

  onDone(task: (completed: boolean) => void): void {
    const state = this.responseState
    if (state.done) return task(state.answered)
    state.doneTasks ??= []
    state.doneTasks.push(task)
  }

  emit(event: string | symbol, ...parameters: unknown[]): boolean {
    if (event === 'pipe') watchPipedSource(this, parameters[0])
    return EventEmitter.prototype.emit.call(this, event, ...parameters)
  }

  /** There is no connection to cut: the client gets an error instead of a part. */
  destroy(error?: Error): this {
    const { answered, done } = this.responseState
    return answered || done ? this : failAnswer(this, error ?? new AnswerCutError())
  }

  /** Nothing has left the process before the answer is delivered. */
  retract(): boolean {
    const state = this.responseState
    state.body = NO_BODY
    state.collected = undefined
    state.headFixed = false
    reopenAnswer(this)
    return true
  }

  /** @internal The client is gone: nobody is told the answer, and all who wait for the end are told. */
  abandon(): void {
    closeAnswer(this, false)
  }

  /** Keeps the value for `end()`, which middleware may have wrapped and which does not take values. */
  #answer(body: unknown): this {
    if (body !== undefined) this.responseState.body = body
    return this.end()
  }

  /** Returns whether the answer goes on. */
  #collect(chunk: unknown, encoding: unknown): boolean {
    const state = this.responseState
    const { maxCollectedBytes } = state.runtime.settings
    state.collected ??= new CollectedBody()
    try {
      if (state.collected.add(chunk, encoding) <= maxCollectedBytes) return true
      failAnswer(this, new AnswerTooLargeError(maxCollectedBytes))
    } catch (error) {
      failAnswer(this, error)
    }
    return false
  }
}

Object.setPrototypeOf(VirtualResponseMessage.prototype, ServerResponse.prototype)
installMembers(
  VirtualResponseMessage.prototype,
  virtualHead,
  responseHeaders,
  responseAnswers,
  responseTasks,
  virtualWritable,
)
