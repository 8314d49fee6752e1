import type { Handler } from '../request/handler.ts'

/** A line of config/policies that means no action. */
export interface UnmatchedTarget {
  readonly target: string
  /** The action or target that was perhaps meant. */
  readonly meant: string | undefined
  /** A sentence for the log. */
  readonly message: string
}

/** config/policies, compiled: what runs before each action. */
export interface PolicyMap {
  /**
   * Policies of an action, each once: those of the most specific target, exact before the longest `x/*` before `*`.
   * They do not add up. Without any target it is empty, or with `default: 'deny'` it refuses.
   */
  chainFor(identity: string): readonly Handler[]
  /** A policy by its name, whatever the case. */
  policy(name: string): Handler | undefined
  /** Names of all policies, lower case. */
  readonly names: readonly string[]
  /** Policies by target, lower case, as config/policies says it. */
  readonly mapping: Readonly<Record<string, readonly Handler[]>>
  /** Targets that mean none of these actions: spelling mistakes, most likely. */
  unmatchedTargets(identities: Iterable<string>): UnmatchedTarget[]
}

/** Whether a value is a policy map; a hook that replaces ours may offer its own. */
export function isPolicyMap(value: unknown): value is PolicyMap {
  if (typeof value !== 'object' || value === null) return false
  return ['chainFor', 'policy', 'unmatchedTargets'].every(
    (member) => typeof Reflect.get(value, member) === 'function',
  )
}
