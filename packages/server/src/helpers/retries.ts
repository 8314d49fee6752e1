import { setTimeout as wait } from 'node:timers/promises'

import { type ErrorRule, isErrorRule, matchesRule } from './error-rule.ts'
import { HelperInputsError, HelperUsageError, RetriesFailedError } from './errors.ts'

/** Milliseconds before the second, third and fourth attempt, unless `.retry()` is told otherwise. */
const DEFAULT_DELAYS_MS: readonly number[] = [250, 500, 1000]

/** When a call is tried again, and how often. */
export interface Retries {
  /** Errors after which it is; all when there is none. */
  readonly rule: ErrorRule | undefined
  /** Milliseconds before each further attempt. */
  readonly delaysMs: readonly number[]
}

/** Reads what `.retry()` was given: a rule, delays, or both. @throws {HelperUsageError} */
export function parseRetries(given: unknown[]): Retries {
  const [first, second] = given
  const isDelaysFirst = isDelays(first) && second === undefined
  const rule = isDelaysFirst ? undefined : first
  const delaysMs = (isDelaysFirst ? first : second) ?? DEFAULT_DELAYS_MS
  if ((rule === undefined || isErrorRule(rule)) && isDelays(delaysMs)) return { rule, delaysMs }
  throw new HelperUsageError(
    ".retry() takes a rule, the delays in milliseconds, or both: .retry('tooBusy', [100, 500]).",
  )
}

/** Tries until it works, the delays are used up, or an error comes that the rule does not mean. */
export async function attemptWithRetries(
  helper: string,
  attempt: () => Promise<unknown>,
  { rule, delaysMs }: Retries,
): Promise<unknown> {
  const failures: unknown[] = []
  for (const delayMs of [0, ...delaysMs]) {
    // oxlint-disable-next-line no-await-in-loop -- one attempt after the other is the point
    if (failures.length > 0) await wait(delayMs)
    try {
      // oxlint-disable-next-line no-await-in-loop
      return await attempt()
    } catch (error) {
      if (!isWorthIt(error, rule)) throw error
      failures.push(error)
    }
  }
  throw failures.length === 1 ? failures[0] : new RetriesFailedError(helper, failures)
}

/** Arguments do not get better by waiting. */
function isWorthIt(error: unknown, rule: ErrorRule | undefined): boolean {
  if (rule !== undefined) return matchesRule(rule, error)
  return !(error instanceof HelperInputsError)
}

function isDelays(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((delay) => Number.isFinite(delay) && delay >= 0)
}
