import { HalyardError } from '../errors.ts'

/** Where a helper was called. */
export interface Caller {
  readonly stack?: string
}

/**
 * Remembers where a call comes from: by the time that it fails, its caller is no longer on the stack.
 * @param below Function whose caller is meant.
 */
export function rememberCaller(below: Function): Caller {
  const caller: Caller = {}
  Error.captureStackTrace(caller, below)
  return caller
}

/** Lets an error of ours say where the helper was called. Errors of the helper's own code say where they come from. */
export function nameCaller(error: unknown, caller: Caller | undefined): unknown {
  const frames = caller?.stack?.split('\n').slice(1).join('\n') ?? ''
  if (!(error instanceof HalyardError) || frames === '') return error
  error.stack = `${error.name}: ${error.message}\n${frames}`
  return error
}
