import { isThenable } from '../is-thenable.ts'
import { failAnswer } from '../request/answer-once.ts'
import type { MessageClasses } from '../request/create-message-classes.ts'
import type { Handler } from '../request/handler.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import type { Step } from '../request/step.ts'
import type { Match, Pass, RouteTable } from '../router/route.ts'
import { callResponse, hasResponse } from './call-response.ts'
import type { HandlerChain } from './compile-target.ts'
import { Timed } from './deadlines.ts'
import type { Deadlines } from './deadlines.ts'
import { hasAnswer, replyPlainly, replyWithError } from './error-reply.ts'
import type { ErrorReplySettings } from './error-reply.ts'
import { NextCalledTwiceError, NothingThrownError, RequestTimeoutError } from './errors.ts'
import type { OpenRequests } from './open-requests.ts'
import type { PipelineObserver } from './pipeline-observer.ts'
import { replyToOptions } from './reply-to-options.ts'
import { replyToWrongMethod } from './reply-to-wrong-method.ts'
import { findRouteSetting } from './route-setting.ts'
import type { StepPlaces } from './step-places.ts'

/** What a door does when no route has answered: serve a file, or call `otherwise`, which ends in `notFound`. */
export type Unmatched = (otherwise: () => void) => unknown

/**
 * What a door does when a request has failed: answer, or call `otherwise` with the error that is to be answered. Must not
 * throw.
 */
export type Failed = (error: unknown, otherwise: (error: unknown) => void) => void

/** What the requests of one pipeline share. */
export interface PipelineState extends ErrorReplySettings {
  readonly table: RouteTable<HandlerChain>
  readonly messages: Pick<MessageClasses, 'enterRoute' | 'abort'>
  readonly steps: StepPlaces
  readonly observer: PipelineObserver
  readonly open: OpenRequests
  readonly deadlines: Deadlines<RequestRun>
  /** Whether a known path that is asked with another method gets a 405. */
  readonly methodNotAllowed: boolean
}

/** One request on its way: steps, then the routes that match, then `notFound`. It is answered exactly once. */
export class RequestRun extends Timed<RequestRun> {
  readonly #state: PipelineState
  readonly #req: Request
  readonly #res: Response
  readonly #unmatched: Unmatched | undefined
  readonly #failed: Failed | undefined
  readonly #steps: readonly Step[]
  #pass: Pass = 'first'
  #match: Match<HandlerChain> | undefined = undefined
  /** Place in the match's chain of the handler that runs next. */
  #position = 0
  /** Number of the handler that runs now: only its `next` goes on. */
  #turn = 0
  #hasFailed = false
  #isOver = false
  #lastError: unknown = undefined
  #onTimeout: (() => void) | undefined = undefined

  constructor(
    state: PipelineState,
    req: Request,
    res: Response,
    unmatched?: Unmatched,
    failed?: Failed,
  ) {
    super()
    this.#state = state
    this.#req = req
    this.#res = res
    this.#unmatched = unmatched
    this.#failed = failed
    this.#steps = state.steps.active
  }

  /** Counts the request until its answer has gone out, and gives it a deadline. */
  open(timeoutMs: number): void {
    this.#state.open.open()
    this.#state.deadlines.set(this, timeoutMs)
    this.#res.onDone(() => {
      this.#isOver = true
      this.#state.open.close()
      this.#state.deadlines.clear(this)
    })
  }

  start(): void {
    try {
      this.#runSteps(0)
    } catch (error) {
      this.fail(error)
    }
  }

  /** @param from Place of the first step that is still to run. */
  #runSteps(from: number): void {
    const routeSetting = (option: string): unknown => this.#setting(option)
    for (let place = from; place < this.#steps.length; place++) {
      const result = this.#steps[place]?.(this.#req, this.#res, routeSetting)
      if (isThenable(result)) {
        this.#watch(result.then(() => hasAnswer(this.#res) || this.#runSteps(place + 1)))
        return
      }
      if (hasAnswer(this.#res)) return
    }
    this.#runRoutes('first')
  }

  #setting(option: string): unknown {
    return findRouteSetting(this.#state.table, this.#req, option)
  }

  #runRoutes(pass: Pass): void {
    const { method, path, url } = this.#req
    this.#pass = pass
    this.#enter(this.#state.table.match(method, path, url, pass))
    this.#runNext()
  }

  #enter(match: Match<HandlerChain> | undefined): void {
    this.#match = match
    this.#position = 0
    if (match === undefined) return
    this.#state.messages.enterRoute(this.#req, match.params, match.route.options)
  }

  #runNext(): void {
    while (this.#match !== undefined) {
      const handler = this.#match.route.target[this.#position++]
      if (handler !== undefined) {
        this.#run(handler, this.#match)
        return
      }
      this.#enter(this.#match.next())
    }
    this.#runUnmatched()
  }

  #run(handler: Handler, match: Match<HandlerChain>): void {
    const turn = ++this.#turn
    const next = (error?: unknown): void => this.#goOn(turn, error)
    const { observer } = this.#state
    if (observer.handler !== undefined) {
      const { options } = match.route
      observer.handler({ req: this.#req, res: this.#res, next, options, fn: handler })
    }
    this.#watch(handler(this.#req, this.#res, next))
  }

  /** What `next` does. As in Sails, `next('route')` skips nothing: each policy and action is a route of its own there. */
  #goOn(turn: number, error: unknown): void {
    if (Boolean(error) && error !== 'route') return this.fail(error)
    if (turn !== this.#turn) return this.#warnOfSecondNext()
    if (hasAnswer(this.#res)) return
    try {
      this.#runNext()
    } catch (thrown) {
      this.fail(thrown)
    }
  }

  #runUnmatched(): void {
    if (this.#pass === 'assets-last') return this.#replyNotFound()
    if (replyToOptions(this.#state.table, this.#req, this.#res)) return
    if (this.#unmatched === undefined) return this.#runRoutes('assets-last')
    this.#watch(this.#unmatched(() => this.#runAssetsLast()))
  }

  /** Gives URLs that look like assets, and are none, to the routes that left them to files. */
  #runAssetsLast(): void {
    if (this.#pass === 'assets-last' || hasAnswer(this.#res)) return
    try {
      this.#runRoutes('assets-last')
    } catch (error) {
      this.fail(error)
    }
  }

  #replyNotFound(): void {
    if (replyToWrongMethod(this.#state, this.#req, this.#res)) return
    this.#state.observer.notFound?.(this.#req, this.#res)
    if (hasAnswer(this.#res)) return
    if (hasResponse(this.#res, 'notFound')) this.#watch(callResponse(this.#res, 'notFound'))
    else this.#res.sendStatus(404)
  }

  #watch(result: unknown): void {
    if (isThenable(result)) result.then(undefined, (error) => this.fail(error))
  }

  /** Answers with an error, unless there is an answer or another error's on its way: then it is logged. Never throws. */
  fail(error: unknown): void {
    const reason = error === undefined ? new NothingThrownError() : error
    if (this.#hasFailed || hasAnswer(this.#res)) return this.#logLate(reason)
    this.#stop(reason)
    try {
      this.#state.observer.error?.(reason, this.#req, this.#res)
    } catch (failure) {
      this.#state.log.error('A listener of router:request:500 failed:', failure)
    }
    if (hasAnswer(this.#res)) return
    if (this.#failed === undefined) replyWithError(reason, this.#res, this.#state)
    else this.#failed(reason, (left) => this.#replyUnlessAnswered(left))
  }

  #replyUnlessAnswered(error: unknown): void {
    if (!hasAnswer(this.#res)) replyWithError(error, this.#res, this.#state)
  }

  /** Answers with an error in place of an answer that could not be made; plainly, if that was an error's already. */
  failAnswer(error: unknown): void {
    if (this.#hasFailed) replyPlainly(error, this.#res, this.#state)
    else this.fail(error)
  }

  /**
   * Answers the request with an error, whatever its handlers are doing. A streamed HTTP answer is left alone once its
   * headers are sent: how long it takes is the client's business.
   */
  end(reason: Error): void {
    this.#state.messages.abort(this.#req, reason)
    if (this.#req.transport === 'http' && this.#res.headersSent) return this.setDeadline(0)
    this.#stop(reason)
    if (hasAnswer(this.#res)) failAnswer(this.#res, reason)
    else replyWithError(reason, this.#res, this.#state)
  }

  override expire(timeoutMs: number): void {
    const onTimeout = this.#onTimeout
    this.#onTimeout = undefined
    if (onTimeout !== undefined) this.#callOnTimeout(onTimeout)
    const isBeingAnswered = onTimeout !== undefined && hasAnswer(this.#res)
    if (!isBeingAnswered) this.end(new RequestTimeoutError(timeoutMs))
    else this.setDeadline(timeoutMs)
  }

  #callOnTimeout(onTimeout: () => void): void {
    try {
      onTimeout()
    } catch (error) {
      this.fail(error)
    }
  }

  /** @param onTimeout Called when the time is up, before the 504; it may answer itself. */
  setDeadline(timeoutMs: number, onTimeout?: () => void): void {
    if (this.#isOver) return
    this.#onTimeout = onTimeout
    this.#state.deadlines.set(this, timeoutMs)
  }

  /** From here on no `next` goes on. */
  #stop(reason: unknown): void {
    this.#hasFailed = true
    this.#lastError = reason
    this.#turn++
  }

  #logLate(error: unknown): void {
    if (error === this.#lastError) return
    this.#lastError = error
    this.#state.log.error(`${this.#req.method} ${this.#req.url} failed after its answer:`, error)
    if (this.#res.headersSent && !this.#res.writableEnded) failAnswer(this.#res, error)
  }

  #warnOfSecondNext(): void {
    if (this.#hasFailed) return
    this.#state.log.warn(new NextCalledTwiceError(this.#req.method, this.#req.url).message)
  }
}
