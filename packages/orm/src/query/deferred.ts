import { AdapterError, UsageError } from '../errors.ts'
import { type ErrorFilter, type ErrorHandler, matchesFilter, toThrown } from './error-filter.ts'

/** `(error, result, …)`; some methods give more. */
export type NodeCallback<Result> = (error: unknown, result?: Result, ...more: unknown[]) => void

interface Negotiation {
  readonly kind: 'intercept' | 'tolerate'
  readonly filter: ErrorFilter | undefined
  readonly handler: ErrorHandler | undefined
}

/**
 * A query that has not run yet: it does when it is awaited, or when one of its last methods is called. However often
 * it is awaited, it runs once. Chained methods change the query itself, as apps that build one step by step expect.
 */
export abstract class Deferred<Result> implements PromiseLike<Result> {
  readonly #negotiations: Negotiation[] = []
  #timeoutMs: number | undefined
  #promise: Promise<Result> | undefined

  /** Name of the method, for messages. */
  protected abstract readonly label: string

  /** Does it. Called once. */
  protected abstract run(): Promise<Result>

  /**
   * Runs the query and calls a Node callback.
   * @throws {UsageError} when it is no function.
   */
  exec(callback: NodeCallback<Result>): void {
    if (typeof callback !== 'function') {
      throw new UsageError(
        'E_INVALID_USAGE',
        'exec() needs a function (error, result). Or await the query instead.',
      )
    }
    // Outside of the promise: what the callback throws is the app's own, and must not look like a failed query.
    this.#start().then(
      (result) => process.nextTick(callback, null, result, ...this.moreResults()),
      (error: unknown) => process.nextTick(callback, error),
    )
  }

  /** What a callback gets after the result. */
  protected moreResults(): unknown[] {
    return []
  }

  // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what a deferred is for
  then<Value = Result, Other = never>(
    onResult?: ((result: Result) => Value | PromiseLike<Value>) | null,
    onError?: ((error: unknown) => Other | PromiseLike<Other>) | null,
  ): Promise<Value | Other> {
    return this.#start().then(onResult, onError)
  }

  /** With a dictionary first, only errors that have its members are caught. */
  catch<Other>(
    ...args:
      | [handler?: ((error: unknown) => Other | PromiseLike<Other>) | null]
      | [filter: ErrorFilter, handler: (error: unknown) => Other | PromiseLike<Other>]
  ): Promise<Result | Other> {
    const [first, second] = args
    if (args.length < 2) return this.#start().catch(first as (error: unknown) => Other)
    return this.#start().catch((error: unknown) => {
      if (matchesFilter(first as ErrorFilter, error) && second) return second(error)
      throw error
    })
  }

  finally(onEnd?: (() => void) | null): Promise<Result> {
    return this.#start().finally(onEnd)
  }

  toPromise(): Promise<Result> {
    return this.#start()
  }

  /** Runs the query and prints its result or error. */
  log(): this {
    this.#start().then(
      // oxlint-disable-next-line no-console -- what the method is for
      (result) => console.log(result),
      // oxlint-disable-next-line no-console
      (error: unknown) => console.error(error),
    )
    return this
  }

  /** Rejects with `E_TIMEOUT` when the query takes longer than so many milliseconds. */
  timeout(timeoutMs: number): this {
    this.#timeoutMs = timeoutMs
    return this
  }

  /**
   * Changes the error of a failed query. The first `intercept` or `tolerate` that fits decides.
   * @param filter A code, several, or members that the error must have. @default every error
   * @param handler Gives the error to throw, or is its text.
   */
  intercept(handler: ErrorHandler | string): this
  intercept(filter: ErrorFilter, handler: ErrorHandler | string): this
  intercept(first: ErrorFilter | ErrorHandler | string, second?: ErrorHandler | string): this {
    if (second === undefined && typeof first === 'string')
      return this.#negotiate('intercept', undefined, () => first)
    const handler = typeof second === 'string' ? () => second : second
    if (typeof first === 'function') return this.#negotiate('intercept', undefined, first)
    return this.#negotiate('intercept', first, handler)
  }

  /**
   * Gives a result in place of an error: the handler's, or `undefined`.
   * @throws {UsageError} when neither is given: every error would be lost.
   */
  tolerate(filter: ErrorFilter | ErrorHandler, handler?: ErrorHandler): this {
    if (typeof filter === 'function') return this.#negotiate('tolerate', undefined, filter)
    if (filter === undefined) {
      throw new UsageError(
        'E_INVALID_USAGE',
        "tolerate() needs a code, such as tolerate('E_UNIQUE'), or a function.",
      )
    }
    return this.#negotiate('tolerate', filter, handler)
  }

  #negotiate(
    kind: Negotiation['kind'],
    filter: ErrorFilter | undefined,
    handler: ErrorHandler | undefined,
  ): this {
    this.#negotiations.push({ kind, filter, handler })
    return this
  }

  #start(): Promise<Result> {
    this.#promise ??= this.#isPlain() ? this.#runPlain() : this.#runOnce()
    return this.#promise
  }

  #isPlain(): boolean {
    return this.#negotiations.length === 0 && this.#timeoutMs === undefined
  }

  /** Most queries: what `run` gives is given on, since each promise in between costs a microsecond. */
  #runPlain(): Promise<Result> {
    try {
      return this.run()
    } catch (error) {
      return Promise.reject(error)
    }
  }

  async #runOnce(): Promise<Result> {
    try {
      return await (this.#timeoutMs === undefined ? this.run() : this.#withinTime(this.#timeoutMs))
    } catch (error) {
      return await this.#negotiated(error)
    }
  }

  async #negotiated(error: unknown): Promise<Result> {
    const found = this.#negotiations.find(
      ({ filter }) => filter === undefined || matchesFilter(filter, error),
    )
    if (found === undefined) throw error
    const outcome = await found.handler?.(error)
    if (found.kind === 'tolerate') return outcome as Result
    throw toThrown(outcome)
  }

  async #withinTime(timeoutMs: number): Promise<Result> {
    let timer: NodeJS.Timeout | undefined
    const expiry = new Promise<never>((_, reject) => {
      const message = `${this.label} took longer than ${timeoutMs} ms.`
      timer = setTimeout(() => reject(new AdapterError('E_TIMEOUT', message)), timeoutMs)
    })
    try {
      return await Promise.race([this.run(), expiry])
    } finally {
      clearTimeout(timer)
    }
  }
}
