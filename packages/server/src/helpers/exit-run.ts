import { inspect } from 'node:util'

import type { Log } from '../hook/log.ts'
import type { CompiledHelper } from './compile-helper.ts'
import { HelperFailedError } from './errors.ts'

/** How a run ended. */
type Outcome = { readonly value: unknown } | { readonly error: unknown }

/** One run of a helper that ends by calling an exit. The first exit counts. */
export class ExitRun {
  /** The function's `exits`. */
  readonly exits: Readonly<Record<string, (output?: unknown) => void>>
  readonly #helper: CompiledHelper
  readonly #toError: (signal: unknown) => unknown
  readonly #log: Log
  #outcome: Outcome | undefined = undefined
  #settle: ((outcome: Outcome) => void) | undefined = undefined

  /** @param toError Makes the caller's error of what was thrown, or of an exit that was taken. */
  constructor(helper: CompiledHelper, toError: (signal: unknown) => unknown, log: Log) {
    this.#helper = helper
    this.#toError = toError
    this.#log = log
    this.exits = this.#makeExits()
  }

  /** `fn` threw, or its promise was rejected. */
  fail(thrown: unknown): void {
    this.#end({ error: this.#toError(thrown) })
  }

  /** The promise that `fn` returned was fulfilled. A value that no exit was given is the result. */
  endByReturn(value: unknown): void {
    if (value !== undefined && this.#outcome === undefined) this.#end({ value })
    else if (this.#outcome === undefined) this.#end({ error: this.#noExitTaken() })
  }

  /** The result of a helper that must have ended when it returns. @throws its error */
  outcomeNow(): unknown {
    const outcome = this.#outcome ?? { error: this.#noExitTaken() }
    if ('value' in outcome) return outcome.value
    throw outcome.error
  }

  /** The result of a helper that may end later. @throws (rejects) its error */
  async outcome(): Promise<unknown> {
    this.#outcome ??= await new Promise<Outcome>((resolve) => {
      this.#settle = resolve
    })
    return this.outcomeNow()
  }

  #makeExits(): Record<string, (output?: unknown) => void> {
    const exits: Record<string, (output?: unknown) => void> = {}
    for (const name of this.#helper.exits.keys()) {
      exits[name] = (output) => this.fail({ [name]: output })
    }
    exits['success'] = (value) => this.#end({ value })
    exits['error'] = (error) => this.#endByError(error)
    return exits
  }

  #endByError(error: unknown): void {
    if (error === undefined) {
      const problem = 'took its exit "error" without an error. Pass one: exits.error(new Error(…)).'
      this.#end({ error: new HelperFailedError(this.#helper.name, problem) })
    } else if (error instanceof Error) this.fail(error)
    else {
      const problem = `took its exit "error" with ${inspect(error)}, which is no Error.`
      this.#end({ error: new HelperFailedError(this.#helper.name, problem, error) })
    }
  }

  #end(outcome: Outcome): void {
    if (this.#outcome !== undefined) {
      this.#log.warn(
        `The helper ${this.#helper.name}() ended a second time; the first time counts. ` +
          `Return right after calling an exit.`,
        ...('error' in outcome ? [outcome.error] : []),
      )
      return
    }
    this.#outcome = outcome
    this.#settle?.(outcome)
  }

  #noExitTaken(): HelperFailedError {
    return new HelperFailedError(
      this.#helper.name,
      'declares the parameter "exits" but ended without calling one. Call exits.success(), or drop the parameter and return the result.',
    )
  }
}
