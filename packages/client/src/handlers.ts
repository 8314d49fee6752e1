import { HandlerUsageError } from './errors.ts'

/** Function that hears an event. */
export type Handler = (...data: unknown[]) => void

/** The app's event handlers, kept apart from the socket that happens to be in use. */
export class Handlers {
  readonly #byEvent = new Map<string, Handler[]>()

  /** Names that somebody listens to. */
  get eventNames(): string[] {
    return [...this.#byEvent.keys()]
  }

  /** @throws {HandlerUsageError} when the name is no string or the handler no function. */
  add(eventName: unknown, handler: unknown): void {
    checkEventName(eventName)
    checkHandler(handler)
    this.#byEvent.set(eventName, [...this.#of(eventName), handler])
  }

  /**
   * Removes a handler once, or all of an event when none is named.
   * @throws {HandlerUsageError} when the name is no string or the handler no function.
   */
  remove(eventName: unknown, handler?: unknown): void {
    checkEventName(eventName)
    if (handler !== undefined) checkHandler(handler)
    const left = handler === undefined ? [] : withoutFirst(this.#of(eventName), handler)
    if (left.length > 0) this.#byEvent.set(eventName, left)
    else this.#byEvent.delete(eventName)
  }

  removeAll(): void {
    this.#byEvent.clear()
  }

  emit(eventName: string, ...data: unknown[]): void {
    for (const handler of this.#of(eventName)) callSafely(() => handler(...data))
  }

  #of(eventName: string): readonly Handler[] {
    return this.#byEvent.get(eventName) ?? []
  }
}

/**
 * Runs a function of the app. What it throws is reported as an uncaught error, a moment later, so that it cannot
 * keep the others from being called or break our own books.
 */
export function callSafely(run: () => void): void {
  try {
    run()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

function withoutFirst(handlers: readonly Handler[], handler: Handler): Handler[] {
  const at = handlers.indexOf(handler)
  return handlers.filter((_, index) => index !== at)
}

function checkEventName(eventName: unknown): asserts eventName is string {
  if (typeof eventName !== 'string') {
    throw new HandlerUsageError("the event's name", 'a string', eventName)
  }
}

function checkHandler(handler: unknown): asserts handler is Handler {
  if (typeof handler !== 'function') {
    throw new HandlerUsageError('the handler', 'a function', handler)
  }
}
