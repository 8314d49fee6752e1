/** How a method of `sails.sockets` reports back when it is given a callback. */
export type RoomCallback = (error?: unknown, result?: RoomResult) => void

/** What a method of `sails.sockets` has done. */
export interface RoomResult {
  /** Sockets that were touched. For a broadcast those of this process, because nobody acknowledges it. */
  readonly sockets: number
}

/**
 * Runs the work and hands its result to the promise and, where there is one, to the callback. Without a callback an
 * error is also given to `onError`, so that a call that nobody awaits neither fails in silence nor ends the process.
 */
export function settle(
  work: () => Promise<RoomResult>,
  onError: (error: unknown) => void,
  callback?: RoomCallback,
): Promise<RoomResult> {
  const promise = work()
  report(promise, onError, callback).catch(onError)
  return promise
}

async function report(
  promise: Promise<RoomResult>,
  onError: (error: unknown) => void,
  callback?: RoomCallback,
): Promise<void> {
  const [outcome] = await Promise.allSettled([promise])
  if (outcome.status === 'fulfilled') callback?.(undefined, outcome.value)
  else if (callback === undefined) onError(outcome.reason)
  else callback(outcome.reason)
}
