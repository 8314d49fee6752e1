import type { RunOptions } from './driver.ts'
import { QueryAbortedError } from './errors.ts'

/** @throws {QueryAbortedError} when the signal is aborted already. */
export function throwIfAborted(options: RunOptions | undefined): void {
  if (options?.signal?.aborted) throw new QueryAbortedError(options.signal.reason)
}

/** How often a server is asked to cancel a statement that goes on. */
const CANCEL_INTERVAL_MS = 200

/** Marks that a statement was stopped because its time was over. */
export class StatementTimeout extends Error {
  readonly code = 'STATEMENT_TIMEOUT'
}

/**
 * Waits for a statement that runs in a server, and has it cancelled there when its time is over or its signal aborted.
 * Rejects only when the statement has ended, so that its connection can be used again.
 * @throws {StatementTimeout}, {QueryAbortedError}
 */
export async function withDeadline<Value>(
  running: Promise<Value>,
  options: RunOptions,
  cancel: () => Promise<unknown>,
): Promise<Value> {
  let reason: Error | undefined
  let again: NodeJS.Timeout | undefined
  // A server that cannot be asked ends the statement by itself, or the connection breaks.
  const ask = () => void cancel().catch(() => undefined)
  const stop = (error: Error) => {
    if (reason !== undefined) return
    reason = error
    ask()
    // The request can arrive before the statement, and has no effect then.
    again = setInterval(ask, CANCEL_INTERVAL_MS)
  }
  const onAbort = () => stop(new QueryAbortedError(options.signal?.reason))
  const timer =
    options.timeoutMs && setTimeout(() => stop(new StatementTimeout()), options.timeoutMs)
  if (options.signal?.aborted) onAbort()
  options.signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await running
  } catch (error) {
    throw reason ?? error
  } finally {
    if (timer) clearTimeout(timer)
    clearInterval(again)
    options.signal?.removeEventListener('abort', onAbort)
  }
}
