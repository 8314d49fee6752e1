import { inspect } from 'node:util'

import { toOutgoingError } from '../definitions/errors.ts'
import { openEnvelope, readSignal } from '../definitions/exit-signal.ts'
import { isThenable } from '../is-thenable.ts'
import type { Next } from '../request/handler.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import { ActionContext } from './action-context.ts'
import { answerExit, isAnswered, UnanswerableExit, writeHeaders } from './answer-exit.ts'
import type { CompiledAction } from './compile-action.ts'
import type { CompiledExit } from './compile-exits.ts'
import {
  ActionFailedError,
  ActionTimeoutError,
  ExitResponseError,
  InvalidInputsError,
  NoExitTakenError,
  UnknownExitError,
} from './errors.ts'

/**
 * Runs an action for one request: reads its inputs, calls its `fn`, and answers by the exit that it takes. An action
 * that returns at once is answered at once; only a promise is waited for.
 * @param next Only tells that somebody takes care of errors: they are thrown, or reject the promise. Without it, when
 * an app calls an action by hand, they go to `res.serverError()`.
 * @returns A promise when the action has not ended yet.
 */
export function runAction(
  action: CompiledAction,
  req: Request,
  res: Response,
  next: Next | undefined,
): Promise<void> | undefined {
  return new ActionRun(action, req, res, next !== undefined).start()
}

class ActionRun {
  readonly #action: CompiledAction
  readonly #req: Request
  readonly #res: Response
  readonly #throwsErrors: boolean
  #taken: CompiledExit | undefined = undefined
  #hasEnded = false
  /** An error that is to be thrown once the code of the action has been left. */
  #failure: { readonly error: unknown } | undefined = undefined
  #late: PromiseSettlers | undefined = undefined
  #timer: NodeJS.Timeout | undefined = undefined

  constructor(action: CompiledAction, req: Request, res: Response, throwsErrors: boolean) {
    this.#action = action
    this.#req = req
    this.#res = res
    this.#throwsErrors = throwsErrors
  }

  start(): Promise<void> | undefined {
    let inputs: unknown
    try {
      inputs = this.#action.readInputs(this.#req)
    } catch (error) {
      return this.#refuse(error)
    }
    if (!(inputs instanceof Promise)) return this.#perform(inputs)
    return inputs.then(
      (values: unknown) => this.#perform(values),
      (error: unknown) => this.#refuse(error),
    )
  }

  #perform(inputs: unknown): Promise<void> | undefined {
    const { takesExits, timeoutMs, exits } = this.#action
    if (timeoutMs > 0) this.#startTimer(timeoutMs)
    let result: unknown
    try {
      result = this.#call(inputs)
    } catch (signal) {
      return this.#endByThrow(signal)
    }
    if (isThenable(result)) return this.#waitFor(result)
    if (!takesExits) this.#take(exits.success, result)
    return this.#outcome()
  }

  #call(inputs: unknown): unknown {
    const { fn, files, takesExits } = this.#action
    const context = new ActionContext(this.#req, this.#res)
    if (files.length > 0) Object.assign(Object(inputs), this.#openUploads(files))
    return takesExits
      ? fn.call(context, inputs, this.#makeExits(), context)
      : fn.call(context, inputs)
  }

  #makeExits(): (error?: unknown, output?: unknown) => void {
    const { exits } = this.#action
    // Callable itself, because the oldest form of an action ends by exits(error, output).
    const callbacks = (error?: unknown, output?: unknown): void => {
      if (error) this.#take(exits.error, error)
      else this.#take(exits.success, output)
    }
    for (const exit of exits.all.values()) {
      const value = (output?: unknown): void => this.#take(exit, output)
      Object.defineProperty(callbacks, exit.name, { value, enumerable: true })
    }
    return callbacks
  }

  #openUploads(names: readonly string[]): Record<string, unknown> {
    return Object.fromEntries(names.map((name) => [name, this.#req.file(name)]))
  }

  #waitFor(result: PromiseLike<unknown>): Promise<void> {
    const ended = Promise.resolve(result).then(
      (output) => this.#endByReturn(output),
      (signal: unknown) => this.#endByThrow(signal),
    )
    const { takesExits, timeoutMs } = this.#action
    if (!takesExits && timeoutMs === 0) return ended
    // An exit or the timeout may end the run before the promise of `fn` does.
    return Promise.race([ended, this.#lateOutcome()])
  }

  /** The outcome as a promise, which rejects with what {@link #outcome} throws. */
  async #lateOutcome(): Promise<void> {
    return this.#outcome()
  }

  #endByReturn(output: unknown): Promise<void> | undefined {
    const { takesExits, exits, identity } = this.#action
    if (!takesExits || (this.#taken === undefined && output !== undefined)) {
      this.#take(exits.success, output)
    } else if (this.#taken === undefined && !isAnswered(this.#res)) {
      // Nobody can take an exit any more for all we know, and the client would wait.
      this.#take(exits.error, new NoExitTakenError(identity))
    }
    return this.#outcome()
  }

  /** `fn` threw: the name of an exit, one exit with its output, or an error. */
  #endByThrow(signal: unknown): Promise<void> | undefined {
    const { exits, identity } = this.#action
    const [name, output] = readSignal(signal)
    const exit = name === undefined ? undefined : exits.all.get(name)
    if (exit !== undefined) this.#take(exit, output)
    else if (name === undefined) {
      const error = signal ?? new ActionFailedError(identity, 'error')
      this.#take(exits.error, toOutgoingError(error, `The action "${identity}"`))
    } else {
      const known = [...exits.all.keys()]
      this.#take(
        exits.error,
        new UnknownExitError(identity, inspect(openEnvelope(signal)), known, signal),
      )
    }
    return this.#outcome()
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
    this.#hasEnded = true
    this.#settleLate()
  }

  #fail(exit: CompiledExit, error: unknown): void {
    if (!isAnswered(this.#res)) writeHeaders(exit, error, this.#res)
    this.#report(error ?? new ActionFailedError(this.#action.identity, exit.name))
  }

  #refuse(error: unknown): Promise<void> | undefined {
    const exit = this.#action.exits.error
    if (error instanceof InvalidInputsError) {
      writeHeaders(exit, error, this.#res)
      this.#res.badRequest(error)
      return undefined
    }
    this.#take(exit, error)
    return this.#outcome()
  }

  #report(error: unknown): void {
    if (this.#throwsErrors) this.#failure = { error }
    else this.#res.serverError(error)
  }

  /** How the run ends: nothing when it has, a promise while an exit is still to be taken. @throws what was reported */
  #outcome(): Promise<void> | undefined {
    if (this.#failure !== undefined) throw this.#failure.error
    if (this.#hasEnded) return undefined
    return new Promise((resolve, reject) => {
      this.#late = { resolve, reject }
    })
  }

  #settleLate(): void {
    if (this.#failure === undefined) this.#late?.resolve()
    else this.#late?.reject(this.#failure.error)
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

interface PromiseSettlers {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}
