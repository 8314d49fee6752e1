import type { Log } from '../hook/log.ts'
import type { RequestApp } from '../request/request-app.ts'

/** What of an app its helpers need. */
export interface HelperRuntime {
  /** The app. */
  readonly sails: RequestApp
  readonly log: Log
  /** Whether errors say where the helper was called, which costs some time for each call. */
  readonly showsCallers: boolean
}

/** `this` of a helper, and the last argument of its callback form. What `.meta()` was given are its own properties. */
export class HelperContext {
  readonly #runtime: HelperRuntime
  #controller: AbortController | undefined = undefined

  constructor(runtime: HelperRuntime, meta?: Readonly<Record<string, unknown>>) {
    this.#runtime = runtime
    for (const [key, value] of Object.entries(meta ?? {})) {
      Object.defineProperty(this, key, { value, enumerable: true, configurable: true })
    }
  }

  /** The app. */
  get sails(): RequestApp {
    return this.#runtime.sails
  }

  get log(): Log {
    return this.#runtime.log
  }

  /** Aborted when the call's time is up: nobody waits for its result any more. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    return this.#controller.signal
  }

  /** @internal Aborts {@link signal} of a context. */
  static abort(context: HelperContext, reason: Error): void {
    context.#controller?.abort(reason)
  }
}
