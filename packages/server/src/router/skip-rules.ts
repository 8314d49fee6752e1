import type { Route } from './route.ts'

/** Matches URLs whose last path segment has a dot inside: `/js/app.js?v=1.2`, not `/v1.2/users?a=b.c`. */
export const LOOKS_LIKE_ASSET: RegExp = /^[^?]*\/[^?/]+\.[^?/]+(?:\?.*)?$/

/** When a route passes a URL over. */
export interface SkipRules {
  /** URLs that the route must never answer: its own `skipRegex`, and assets if it says `skipAssets: true`. */
  readonly never: readonly RegExp[]
  /**
   * Whether URLs that look like assets wait until no other route and no file has answered. So it is for a GET route
   * that ends in a parameter and does not say `skipAssets`: Sails answers 404 to `/user/ann@example.com` there.
   */
  readonly assetsLast: boolean
}

/** Reads `skipAssets` and `skipRegex`; `undefined` when the route skips nothing. */
export function readSkipRules(route: Route<unknown>): SkipRules | undefined {
  const { skipAssets, skipRegex } = route.options
  const never = toRegexes(skipRegex)
  if (skipAssets === true) never.push(LOOKS_LIKE_ASSET)
  const assetsLast = skipAssets === undefined && endsInParameter(route) && answersGet(route)
  return never.length > 0 || assetsLast ? { never, assetsLast } : undefined
}

/**
 * Whether a route takes everything and should say what it does with assets: files are served after the routes, so it
 * hides them.
 */
export function hidesAssets(route: Route<unknown>): boolean {
  const takesEverything = typeof route.path !== 'string' || /\/\*\/?$/.test(route.path)
  const verbs = ['', 'all', 'get', 'head', 'options']
  return takesEverything && route.options['skipAssets'] === undefined && verbs.includes(route.verb)
}

function toRegexes(skipRegex: unknown): RegExp[] {
  const list: unknown[] = Array.isArray(skipRegex) ? skipRegex : [skipRegex]
  return list.filter((entry) => entry instanceof RegExp)
}

function endsInParameter({ path }: Route<unknown>): boolean {
  return typeof path === 'string' && /:[^/]+\/?$/.test(path)
}

function answersGet({ verb }: Route<unknown>): boolean {
  return verb === '' || verb === 'get'
}
