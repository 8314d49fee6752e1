import { isPlainObject } from '@halyard/protocol'

import { showValue } from '../errors.ts'
import type { HandlerChain } from '../pipeline/compile-target.ts'
import { refuse } from '../policies/compile-policies.ts'
import { policyMapOf } from '../policies/policies-hook.ts'
import type { PolicyMap } from '../policies/policy-map.ts'
import type { Handler } from '../request/handler.ts'
import { parseAddress } from '../router/parse-address.ts'
import type { Route } from '../router/route.ts'
import type { AppRouter } from './app-router.ts'

/** A bound route, for people and tools. */
export interface RouteDescription {
  /** Upper case; `ANY` for the five verbs of an address without one, `ALL` for every method. */
  readonly method: string
  readonly path: string
  /** Identity of the action, or what else answers. */
  readonly target: string
  /** What runs before it, in order: names of policies, and of functions that have no other name. */
  readonly policies: readonly string[]
  /** `config.routes`, `hook <name>`, or `code` for what was bound by a call. */
  readonly source: string
}

/** What of an app its routes are read from. */
interface RoutedApp {
  readonly router: AppRouter
  readonly hooks: Readonly<Record<string, Record<string, unknown>>>
}

/** Where an address was bound, and what it leads to. */
interface Origin {
  readonly source: string
  readonly target: unknown
}

/** All routes of a loaded app, in the order in which they are tried. */
export function describeRoutes({ router, hooks }: RoutedApp): RouteDescription[] {
  const policies = policyMapOf(hooks)
  const origins = collectOrigins(router, hooks)
  return router.table.routes().map((route) => {
    // Of several that bind one address, the first is the first in the table.
    const origin = origins.get(keyOf(route))?.shift()
    return {
      method: route.verb === '' ? 'ANY' : route.verb.toUpperCase(),
      path: String(route.path),
      target: describeTarget(route, origin?.target),
      policies: namesBefore(route, policies),
      source: origin?.source ?? 'code',
    }
  })
}

function collectOrigins(router: AppRouter, hooks: RoutedApp['hooks']): Map<string, Origin[]> {
  const origins = new Map<string, Origin[]>()
  const add = (routes: unknown, source: string): void => {
    for (const [address, target] of Object.entries(isPlainObject(routes) ? routes : {})) {
      const key = keyOf(parseAddress(address))
      origins.set(key, [...(origins.get(key) ?? []), { source, target }])
    }
  }
  const addHooks = (place: 'before' | 'after'): void => {
    for (const [name, { routes }] of Object.entries(hooks)) {
      if (isPlainObject(routes)) add(routes[place], `hook ${name}`)
    }
  }
  addHooks('before')
  add(router.explicitRoutes, 'config.routes')
  addHooks('after')
  return origins
}

function keyOf({ verb, path }: Pick<Route<unknown>, 'verb' | 'path'>): string {
  return `${verb} ${String(path)}`
}

function describeTarget({ options, target }: Route<HandlerChain>, written: unknown): string {
  const { action } = options
  if (typeof action === 'string') return action
  return written === undefined ? nameOf(target.at(-1)) : describeWritten(written)
}

function describeWritten(target: unknown): string {
  if (typeof target === 'string') return target
  if (Array.isArray(target)) return describeWritten(target.at(-1))
  if (typeof target === 'function') return nameOf(target)
  if (!isPlainObject(target)) return showValue(target)
  const { target: inner, fn, ...others } = target
  if (inner !== undefined || fn !== undefined) return describeWritten(inner ?? fn)
  const kind = ['view', 'redirect', 'response', 'policy'].find((key) => key in others)
  return kind === undefined ? showValue(target) : `${kind} ${String(others[kind])}`
}

/** Names of all handlers but the last, which is the target. */
function namesBefore(
  { options, target }: Route<HandlerChain>,
  policies: PolicyMap | undefined,
): string[] {
  // A route's deadline stands first in its chain, and is no policy.
  const first = options['timeoutMs'] === undefined ? 0 : 1
  return target.slice(first, -1).map((handler) => policyName(handler, policies) ?? nameOf(handler))
}

function policyName(handler: Handler, policies: PolicyMap | undefined): string | undefined {
  if (handler === refuse) return 'false'
  return policies?.names.find((name) => policies.policy(name) === handler)
}

function nameOf(handler: unknown): string {
  const name = typeof handler === 'function' ? handler.name : ''
  return name === '' ? 'a function' : `function ${name}`
}
