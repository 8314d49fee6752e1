import { isDictionary } from '../definitions/is-dictionary.ts'
import type { HalyardError } from '../errors.ts'
import type { Handler } from '../request/handler.ts'
import { InvalidPolicyConfigError } from './errors.ts'

/** config/policies with its forms made one: a list of entries for each lower-case target. */
export interface PolicyTargets {
  readonly targets: ReadonlyMap<string, readonly unknown[]>
  /** Whether actions that no target means are refused. */
  readonly denies: boolean
}

/**
 * Reads the targets of config/policies; dictionaries of controllers are taken apart.
 * @param policies Tells `default: 'deny'` from an action `default` that has a policy `deny`.
 */
export function readPolicyTargets(
  config: unknown,
  policies: ReadonlyMap<string, Handler>,
  problems: HalyardError[],
): PolicyTargets {
  const targets = new Map<string, readonly unknown[]>()
  let denies = false
  for (const [key, value] of Object.entries(readConfig(config, problems))) {
    if (key === 'moduleDefinitions') continue
    if (key === 'default' && isDefault(value, policies)) denies = value === 'deny'
    else if (isDictionary(value)) addController(key, value, targets)
    else targets.set(key.toLowerCase(), toEntries(value))
  }
  return { targets, denies }
}

function readConfig(config: unknown, problems: HalyardError[]): Record<string, unknown> {
  if (config === undefined || isDictionary(config)) return config ?? {}
  problems.push(
    new InvalidPolicyConfigError('*', 'it must be a dictionary of targets and policies.'),
  )
  return {}
}

function isDefault(value: unknown, policies: ReadonlyMap<string, Handler>): boolean {
  return (value === 'deny' || value === 'allow') && !policies.has(value)
}

function addController(
  name: string,
  controller: Record<string, unknown>,
  targets: Map<string, readonly unknown[]>,
): void {
  const folder = name.replace(/Controller$/, '').toLowerCase()
  for (const [action, value] of Object.entries(controller)) {
    targets.set(`${folder}/${action.toLowerCase()}`, toEntries(value))
  }
}

function toEntries(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}
