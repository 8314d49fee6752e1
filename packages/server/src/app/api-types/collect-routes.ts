import { isPlainObject } from '@halyard/protocol'

import { parseAddress } from '../../router/parse-address.ts'
import { type FileAction, toFileActions } from '../files/load-actions.ts'
import type { SailsApp } from '../sails.ts'
import type { ApiPart, ApiTarget } from './api-part.ts'
import { type FoundFunction, findConfigured, listConfigured } from './find-configured.ts'

/** A path that takes all there is says nothing about an app, and every misspelt URL would be known by it. */
const TAKES_ALL = /^\/?\*$/

/**
 * Routes that a client can ask: those to actions, and those of the configuration. Middleware, regular expressions and
 * paths that take everything are none. In the order of their paths, so that a file of them changes little.
 * @param app A loaded one.
 */
export async function collectRoutes(app: SailsApp): Promise<ApiPart[]> {
  const actions = await indexActions(app)
  const functions = await listConfigured(app)
  const configured = indexConfigured(app)
  const parts = new Map<string, ApiPart>()
  for (const { verb, path, options } of app.router.table.routes()) {
    if (typeof path !== 'string' || TAKES_ALL.test(path)) continue
    const address = verb === '' || verb === 'all' ? path : `${verb.toUpperCase()} ${path}`
    const target =
      typeof options['action'] === 'string'
        ? toActionTarget(actions.get(options['action']))
        : toConfiguredTarget(configured.get(`${verb} ${path}`), functions)
    if (target !== undefined && !parts.has(address)) parts.set(address, { address, path, target })
  }
  return [...parts.values()].toSorted(byPath)
}

/** Actions of files by identity, but for those that a setting replaces. */
async function indexActions(app: SailsApp): Promise<Map<string, FileAction>> {
  const modules = await app.modules.load('controllers', [])
  const actions = new Map<string, FileAction>()
  for (const action of modules.flatMap((module) => toFileActions(module) ?? [])) {
    actions.set(action.identity.toLowerCase(), action)
  }
  const replaced = app.config.controllers?.moduleDefinitions ?? {}
  for (const name of Object.keys(replaced)) actions.delete(name.toLowerCase())
  return actions
}

/** Addresses of the configuration by verb and path, with their targets. */
function indexConfigured(app: SailsApp): Map<string, [address: string, target: unknown]> {
  return new Map(
    Object.entries(app.router.explicitRoutes).map(([address, target]) => {
      const { verb, path } = parseAddress(address)
      return [`${verb} ${String(path)}`, [address, target]]
    }),
  )
}

function toActionTarget(action: FileAction | undefined): ApiTarget {
  if (action === undefined) return { kind: 'unknown' }
  return { kind: 'action', file: action.file, member: action.member }
}

/** @returns `undefined` for what no client asks for: a hook's middleware, a policy alone */
function toConfiguredTarget(
  route: readonly [address: string, target: unknown] | undefined,
  functions: readonly FoundFunction[],
): ApiTarget | undefined {
  if (route === undefined) return undefined
  const target = lastOf(route[1])
  if (isPlainObject(target) && 'policy' in target) return undefined
  if (isPlainObject(target) && 'view' in target) return { kind: 'page' }
  const found = findConfigured(functions, ...route)
  return found === undefined ? { kind: 'unknown' } : { kind: 'configured', ...found }
}

function lastOf(target: unknown): unknown {
  return Array.isArray(target) ? lastOf(target.at(-1)) : target
}

function byPath(one: ApiPart, other: ApiPart): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1
  return one.address < other.address ? -1 : 1
}
