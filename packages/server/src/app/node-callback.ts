/** Node-style callback: the error first. */
export type NodeCallback<Result = void> = (error?: unknown, result?: Result) => void

/**
 * Hands the outcome of a promise to a callback. What the callback itself throws is the caller's: it surfaces as an
 * uncaught exception, not as a second call with an error.
 */
export function callBack<Result>(promise: Promise<Result>, callback: NodeCallback<Result>): void {
  promise.then(
    (result) => process.nextTick(callback, undefined, result),
    (error: unknown) => process.nextTick(callback, error),
  )
}
