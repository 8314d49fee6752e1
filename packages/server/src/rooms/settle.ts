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
 *
 * @param work What it throws, it has found wrong with the call: `onError` hears of that before the call returns.
 */
export function settle(
  work: () => Promise<RoomResult>,
  onError: (error: unknown) => void,
  callback?: RoomCallback,
): Promise<RoomResult> {
  const tellError: RoomCallback = (error) => {
    if (error !== undefined) onError(error)
  }
  try {
    const promise = work()
    report(promise, callback ?? tellError).catch(onError)
    return promise
  } catch (error) {
    if (callback === undefined) onError(error)
    const refusal = Promise.reject<RoomResult>(error)
    report(refusal, callback ?? (() => {})).catch(onError)
    return refusal
  }
}

async function report(promise: Promise<RoomResult>, tell: RoomCallback): Promise<void> {
  const [outcome] = await Promise.allSettled([promise])
  if (outcome.status === 'fulfilled') tell(undefined, outcome.value)
  else tell(outcome.reason)
}
