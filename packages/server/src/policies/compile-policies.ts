import { isTargetOf } from '../actions/action-targets.ts'
import { isDictionary } from '../definitions/is-dictionary.ts'
import type { HalyardError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import type { Handler } from '../request/handler.ts'
import { InvalidPolicyConfigError, InvalidPolicyError, UnknownPolicyError } from './errors.ts'
import type { PolicyMap, UnmatchedTarget } from './policy-map.ts'
import { readPolicyTargets } from './read-policy-targets.ts'

/** A compiled configuration, and everything that is wrong with it. */
export interface CompiledPolicies {
  readonly map: PolicyMap
  readonly problems: readonly HalyardError[]
}

/**
 * Compiles config/policies. Nothing is thrown: all problems come back together, and lines that have one refuse every
 * request.
 * @param config The whole of `config.policies`.
 * @param definitions Policies by name, from files; `config.policies.moduleDefinitions` wins over them.
 * @see Sails concepts: policies
 */
export function compilePolicies(
  config: unknown,
  definitions: Readonly<Record<string, unknown>> = {},
): CompiledPolicies {
  const problems: HalyardError[] = []
  const policies = readPolicies({ ...definitions, ...readModules(config) }, problems)
  const { targets, denies } = readPolicyTargets(config, policies, problems)
  const mapping = new Map<string, readonly Handler[]>()
  for (const [target, entries] of targets) {
    mapping.set(target, compileChain(target, entries, policies, problems))
  }
  return { map: createPolicyMap(policies, mapping, denies), problems }
}

/** Answers 403; what `false` stands for. */
export const refuse: Handler = (_req, res) => {
  res.forbidden()
}

function readModules(config: unknown): Record<string, unknown> {
  const modules = isDictionary(config) ? config['moduleDefinitions'] : undefined
  return isDictionary(modules) ? modules : {}
}

function readPolicies(
  definitions: Readonly<Record<string, unknown>>,
  problems: HalyardError[],
): Map<string, Handler> {
  const policies = new Map<string, Handler>()
  for (const [name, policy] of Object.entries(definitions)) {
    if (isHandler(policy)) policies.set(name.toLowerCase(), policy)
    else
      problems.push(new InvalidPolicyError(name, policy === null ? 'null' : `a ${typeof policy}`))
  }
  return policies
}

function compileChain(
  target: string,
  entries: readonly unknown[],
  policies: ReadonlyMap<string, Handler>,
  problems: HalyardError[],
): readonly Handler[] {
  if (entries.length > 1 && entries.some((entry) => typeof entry === 'boolean')) {
    problems.push(
      new InvalidPolicyConfigError(
        target,
        'true and false stand alone, not in a list with others.',
      ),
    )
    return [refuse]
  }
  const handlers = entries.flatMap((entry) => {
    if (entry === true) return []
    return [entry === false ? refuse : findPolicy(target, entry, policies, problems)]
  })
  return [...new Set(handlers)]
}

function findPolicy(
  target: string,
  entry: unknown,
  policies: ReadonlyMap<string, Handler>,
  problems: HalyardError[],
): Handler {
  if (isHandler(entry)) return entry
  if (typeof entry !== 'string') {
    const found = entry === null ? 'null' : typeof entry
    problems.push(
      new InvalidPolicyConfigError(
        target,
        `write true, false, the name of a policy, a function or an array of these, not ${found}.`,
      ),
    )
    return refuse
  }
  const policy = policies.get(entry.toLowerCase())
  if (policy !== undefined) return policy
  const known = [...policies.keys()]
  problems.push(new UnknownPolicyError(entry, target, known, nearestName(entry, known)))
  return refuse
}

function createPolicyMap(
  policies: ReadonlyMap<string, Handler>,
  mapping: ReadonlyMap<string, readonly Handler[]>,
  denies: boolean,
): PolicyMap {
  const otherwise: readonly Handler[] = denies ? [refuse] : []
  return {
    chainFor: (identity) => findChain(identity.toLowerCase(), mapping) ?? otherwise,
    policy: (name) => policies.get(name.toLowerCase()),
    names: [...policies.keys()],
    mapping: Object.fromEntries(mapping),
    unmatchedTargets: (identities) => findUnmatched([...mapping.keys()], [...identities]),
  }
}

function findChain(
  identity: string,
  mapping: ReadonlyMap<string, readonly Handler[]>,
): readonly Handler[] | undefined {
  const exact = mapping.get(identity)
  if (exact !== undefined) return exact
  // `user/*` means the action `user` too, so the identity itself comes first.
  for (let folder = identity; folder !== ''; folder = parentOf(folder)) {
    const chain = mapping.get(`${folder}/*`)
    if (chain !== undefined) return chain
  }
  return mapping.get('*')
}

function parentOf(folder: string): string {
  return folder.slice(0, Math.max(0, folder.lastIndexOf('/')))
}

function findUnmatched(
  targets: readonly string[],
  identities: readonly string[],
): UnmatchedTarget[] {
  return targets
    .filter(
      (target) => !identities.some((identity) => isTargetOf(target, identity)) && target !== '*',
    )
    .map((target) => {
      const meant = suggestTarget(target, identities)
      const hint =
        meant === undefined ? 'Remove the line, or correct it.' : `Did you mean "${meant}"?`
      return { target, meant, message: `config/policies for "${target}" means no action. ${hint}` }
    })
}

function suggestTarget(target: string, identities: readonly string[]): string | undefined {
  const withSlashes = target.replaceAll('.', '/')
  if (identities.some((identity) => isTargetOf(withSlashes, identity))) return withSlashes
  const folders = identities.flatMap((identity) => {
    const folder = parentOf(identity)
    return folder === '' ? [] : [`${folder}/*`]
  })
  return nearestName(withSlashes, target.endsWith('*') ? new Set(folders) : identities)
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function'
}
