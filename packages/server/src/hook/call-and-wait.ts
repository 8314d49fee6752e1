import { isThenable } from '../is-thenable.ts'

/** A function of the app that may be synchronous, return a promise, or declare a Node-style callback. */
export type MaybeCallbackFunction = (done: (error?: unknown) => void) => unknown

/**
 * Calls a function and waits until it is done: any thenable that it returns is awaited; if it declares a parameter
 * and returns nothing to wait for, it is done when it calls back. Calling back twice counts once.
 * @throws what the function throws, rejects with or calls back with, unchanged
 */
export async function callAndWait(call: MaybeCallbackFunction, self: unknown): Promise<unknown> {
  const wantsCallback = call.length > 0
  return new Promise((resolve, reject) => {
    const done = (error?: unknown): void => {
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the caller gets the very value
      if (error !== undefined && error !== null) reject(error)
      else resolve(undefined)
    }
    const returned = call.call(self, done)
    if (isThenable(returned)) returned.then(resolve, reject)
    else if (!wantsCallback) resolve(returned)
  })
}
