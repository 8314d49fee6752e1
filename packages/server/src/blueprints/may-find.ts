import type { HookHost } from '../hook/hook-host.ts'
import type { Handler } from '../request/handler.ts'

/** What of the policies hook is asked here. */
interface PolicyChains {
  chainFor(identity: string): readonly Handler[]
}

/**
 * Whether one for whom the policies of the action `from` let a request pass would also pass those of the model's `find`:
 * each of these must be among the former. Then the policies need not run once more, with an answer that nobody gets.
 */
export function mayFind(host: HookHost, identity: string, from: string): boolean {
  const policies = host.hooks['policies']?.['policyMap']
  if (!hasChains(policies)) return true
  const passed = new Set(policies.chainFor(from))
  return policies.chainFor(`${identity}/find`).every((policy) => passed.has(policy))
}

function hasChains(value: unknown): value is PolicyChains {
  return typeof value === 'object' && value !== null && 'chainFor' in value
}
