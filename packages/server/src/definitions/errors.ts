import { HalyardError } from '../errors.ts'

/** A helper that an action or a helper has called refused its arguments or ended by an exit, and nobody dealt with it. */
class InnerCallError extends HalyardError {
  override readonly name = 'InnerCallError'

  /** @param who What called it: `The action "user/show"`. */
  constructor(who: string, error: Error) {
    super('E_INTERNAL_ERROR', `${who} failed by what it called: ${error.message}`, { cause: error })
    // Where it happened is where the helper was called, not where we noticed.
    const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
    if (frames.length > 0) this.stack = [`${this.name}: ${this.message}`, ...frames].join('\n')
  }

  /** The error of the helper that was called. */
  get raw(): unknown {
    return this.cause
  }
}

/**
 * An error as it leaves an action or a helper. That of a helper called inside is wrapped: its code names an exit, or bad
 * arguments, of another function, and would be taken for ours.
 */
export function toOutgoingError(error: unknown, who: string): unknown {
  return error instanceof Error && isOfHelper(error) ? new InnerCallError(who, error) : error
}

/** By name and code, because packs of helpers may bring a runner of their own. */
function isOfHelper(error: Error): boolean {
  if (error.name === 'UsageError') return Reflect.get(error, 'code') === 'E_INVALID_ARGINS'
  return error.name === 'Exception' && 'exit' in error
}
