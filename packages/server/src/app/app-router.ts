import { isPlainObject } from '@halyard/protocol'

import { toActionIdentity } from '../actions/action-identity.ts'
import { HalyardError, throwProblems } from '../errors.ts'
import type { HookHost, RouteBinder } from '../hook/hook-host.ts'
import type { PreparedHook } from '../hook/prepare-hooks.ts'
import {
  type CompileTarget,
  type HandlerChain,
  type TargetResolvers,
  type TargetRoute,
  createTargetCompiler,
} from '../pipeline/compile-target.ts'
import type { Handler } from '../request/handler.ts'
import { findDuplicateAddresses } from '../router/find-duplicates.ts'
import { type Address, parseAddress } from '../router/parse-address.ts'
import { DEFAULT_VERBS, createRouteTable } from '../router/route-table.ts'
import type { RouteTable } from '../router/route.ts'
import { hidesAssets } from '../router/skip-rules.ts'
import { sortAddresses } from '../router/sort-addresses.ts'

/** What of an app the router asks; only ever at the moment of binding or of a request. */
export interface RouterResolvers extends Omit<TargetResolvers, 'unknown'> {
  hooks(): readonly PreparedHook[]
}

/** Places of routes that hooks bring along, before and after those of the configuration. */
type HookPlace = 'before' | 'after'

/**
 * The routes of one app: binds addresses to targets and tells about it by events (`router:bind` and relatives).
 * Requests are matched by {@link table}.
 * @see Sails concepts: routes
 */
export class AppRouter implements RouteBinder {
  /** @internal for the pipeline */
  readonly table: RouteTable<HandlerChain> = createRouteTable()
  /** `config.routes`, or what was given to the last `flush()`. */
  explicitRoutes: Readonly<Record<string, unknown>> = {}

  readonly #host: HookHost
  readonly #resolvers: RouterResolvers
  readonly #compileTarget: CompileTarget
  /** Collects while all routes are bound anew; outside of that a problem is thrown at once. */
  #problems: HalyardError[] | undefined
  /** Set while a hook answers for a target that the core does not know: what it binds is a part of that target. */
  #captured: Handler[] | undefined

  constructor(host: HookHost, resolvers: RouterResolvers) {
    this.#host = host
    this.#resolvers = resolvers
    this.#compileTarget = createTargetCompiler({
      ...resolvers,
      unknown: (target, route) => this.#askHooks(target, route),
    })
  }

  /**
   * Binds a target to an address, behind everything that is bound already.
   * @param verb Wins over a verb in the address.
   * @param options Join `req.options`; the target's own win.
   * @throws {LiftProblemsError} or one coded error when the address or the target is wrong
   */
  bind(
    address: string | RegExp,
    target: unknown,
    verb?: string,
    options: Record<string, unknown> = {},
  ): HookHost {
    const problems: HalyardError[] = []
    this.#bind(address, target, verb, options, problems)
    if (this.#problems === undefined) throwProblems(problems)
    else this.#problems.push(...problems)
    return this.#host
  }

  /** Removes the routes with exactly that path and verb. */
  unbind({ path, verb = '' }: { path: string | RegExp; verb?: string }): HookHost {
    this.table.remove(path, verb.toLowerCase())
    this.#host.emit('router:unbind', { path, verb: verb.toLowerCase() })
    return this.#host
  }

  /** Removes every route. */
  reset(): void {
    this.table.clear()
    this.#host.emit('router:reset')
  }

  /**
   * Binds all routes anew: hooks' `before` routes, those of the configuration (specific ones first), hooks' `after`
   * routes. Routes that were bound by hand are gone then.
   * @throws {LiftProblemsError} with everything that is wrong; with `config.unknownRouteTargets: 'warn'` unknown
   *   actions, responses and policies are logged instead and their routes left out
   */
  flush(routes: Readonly<Record<string, unknown>> = this.explicitRoutes): void {
    this.explicitRoutes = routes
    const problems: HalyardError[] = findDuplicateAddresses(Object.keys(routes))
    this.#problems = problems
    try {
      this.reset()
      this.#bindHookRoutes('before')
      this.#host.emit('router:before')
      const own = this.table.routes().length
      for (const address of this.getSortedRouteAddresses()) this.bind(address, routes[address])
      this.#warnOfHiddenAssets(own)
      this.#bindHookRoutes('after')
      this.#host.emit('router:after')
    } finally {
      this.#problems = undefined
    }
    throwProblems(this.#mayOnlyWarn(problems))
  }

  /** What is wrong with routes, as far as it can be told before hooks have started. Binds nothing and asks nobody. */
  checkRoutes(routes: Readonly<Record<string, unknown>>): readonly HalyardError[] {
    const compileTarget = createTargetCompiler({
      ...this.#resolvers,
      hasResponse: () => true,
      unknown: () => [],
    })
    const problems: HalyardError[] = findDuplicateAddresses(Object.keys(routes))
    for (const [address, target] of Object.entries(routes)) {
      const parsed = readAddress(address, undefined, problems)
      if (parsed === undefined) continue
      const { verb, path } = parsed
      problems.push(...compileTarget(target, { address, verb, path, options: {} }).problems)
    }
    return this.#mayOnlyWarn(problems)
  }

  /** Addresses of the configuration in the order in which they are bound. */
  getSortedRouteAddresses(): string[] {
    return sortAddresses(Object.keys(this.explicitRoutes))
  }

  /**
   * Identity of the action that a target names; of an array, the first that names one.
   * @throws {NotActionTargetError} `E_NOT_ACTION_TARGET`
   */
  getActionIdentityForTarget(target: unknown): string {
    const named = (element: unknown): boolean => isPlainObject(element) && 'action' in element
    const candidate: unknown = Array.isArray(target) ? target.find(named) : target
    return toActionIdentity(candidate)
  }

  #bind(
    address: string | RegExp,
    target: unknown,
    verb: string | undefined,
    options: Record<string, unknown>,
    problems: HalyardError[],
  ): void {
    const parsed = readAddress(address, verb, problems)
    if (parsed === undefined) return
    const route = { address: String(address), verb: parsed.verb, path: parsed.path, options }
    const compiled = this.#compileTarget(target, route)
    problems.push(...compiled.problems)
    for (const warning of compiled.warnings) this.#host.log.warn(warning)
    if (!compiled.isBound) return
    if (this.#captured !== undefined) {
      this.#captured.push(...compiled.handlers)
      return
    }
    this.table.add({ ...parsed, target: compiled.handlers, options: compiled.options })
    this.#announce(parsed, target, compiled.options)
  }

  /**
   * Asks hooks about a target of their own, such as `{ view }`, by the event `route:typeUnknown`. What they bind in
   * answer takes the target's place in the chain: behind the policies of `[{ policy }, { view }]`, not before them.
   * @returns `undefined` when nobody binds anything, nothing to run for what belongs to a hook that is switched off
   * @throws what a hook throws because the target is wrong
   */
  #askHooks(target: unknown, { path, verb, options }: TargetRoute): HandlerChain | undefined {
    const outer = this.#captured
    const captured: Handler[] = []
    this.#captured = captured
    try {
      this.#host.emit('route:typeUnknown', { path, verb, target, options })
      return captured.length > 0 || this.#isSwitchedOff(target, path) ? captured : undefined
    } finally {
      this.#captured = outer
    }
  }

  /** Who switches views off means their routes too, as in Sails: apps are generated so. */
  #isSwitchedOff(target: unknown, path: string | RegExp): boolean {
    const { hooks, log } = this.#host
    if (!isPlainObject(target) || !('view' in target) || hooks['views'] !== undefined) return false
    log.warn(
      `The route "${String(path)}" shows a view, but the hook "views" is switched off: it is left out.`,
    )
    return true
  }

  /** One event for each verb, as in Sails. */
  #announce({ path, verb }: Address, target: unknown, options: object): void {
    const verbs = verb === '' ? DEFAULT_VERBS : [verb]
    for (const one of verbs) {
      this.#host.emit('router:bind', { path, target, verb: one, options, originalFn: target })
    }
  }

  #bindHookRoutes(place: HookPlace): void {
    for (const { definition } of this.#resolvers.hooks()) {
      const routes = definition.routes?.[place] ?? {}
      for (const [address, target] of Object.entries(routes)) this.bind(address, target)
    }
  }

  /** Files are served after the routes, so one that takes everything should say what it does with them. */
  #warnOfHiddenAssets(from: number): void {
    for (const route of this.table.routes().slice(from).filter(hidesAssets)) {
      this.#host.log.debug(
        `The route "${`${route.verb} `.trimStart()}${String(route.path)}" also takes requests for files. ` +
          'Give it skipAssets: true to let them through, or skipAssets: false to say that you mean it.',
      )
    }
  }

  #mayOnlyWarn(problems: readonly HalyardError[]): readonly HalyardError[] {
    if (this.#host.config['unknownRouteTargets'] !== 'warn') return problems
    const isUnknown = ({ code }: HalyardError): boolean => code.startsWith('E_UNKNOWN_ROUTE_')
    for (const { message } of problems.filter(isUnknown)) this.#host.log.warn(message)
    return problems.filter((problem) => !isUnknown(problem))
  }
}

function readAddress(
  address: string | RegExp,
  verb: string | undefined,
  problems: HalyardError[],
): Address | undefined {
  try {
    return parseAddress(address, verb)
  } catch (error) {
    if (!(error instanceof HalyardError)) throw error
    problems.push(error)
    return undefined
  }
}
