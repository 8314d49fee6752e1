import { isPlainObject } from '@halyard/protocol'

import { toActionIdentity } from '../actions/action-identity.ts'
import { splitVerb } from '../router/parse-address.ts'
import { RouteNotFoundError, RouteQueryError } from './errors.ts'

/** Where a target is bound: what `getRouteFor` answers. */
export interface RouteAddress {
  /** Path as it stands in the address, with its placeholders. */
  url: string
  /** Verb in lower case; `''` when the address names none. */
  method: string
}

/**
 * First route of the configuration, in the order of its keys, whose action is the one that is asked for.
 * @throws {RouteQueryError} `E_USAGE` for what is no target, {RouteNotFoundError} `E_NOT_FOUND` when none fits
 * @see Sails reference: sails.getRouteFor
 */
export function findRoute(routes: Readonly<Record<string, unknown>>, query: unknown): RouteAddress {
  const identity = identityOf(isPlainObject(query) && 'target' in query ? query['target'] : query)
  if (identity === undefined) throw new RouteQueryError(query)
  const address = Object.keys(routes).find((key) => identityOfTarget(routes[key]) === identity)
  if (address === undefined) throw new RouteNotFoundError(identity)
  const [method, url] = splitVerb(address)
  return { url, method }
}

/** What can stand in a URL. */
export type UrlParam = string | number | boolean

/**
 * Puts parameters into the placeholders of a path, and the rest of them into its query string.
 * Placeholders without a value stay, as in Sails.
 */
export function toUrl(path: string, params: Readonly<Record<string, UrlParam>> = {}): string {
  const left = new Map(Object.entries(params))
  const filled = path.replaceAll(/:(\w+)\??/g, (placeholder: string, name: string) => {
    const value = left.get(name)
    left.delete(name)
    return value === undefined ? placeholder : encodeURIComponent(String(value))
  })
  const query = new URLSearchParams(
    [...left].map(([name, value]): [string, string] => [name, String(value)]),
  )
  return query.size === 0 ? filled : `${filled}?${query.toString()}`
}

function identityOfTarget(target: unknown): string | undefined {
  if (Array.isArray(target))
    return target.map(identityOf).find((identity) => identity !== undefined)
  return identityOf(target)
}

function identityOf(target: unknown): string | undefined {
  try {
    return toActionIdentity(target)
  } catch {
    return undefined
  }
}
