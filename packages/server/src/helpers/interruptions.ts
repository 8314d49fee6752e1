import { isPlainObject } from '@halyard/protocol'

import { isThenable } from '../is-thenable.ts'
import { type ErrorRule, isErrorRule, matchesRule } from './error-rule.ts'
import { HelperUsageError, InterceptedSignal } from './errors.ts'

/** What is done about an error: `.tolerate()` makes a result of it, `.intercept()` another error. */
export interface Interruption {
  readonly kind: 'tolerate' | 'intercept'
  /** Errors that it is for; all when there is none. */
  readonly rule: ErrorRule | undefined
  readonly handler: (error: Error) => unknown
}

/**
 * Reads what `.tolerate()` or `.intercept()` was given: a rule, a handler, or both.
 * @throws {HelperUsageError} when it is neither, or would swallow every error
 */
export function parseInterruption(kind: Interruption['kind'], given: unknown[]): Interruption {
  const [first, second] = given
  const hasRule = typeof first !== 'function' && first !== undefined
  const rule = hasRule ? first : undefined
  const handler = typeof first === 'function' ? first : second
  if (rule !== undefined && !isErrorRule(rule)) throw badRule(kind)
  if (isHandler(handler)) return { kind, rule, handler }
  if (kind === 'intercept' && rule !== undefined && isSignal(handler)) {
    return { kind, rule, handler: () => handler }
  }
  if (kind === 'tolerate' && rule !== undefined && handler === undefined) {
    return { kind, rule, handler: () => undefined }
  }
  throw new HelperUsageError(
    kind === 'tolerate'
      ? ".tolerate() needs a rule such as .tolerate('notFound'), or a function that decides: without either, it would swallow every error."
      : ".intercept() needs a function that returns the new error, or the name of an exit: .intercept('notFound', 'badId').",
  )
}

/**
 * Does what the first interruption that means an error says; only one is applied.
 * @returns the result in the error's place, or a promise of it
 * @throws (or rejects) the error when none means it, or the one in its place
 */
export function interrupt(error: unknown, interruptions: readonly Interruption[]): unknown {
  const found = interruptions.find(({ rule }) => rule === undefined || matchesRule(rule, error))
  if (found === undefined) throw error
  return found.kind === 'tolerate' ? found.handler(error as Error) : replace(error, found.handler)
}

function replace(error: unknown, handler: Interruption['handler']): unknown {
  let replacement: unknown
  try {
    replacement = handler(error as Error)
  } catch (thrown) {
    throw threwInstead(thrown)
  }
  if (!isThenable(replacement)) throw toReplacement(replacement, error)
  return replacement.then(
    (later) => {
      throw toReplacement(later, error)
    },
    (thrown: unknown) => {
      throw threwInstead(thrown)
    },
  )
}

function toReplacement(replacement: unknown, error: unknown): Error {
  if (replacement instanceof Error) return replacement
  if (isSignal(replacement)) return new InterceptedSignal(replacement, error)
  return new HelperUsageError(
    `A function given to .intercept() returned ${String(replacement)}. It must return an Error, the name of an exit, or { exit: output }.`,
    error,
  )
}

function threwInstead(thrown: unknown): HelperUsageError {
  const what = thrown instanceof Error ? thrown.message : String(thrown)
  return new HelperUsageError(
    `A function given to .intercept() threw (${what}). It must return the new error instead.`,
    thrown,
  )
}

function badRule(method: string): HelperUsageError {
  return new HelperUsageError(
    `.${method}() takes a code, a dictionary of properties, or an array of those as its rule.`,
  )
}

function isSignal(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || isPlainObject(value)
}

function isHandler(value: unknown): value is Interruption['handler'] {
  return typeof value === 'function'
}
