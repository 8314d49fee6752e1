import { CompiledTable } from './compiled-table.ts'
import type { Route, RouteTable } from './route.ts'

/** Verbs of an address that names none. */
export const DEFAULT_VERBS: readonly string[] = ['get', 'put', 'post', 'delete', 'patch']

/** Makes an empty route table. Routes may be added and removed at any time; it compiles itself on first use. */
export function createRouteTable<Target>(): RouteTable<Target> {
  let routes: Route<Target>[] = []
  let compiled: CompiledTable<Target> | undefined
  const compile = (): CompiledTable<Target> => (compiled ??= new CompiledTable(routes))

  return {
    add: (route) => {
      routes.push(route)
      compiled = undefined
    },
    remove: (path, verb) => {
      const kept = routes.flatMap((route) => without(route, path, verb))
      const removed = routes.filter((route) => !kept.includes(route)).length
      routes = kept
      compiled = undefined
      return removed
    },
    clear: () => {
      routes = []
      compiled = undefined
    },
    routes: () => [...routes],
    match: (method, path, url, pass = 'first') => compile().match(method, path, url, pass),
    methodsFor: (path) => compile().methodsFor(path),
    hasOption: (option) => compile().options.has(option),
  }
}

/** What remains of a route when one verb of a path is unbound; one without verb loses that one of its five. */
function without<Target>(
  route: Route<Target>,
  path: string | RegExp,
  verb: string,
): Route<Target>[] {
  if (String(route.path) !== String(path)) return [route]
  if (route.verb === verb) return []
  if (route.verb !== '' || !DEFAULT_VERBS.includes(verb)) return [route]
  return DEFAULT_VERBS.filter((other) => other !== verb).map((other) => ({ ...route, verb: other }))
}
