import { inspect } from 'node:util'

import { toActionIdentity } from '../actions/action-identity.ts'
import { isDictionary } from '../definitions/is-dictionary.ts'
import { HalyardError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import type { Handler } from '../request/handler.ts'
import type { RouteOptions } from '../request/request.ts'
import { callResponse } from './call-response.ts'
import {
  ActionGoneError,
  BadRouteOptionError,
  BlueprintTargetError,
  NotRouteActionError,
  UnknownRouteActionError,
  UnknownRoutePolicyError,
  UnknownRouteResponseError,
  UnknownRouteTargetError,
} from './errors.ts'
import { compileRedirect } from './redirect-target.ts'

/** What runs when a route matches, in order. */
export type HandlerChain = readonly Handler[]

/** Where a target's names are looked up. */
export interface TargetResolvers {
  /**
   * A handler that answers, and refuses `next` to the app's code. Asked for at lift and again for each request, so that
   * reloaded actions are found.
   */
  action(identity: string): Handler | undefined
  /** What runs before the action: its policies and action middleware, each once. */
  policiesFor(identity: string): readonly Handler[]
  /** @param name Lower case. */
  policy(name: string): Handler | undefined
  hasResponse(name: string): boolean
  /** Names that can be meant by a misspelt one. */
  names(kind: NamedKind): Iterable<string>
  /**
   * Asked for targets of a form that the core does not know, `{ view }` for instance. `undefined` when nobody else
   * knows it either.
   * @throws an error with a code when someone does, but the target is wrong
   */
  unknown(target: unknown, route: TargetRoute): HandlerChain | undefined
}

/** What a target can name. */
export type NamedKind = 'action' | 'policy' | 'response'

/** The route that a target belongs to. */
export interface TargetRoute {
  /** As written, for messages. */
  readonly address: string
  readonly verb: string
  readonly path: string | RegExp
  /** Options given to `router.bind()`. The target's own win over them. */
  readonly options: Readonly<RouteOptions>
}

/** The right side of a route, ready to run. */
export interface CompiledTarget {
  /** Empty if the target has a problem: a policy that is missing must not open the action behind it. */
  readonly handlers: HandlerChain
  readonly options: Readonly<RouteOptions>
  /** Whether the route belongs into the table: it runs something, or hooks look up what it says. */
  readonly isBound: boolean
  readonly problems: readonly HalyardError[]
  /** Sentences for the log. */
  readonly warnings: readonly string[]
}

export type CompileTarget = (target: unknown, route: TargetRoute) => CompiledTarget

/** Options of Sails 0.12 that no longer do anything. */
const OLD_BLUEPRINT_OPTIONS = ['populate', 'skip', 'limit', 'sort', 'where']
/** Options that hooks look up by address, so that a line of the route table may have nothing else. */
const LOOKED_UP_OPTIONS = ['cors', 'csrf']

/**
 * Makes the function that turns targets of every form into handlers.
 * @see Sails concepts: routes, custom routes, route target
 */
export function createTargetCompiler(resolvers: TargetResolvers): CompileTarget {
  return (target, route) => {
    const compilation = new TargetCompilation(resolvers, route)
    compilation.add(target)
    return compilation.result()
  }
}

class TargetCompilation {
  readonly #resolvers: TargetResolvers
  readonly #route: TargetRoute
  readonly #handlers: Handler[] = []
  readonly #options: RouteOptions = {}
  readonly #problems: HalyardError[] = []

  constructor(resolvers: TargetResolvers, route: TargetRoute) {
    this.#resolvers = resolvers
    this.#route = route
  }

  result(): CompiledTarget {
    const options = { ...this.#route.options, ...this.#options }
    const deadline = this.#toDeadline(options['timeoutMs'])
    const isRight = this.#problems.length === 0
    const isLookedUp = LOOKED_UP_OPTIONS.some((name) => Object.hasOwn(options, name))
    return {
      handlers: isRight && this.#handlers.length > 0 ? [...deadline, ...this.#handlers] : [],
      options,
      isBound: isRight && (this.#handlers.length > 0 || isLookedUp),
      problems: this.#problems,
      warnings: toWarnings(this.#options, this.#route.address),
    }
  }

  add(target: unknown): void {
    if (Array.isArray(target)) for (const element of target) this.add(element)
    else if (typeof target === 'string') this.#addText(target)
    else if (isHandler(target)) this.#handlers.push(target)
    else if (target === undefined) return
    else if (isDictionary(target)) this.#addDictionary(target)
    else this.#addUnknown(target)
  }

  #addText(target: string): void {
    if (/^(?:https?:|\/)/.test(target)) this.#handlers.push((_req, res) => res.redirect(target))
    else this.#addAction(target)
  }

  #addDictionary(target: Record<string, unknown>): void {
    const {
      controller,
      action,
      target: inner,
      fn,
      response,
      policy,
      blueprint,
      policies,
      ...options
    } = target
    this.#addPolicies(policies)
    if (controller !== undefined || action !== undefined) this.#addAction({ controller, action })
    else if (inner !== undefined) this.add(inner)
    else if (fn !== undefined) this.add(fn)
    else if (typeof response === 'string') this.#addResponse(response)
    else if (typeof policy === 'string') this.#addPolicy(policy.toLowerCase())
    else if (options['redirect'] !== undefined) this.#addRedirect(options)
    else if (blueprint !== undefined) this.#report(new BlueprintTargetError(this.#route.address))
    else if (!isOnlyLookedUp(target)) this.#addUnknown(target)
    this.#addOptions(options)
  }

  /** Beside a target of any form: they run before it, and before those that config/policies gives its action. */
  #addPolicies(policies: unknown): void {
    const list: unknown[] = [policies ?? []].flat()
    for (const policy of list) {
      if (typeof policy === 'string') this.#addPolicy(policy.toLowerCase())
      else if (isHandler(policy)) this.#handlers.push(policy)
      else
        this.#refuse('policies', policy, 'the name of a policy, a function, or an array of these')
    }
  }

  #addRedirect({ redirect, status, keepQuery }: RouteOptions): void {
    const { address, path } = this.#route
    try {
      this.#handlers.push(compileRedirect({ address, path, redirect, status, keepQuery }))
    } catch (error) {
      if (!(error instanceof HalyardError)) throw error
      this.#report(error)
    }
  }

  /** What gives requests the time that their route has for them, ahead of its other handlers. */
  #toDeadline(timeoutMs: unknown): Handler[] {
    if (timeoutMs === undefined) return []
    if (typeof timeoutMs === 'number' && timeoutMs >= 0 && Number.isFinite(timeoutMs)) {
      return [
        (req, _res, next) => {
          req.setTimeout(timeoutMs)
          next()
        },
      ]
    }
    this.#refuse('timeoutMs', timeoutMs, 'a number of milliseconds, 0 for no limit')
    return []
  }

  #addAction(target: unknown): void {
    const identity = this.#readIdentity(target)
    if (identity === undefined) return
    if (this.#resolvers.action(identity) === undefined) {
      const meant = this.#nearest('action', identity)
      this.#report(new UnknownRouteActionError(this.#route.address, identity, meant))
      return
    }
    this.#handlers.push(...this.#resolvers.policiesFor(identity))
    this.#handlers.push(this.#toActionHandler(identity))
    this.#addOptions({ action: identity })
  }

  #readIdentity(target: unknown): string | undefined {
    try {
      return toActionIdentity(target)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      this.#report(new NotRouteActionError(this.#route.address, error))
      return undefined
    }
  }

  #toActionHandler(identity: string): Handler {
    const resolvers = this.#resolvers
    return (req, res, next) => {
      const action = resolvers.action(identity)
      if (action === undefined) throw new ActionGoneError(identity)
      return action(req, res, next)
    }
  }

  #addResponse(name: string): void {
    if (this.#resolvers.hasResponse(name)) {
      this.#handlers.push((_req, res) => callResponse(res, name))
      return
    }
    const meant = this.#nearest('response', name)
    this.#report(new UnknownRouteResponseError(this.#route.address, name, meant))
  }

  #addPolicy(name: string): void {
    const policy = this.#resolvers.policy(name)
    if (policy !== undefined) {
      this.#handlers.push(policy)
      return
    }
    const meant = this.#nearest('policy', name)
    this.#report(new UnknownRoutePolicyError(this.#route.address, name, meant))
  }

  #nearest(kind: NamedKind, name: string): string | undefined {
    return nearestName(name, this.#resolvers.names(kind))
  }

  #addUnknown(target: unknown): void {
    const handlers = this.#askOthers(target)
    if (handlers !== undefined) this.#handlers.push(...handlers)
    else
      this.#report(new UnknownRouteTargetError(this.#route.address, inspect(target, { depth: 1 })))
  }

  /** What a hook throws with a code is wrong with the target: it is reported with everything else. */
  #askOthers(target: unknown): HandlerChain | undefined {
    try {
      return this.#resolvers.unknown(target, this.#route)
    } catch (error) {
      if (!(error instanceof HalyardError)) throw error
      this.#report(error)
      return []
    }
  }

  /** Of several targets in one array the first one's value of an option counts, as in Sails. */
  #addOptions(options: RouteOptions): void {
    for (const [name, value] of Object.entries(options)) {
      if (!Object.hasOwn(this.#options, name)) this.#options[name] = value
    }
  }

  #refuse(option: string, found: unknown, expected: string): void {
    this.#report(new BadRouteOptionError(this.#route.address, option, found, expected))
  }

  #report(problem: HalyardError): void {
    this.#problems.push(problem)
  }
}

/** `{ csrf: false }`: says something about routes that are bound elsewhere, and runs nothing itself. `{}` says nothing. */
function isOnlyLookedUp(target: Record<string, unknown>): boolean {
  return Object.keys(target).every((name) => LOOKED_UP_OPTIONS.includes(name))
}

function isHandler(target: unknown): target is Handler {
  return typeof target === 'function'
}

function toWarnings(options: RouteOptions, address: string): string[] {
  const old = OLD_BLUEPRINT_OPTIONS.filter((name) => Object.hasOwn(options, name))
  const skipRegex: unknown[] = [options['skipRegex'] ?? []].flat()
  const wrong = skipRegex.filter((entry) => !(entry instanceof RegExp))
  return [
    ...old.map(
      (name) =>
        `The route "${address}" has the option "${name}", which went with Sails 1.0. Use parseBlueprintOptions.`,
    ),
    ...wrong.map(
      (entry) =>
        `The route "${address}" has ${inspect(entry)} in skipRegex, which is no regular expression and is ignored.`,
    ),
  ]
}
