import { isPlainObject } from '@halyard/protocol'

import { type RequestState, requestState } from './request-state.ts'
import type { Request, RouteOptions } from './request.ts'

/**
 * Says which route runs next: its parameters, and its options, which win over those of handlers before it.
 * Nothing is copied until someone reads `req.options` or a second route with other options is entered.
 */
export function enterRoute(
  req: Request,
  params: Record<string, string>,
  options: Readonly<RouteOptions>,
): void {
  const state = requestState(req)
  state.routeParams = params
  state.params = undefined
  if (state.options !== undefined) Object.assign(state.options, copyDictionaries(options))
  else if (state.routeOptions === undefined) state.routeOptions = options
  else if (state.routeOptions !== options) {
    state.routeOptions = { ...state.routeOptions, ...options }
  }
}

/** `req.options`, made on first read: the app may change it without changing the route. */
export function readOptions(state: RequestState): RouteOptions {
  state.options ??= copyDictionaries(state.routeOptions ?? {})
  return state.options
}

function copyDictionaries(options: Readonly<RouteOptions>): RouteOptions {
  const copy: RouteOptions = {}
  for (const [name, value] of Object.entries(options)) {
    copy[name] = isPlainObject(value) ? copyDictionaries(value) : value
  }
  return copy
}
