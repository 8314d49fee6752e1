import type { MessageClasses } from '../request/create-message-classes.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import type { RouteTable } from '../router/route.ts'
import type { HandlerChain } from './compile-target.ts'
import { createDeadlines } from './deadlines.ts'
import type { PipelineLog } from './error-reply.ts'
import { ShuttingDownError } from './errors.ts'
import { OpenRequests } from './open-requests.ts'
import type { PipelineObserver } from './pipeline-observer.ts'
import { rememberRun, runOf } from './run-of.ts'
import { RequestRun } from './run-request.ts'
import type { Failed, PipelineState, Unmatched } from './run-request.ts'
import { StepPlaces } from './step-places.ts'

/** What a pipeline is made of. */
export interface PipelineParts {
  readonly table: RouteTable<HandlerChain>
  readonly messages: MessageClasses
  readonly log: PipelineLog
  /** Whether answers hide details (`NODE_ENV=production`). */
  readonly production: boolean
  /** Milliseconds in which a request must be answered, else it gets a 504; 0 for no limit. `req.setTimeout()` wins. */
  readonly requestTimeoutMs: number
  /** Whether a known path that is asked with another method gets a 405 with `Allow`. @default false: a 404 */
  readonly methodNotAllowed?: boolean
}

/** What a request goes through, whatever door it came by. */
export interface Pipeline {
  /**
   * Answers a request. Never throws.
   * @param unmatched Called when no route has answered; without it `res.notFound()` answers.
   * @param failed Called with an error; without it `res.serverError()` answers.
   */
  run(req: Request, res: Response, unmatched?: Unmatched, failed?: Failed): void
  /** Answers with an error, as if a handler had thrown it; only logs it when there is an answer already. */
  answerError(error: unknown, req: Request, res: Response): void
  readonly steps: StepPlaces
  readonly observer: PipelineObserver
  /** Requests that are not answered yet. */
  readonly openRequests: number
  /** Answers new requests with 503 from now on. */
  refuseNew(): void
  /**
   * Refuses new requests, and waits until the open ones are answered; after `limitMs` milliseconds they get a 503 too.
   * @returns How many got it.
   */
  drain(limitMs: number): Promise<number>
  /** Drops the deadlines' timers. */
  close(): void
}

export function createPipeline(parts: PipelineParts): Pipeline {
  const { table, messages, log, production, requestTimeoutMs, methodNotAllowed = false } = parts
  const state: PipelineState = {
    ...{ table, messages, log, production, methodNotAllowed },
    steps: new StepPlaces(),
    observer: {},
    open: new OpenRequests(),
    deadlines: createDeadlines(),
  }
  let isDraining = false

  const begin = (...request: [Request, Response, Unmatched?, Failed?]): RequestRun => {
    const [req] = request
    const run = new RequestRun(state, ...request)
    rememberRun(req, run)
    run.open(requestTimeoutMs)
    return run
  }
  const runFor = (req: Request, res: Response): RequestRun => runOf(req) ?? begin(req, res)
  messages.onSetTimeout((req, ms, callback) => runOf(req)?.setDeadline(ms, callback))
  messages.onFailure((error, req, res) => runFor(req, res).failAnswer(error))
  messages.onMisuse((misuse) => log.warn(misuse.message))

  return {
    run: (...request) => {
      const run = begin(...request)
      if (isDraining) run.end(new ShuttingDownError())
      else run.start()
    },
    answerError: (error, req, res) => runFor(req, res).fail(error),
    steps: state.steps,
    observer: state.observer,
    get openRequests() {
      return state.open.count
    },
    refuseNew: () => {
      isDraining = true
    },
    drain: async (limitMs) => {
      isDraining = true
      await state.open.whenNone(limitMs)
      const late = state.deadlines.items()
      for (const run of late) run.end(new ShuttingDownError())
      return late.length
    },
    close: () => state.deadlines.close(),
  }
}
