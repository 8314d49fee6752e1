import { requestState } from './request-state.ts'
import type { Request } from './request.ts'

/**
 * One parameter: path, then body, then query; only `undefined` falls through, `null` counts. Inherited names
 * (`constructor`) are none.
 * @see Sails reference: req.param()
 */
export function findParameter(req: Request, name: string, defaultValue: unknown): unknown {
  const state = requestState(req)
  const inPath = own(state.params ?? state.routeParams, name)
  if (inPath !== undefined) return inPath
  const inBody = own(req.body, name)
  if (inBody !== undefined) return inBody
  const inQuery = own(req.query, name)
  return inQuery === undefined ? defaultValue : inQuery
}

/**
 * All parameters: query, overlaid by body, overlaid by path. An array body appears as `0`, `1` ...
 * @see Sails reference: req.allParams()
 */
export function collectParameters(req: Request): Record<string, unknown> {
  const all: Record<string, unknown> = {}
  overlay(all, req.query)
  overlay(all, req.body)
  overlay(all, req.params)
  return all
}

function own(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, name))
    return undefined
  const value: unknown = Reflect.get(source, name)
  return value
}

function overlay(all: Record<string, unknown>, source: unknown): void {
  if (typeof source !== 'object' || source === null) return
  for (const [name, value] of Object.entries(source)) {
    // Assigning `__proto__` would hand the client's object to everyone who reads a missing name.
    if (name !== '__proto__') all[name] = value
  }
}
