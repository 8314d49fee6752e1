import { inspect } from 'node:util'

import type { Next } from '../request/handler.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import { answerExit, UnanswerableExit, writeHeaders } from './answer-exit.ts'
import type { CompiledAction } from './compile-action.ts'
import type { CompiledExit } from './compile-exits.ts'
import {
  ActionFailedError,
  ActionTimeoutError,
  ExitResponseError,
  InvalidInputsError,
  NoExitTakenError,
  UnknownExitError,
  UploadsUnavailableError,
} from './errors.ts'
import { isPlainObject } from './is-dictionary.ts'

/** `this` of an action, and the last argument of its callback form. */
export class ActionContext {
  readonly req: Request
  readonly res: Response
  /** The app. */
  readonly sails: object

  constructor(req: Request, res: Response) {
    this.req = req
    this.res = res
    const { _sails: sails } = req
    this.sails = sails
  }
}

/**
 * Runs an action for one request: reads its inputs, calls its `fn`, and answers by the exit that it takes. An action
 * that returns at once is answered at once; only a promise is waited for.
 * @returns A promise that never rejects, or `undefined` when nothing is left to wait for.
 */
export function runAction(
  action: CompiledAction,
  req: Request,
  res: Response,
  next: Next | undefined,
): Promise<void> | undefined {
  return new ActionRun(action, req, res, next).start()
}

class ActionRun {
  readonly #action: CompiledAction
  readonly #req: Request
  readonly #res: Response
  readonly #next: Next | undefined
  #taken: CompiledExit | undefined = undefined
  #timer: NodeJS.Timeout | undefined = undefined

  constructor(action: CompiledAction, req: Request, res: Response, next: Next | undefined) {
    this.#action = action
    this.#req = req
    this.#res = res
    this.#next = next
  }

  start(): Promise<void> | undefined {
    let inputs: unknown
    try {
      inputs = this.#action.readInputs(this.#req)
      if (inputs instanceof Promise) {
        return inputs.then(
          (values: unknown) => this.#perform(values),
          (error: unknown) => this.#refuse(error),
        )
      }
    } catch (error) {
      this.#refuse(error)
      return undefined
    }
    return this.#perform(inputs)
  }

  #perform(inputs: unknown): Promise<void> | undefined {
    const { takesExits, timeoutMs } = this.#action
    if (timeoutMs > 0) this.#startTimer(timeoutMs)
    let result: unknown
    try {
      result = this.#call(inputs)
    } catch (signal) {
      this.#handle(signal)
      return undefined
    }
    if (isThenable(result)) {
      return Promise.resolve(result).then(
        (output) => this.#end(output),
        (signal: unknown) => this.#handle(signal),
      )
    }
    if (!takesExits) this.#take(this.#action.exits.success, result)
    return undefined
  }

  #call(inputs: unknown): unknown {
    const { fn, files, takesExits } = this.#action
    const context = new ActionContext(this.#req, this.#res)
    if (files.length > 0) Object.assign(Object(inputs), this.#openUploads(files))
    return takesExits
      ? fn.call(context, inputs, this.#makeExits(), context)
      : fn.call(context, inputs)
  }

  #makeExits(): (output?: unknown) => void {
    const { exits } = this.#action
    // Callable itself, because the oldest form of an action is exits(error, output).
    const callbacks = (error?: unknown, output?: unknown): void => {
      if (error) this.#take(exits.error, error)
      else this.#take(exits.success, output)
    }
    for (const exit of exits.all.values()) {
      Object.defineProperty(callbacks, exit.name, {
        value: (output?: unknown) => this.#take(exit, output),
        enumerable: true,
      })
    }
    return callbacks
  }

  #openUploads(names: readonly string[]): Record<string, unknown> {
    const open: unknown = Reflect.get(this.#req, 'file')
    if (typeof open !== 'function') throw new UploadsUnavailableError(this.#action.identity)
    return Object.fromEntries(names.map((name) => [name, Reflect.apply(open, this.#req, [name])]))
  }

  /** The promise of `fn` is fulfilled. */
  #end(output: unknown): void {
    const { takesExits, exits, identity } = this.#action
    if (!takesExits) this.#take(exits.success, output)
    else if (this.#taken === undefined && !this.#res.headersSent) {
      // Whoever returns a value has forgotten the exit; whoever returns nothing would leave the client waiting.
      if (output === undefined) this.#take(exits.error, new NoExitTakenError(identity))
      else this.#take(exits.success, output)
    }
  }

  /** `fn` threw: the name of an exit, one exit with its output, or an error. */
  #handle(signal: unknown): void {
    const { exits, identity } = this.#action
    if (typeof signal === 'string') {
      this.#take(
        exits.all.get(signal) ?? exits.error,
        exits.all.has(signal) ? undefined : this.#unknownExit(signal),
      )
      return
    }
    if (isPlainObject(signal)) {
      const [name = '', ...more] = Object.keys(signal)
      const exit = exits.all.get(name)
      if (exit !== undefined && more.length === 0) this.#take(exit, signal[name])
      else this.#take(exits.error, this.#unknownExit(signal))
      return
    }
    this.#take(exits.error, signal ?? new ActionFailedError(identity, 'error'))
  }

  #unknownExit(signal: unknown): UnknownExitError {
    const { exits, identity } = this.#action
    return new UnknownExitError(identity, inspect(signal), [...exits.all.keys()], signal)
  }

  #take(exit: CompiledExit, output: unknown): void {
    if (this.#taken !== undefined) {
      this.#warnOfSecondExit(this.#taken, exit, output)
      return
    }
    this.#taken = exit
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    const { latencyMs } = this.#action
    if (latencyMs === 0) this.#answer(exit, output)
    else setTimeout(() => this.#answer(exit, output), latencyMs).unref()
  }

  #answer(exit: CompiledExit, output: unknown): void {
    const { identity, settings } = this.#action
    try {
      if (exit.responseType === 'error') this.#fail(exit, output)
      else answerExit(exit, output, this.#res, settings.production)
    } catch (error) {
      const isOurs = error instanceof UnanswerableExit
      this.#report(isOurs ? new ExitResponseError(identity, exit.name, error.message) : error)
    }
  }

  #fail(exit: CompiledExit, error: unknown): void {
    if (!this.#res.headersSent) writeHeaders(exit, error, this.#res)
    this.#report(error ?? new ActionFailedError(this.#action.identity, exit.name))
  }

  #refuse(error: unknown): void {
    this.#taken = this.#action.exits.error
    if (!(error instanceof InvalidInputsError)) {
      this.#fail(this.#taken, error)
      return
    }
    try {
      writeHeaders(this.#taken, error, this.#res)
      this.#res.badRequest(error)
    } catch (failure) {
      this.#report(failure)
    }
  }

  /** Hands an error to the pipeline; an action that was called by hand has none and answers itself. */
  #report(error: unknown): void {
    if (this.#next === undefined) this.#res.serverError(error)
    else this.#next(error)
  }

  #startTimer(timeoutMs: number): void {
    const { identity, exits } = this.#action
    this.#timer = setTimeout(() => {
      this.#take(exits.error, new ActionTimeoutError(identity, timeoutMs))
    }, timeoutMs).unref()
  }

  #warnOfSecondExit(first: CompiledExit, second: CompiledExit, output: unknown): void {
    const what = output instanceof Error ? ` (${output.message})` : ''
    this.#action.settings.warn(
      `The action "${this.#action.identity}" took the exit "${second.name}"${what} after "${first.name}" for ` +
        `${this.#req.method} ${this.#req.path}. The first one has answered; return right after taking an exit.`,
    )
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  )
}
