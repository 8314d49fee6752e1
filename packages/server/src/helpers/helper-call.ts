import { inspect } from 'node:util'

import type { CompiledHelper } from './compile-helper.ts'
import type { ErrorRule } from './error-rule.ts'
import { HelperTimeoutError, HelperUsageError } from './errors.ts'
import { HelperContext, type HelperRuntime } from './helper-context.ts'
import { type Interruption, interrupt, parseInterruption } from './interruptions.ts'
import { type Retries, attemptWithRetries, parseRetries } from './retries.ts'
import { runHelper } from './run-helper.ts'
import { type Caller, nameCaller } from './show-caller.ts'

/** What an error looks like to those who deal with it: that of an exit has the exit's name and its output. */
export interface CaughtError extends Error {
  code?: string
  exit?: string
  raw?: unknown
}

/** Which errors are meant, with the names of the helper's exits proposed. */
export type RuleFor<Exit extends string> =
  | Exit
  | (string & {})
  | Exclude<ErrorRule, string | readonly ErrorRule[]>
  | readonly RuleFor<Exit>[]

/** Functions by exit for {@link HelperCall.switch}. */
export type ExitHandlers<Output, Exit extends string> = {
  /** Gets every error that no other function is for. */
  readonly error: (error: CaughtError) => unknown
  readonly success?: (output: Output) => unknown
} & { readonly [Name in Exit]?: (output: unknown) => unknown }

/** The parts of a call. */
export interface CallParts {
  readonly helper: CompiledHelper
  readonly values: Readonly<Record<string, unknown>>
  readonly runtime: HelperRuntime
  /** Where the call was made, if that is shown. */
  readonly caller: Caller | undefined
}

/**
 * One call of a helper: a promise of its result, with methods that say what happens on the way. The helper begins when
 * the current piece of code has ended, awaited or not, and runs once however often its result is asked for.
 * @see Sails concepts: helpers, calling a helper
 */
export class HelperCall<Output = unknown, Exit extends string = string> implements Promise<Output> {
  readonly #parts: CallParts
  readonly #interruptions: Interruption[] = []
  #timeoutMs: number
  #retries: Retries | undefined = undefined
  #meta: Readonly<Record<string, unknown>> | undefined = undefined
  #work: Promise<unknown> | undefined = undefined
  #result: Promise<Output> | undefined = undefined

  constructor(parts: CallParts) {
    this.#parts = parts
    this.#timeoutMs = parts.helper.timeoutMs
  }

  get [Symbol.toStringTag](): string {
    return 'HelperCall'
  }

  /**
   * Makes a result of an error: what the handler returns, or `undefined` without one.
   * @throws {HelperUsageError} without a rule and a handler
   */
  tolerate<Instead = undefined>(
    rule: RuleFor<Exit>,
    handler?: (error: CaughtError) => Instead,
  ): HelperCall<Output | Awaited<Instead>, Exit>
  tolerate<Instead>(
    handler: (error: CaughtError) => Instead,
  ): HelperCall<Output | Awaited<Instead>, Exit>
  tolerate(...given: unknown[]): HelperCall<never, Exit> {
    return this.#interruptBy('tolerate', given)
  }

  /**
   * Puts another error in the place of one: what the handler returns. The name of an exit, or `{ exit: output }`, makes
   * the action or helper around take that exit.
   * @throws {HelperUsageError} without a handler
   */
  intercept(
    rule: RuleFor<Exit>,
    handler: string | Readonly<Record<string, unknown>> | ((error: CaughtError) => unknown),
  ): this
  intercept(handler: (error: CaughtError) => unknown): this
  intercept(...given: unknown[]): this {
    this.#interruptBy('intercept', given)
    return this
  }

  /**
   * Tries again after an error. @param given A rule that says after which, and delays in milliseconds.
   * @default after every error but wrong arguments, with 250, 500 and 1000 ms in between
   * @throws {HelperUsageError} after the call has begun
   */
  retry(
    ...given: [rule?: RuleFor<Exit>, delaysMs?: readonly number[]] | [readonly number[]]
  ): this {
    this.#refuseIfBegun('retry')
    this.#retries = parseRetries(given)
    return this
  }

  /** Limits each attempt. @param ms 0 for no limit. @throws {HelperUsageError} after the call has begun */
  timeout(ms: number): this {
    this.#refuseIfBegun('timeout')
    if (!Number.isFinite(ms) || ms < 0) {
      throw new HelperUsageError(`.timeout() takes milliseconds, but got ${inspect(ms)}.`)
    }
    this.#timeoutMs = ms
    return this
  }

  /** Gives the helper's `this` properties. @throws {HelperUsageError} after the call has begun */
  meta(meta: Readonly<Record<string, unknown>>): this {
    this.#refuseIfBegun('meta')
    this.#meta = meta
    return this
  }

  // oxlint-disable-next-line unicorn/no-thenable -- it is a promise
  then<Result = Output, Failure = never>(
    onResult?: ((output: Output) => Result | PromiseLike<Result>) | null,
    onError?: ((error: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return this.toPromise().then(onResult, onError)
  }

  catch<Failure = never>(
    onError?: ((error: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Output | Failure> {
    return this.toPromise().catch(onError)
  }

  finally(onEnd?: (() => void) | null): Promise<Output> {
    return this.toPromise().finally(onEnd)
  }

  /** The result as a native promise. */
  toPromise(): Promise<Output> {
    this.#result ??= this.#begin().catch((error: unknown) =>
      interrupt(error, this.#interruptions),
    ) as Promise<Output>
    return this.#result
  }

  /** Node-style callback: the error first. What it throws surfaces as an uncaught exception. */
  exec(callback: (error?: CaughtError, output?: Output) => unknown): void {
    if (typeof callback !== 'function') {
      throw new HelperUsageError(
        '.exec() takes a function (error, result); for one by exit, there is .switch().',
      )
    }
    this.toPromise().then(
      (output) => process.nextTick(callback, undefined, output),
      (error: unknown) => process.nextTick(callback, error),
    )
  }

  /** Calls the function for the exit that was taken, with its output. */
  switch(handlers: ExitHandlers<Output, Exit>): void {
    const byExit: Readonly<Record<string, unknown>> = handlers
    if (typeof byExit['error'] !== 'function') {
      throw new HelperUsageError(
        '.switch() needs the function "error", for whatever no other one is for.',
      )
    }
    this.exec((error, output) => {
      if (error === undefined) return handlers.success?.(output as Output)
      const handler = error.exit === undefined ? undefined : byExit[error.exit]
      return typeof handler === 'function' ? handler(error.raw) : handlers.error(error)
    })
  }

  /** Runs a helper with `sync: true` at once and gives its result. @throws {HelperUsageError} for any other one */
  now(): Output {
    const { helper, values, runtime } = this.#parts
    if (!helper.isSync) {
      throw new HelperUsageError(
        `The helper ${helper.name}() cannot run with .now(): it does not say sync: true. Use await.`,
      )
    }
    try {
      return runHelper(helper, values, new HelperContext(runtime, this.#meta)) as Output
    } catch (error) {
      return interrupt(error, this.#interruptions) as Output
    }
  }

  /** Writes the result, or the error, to the log. */
  log(): void {
    const { helper, runtime } = this.#parts
    this.exec((error, output) => {
      if (error === undefined) runtime.log.info(`The helper ${helper.name}() gave:`, output)
      else runtime.log.error(`The helper ${helper.name}() failed:`, error)
    })
  }

  /** @internal Begins soon, whether anybody asks for the result or not. A failure that nobody hears of is logged. */
  static beginSoon(call: HelperCall): void {
    queueMicrotask(() => {
      call.#begin().catch((error: unknown) => {
        setImmediate(() => call.#reportUnheard(error))
      })
    })
  }

  #interruptBy(kind: Interruption['kind'], given: unknown[]): HelperCall<never, Exit> {
    if (this.#result !== undefined) this.#refuse(kind)
    this.#interruptions.push(parseInterruption(kind, given))
    return this as unknown as HelperCall<never, Exit>
  }

  #begin(): Promise<unknown> {
    this.#work ??= this.#run()
    return this.#work
  }

  async #run(): Promise<unknown> {
    const { helper, caller } = this.#parts
    const attempt = async (): Promise<unknown> => this.#attempt()
    try {
      if (this.#retries === undefined) return await attempt()
      return await attemptWithRetries(helper.name, attempt, this.#retries)
    } catch (error) {
      throw nameCaller(error, caller)
    }
  }

  async #attempt(): Promise<unknown> {
    const { helper, values, runtime } = this.#parts
    const context = new HelperContext(runtime, this.#meta)
    if (this.#timeoutMs === 0) return runHelper(helper, values, context)
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        const error = new HelperTimeoutError(helper.name, this.#timeoutMs)
        HelperContext.abort(context, error)
        reject(error)
      }, this.#timeoutMs)
    })
    try {
      return await Promise.race([runHelper(helper, values, context), limit])
    } finally {
      clearTimeout(timer)
    }
  }

  #reportUnheard(error: unknown): void {
    if (this.#result !== undefined) return
    const { helper, runtime } = this.#parts
    runtime.log.error(
      `The helper ${helper.name}() failed and nobody waits for its result. Is an "await" missing?`,
      error,
    )
  }

  #refuseIfBegun(method: string): void {
    if (this.#work !== undefined) this.#refuse(method)
  }

  #refuse(method: string): never {
    throw new HelperUsageError(
      `.${method}() of the helper ${this.#parts.helper.name}() comes too late: the call has begun. Chain it to the call itself.`,
    )
  }
}
