import { RouteSearch } from './find-match.ts'
import type { Entry } from './find-match.ts'
import { VERBS } from './parse-address.ts'
import { ANY_SEGMENT, toPathPattern } from './path-pattern.ts'
import type { Match, Pass, Route } from './route.ts'
import { createSegmentTree } from './segment-tree.ts'
import type { SegmentTree } from './segment-tree.ts'
import { readSkipRules } from './skip-rules.ts'

/** Methods that a verb can name; others (`PURGE`, `LINK` ...) are only answered by routes of the verb `all`. */
const NAMED_METHODS: ReadonlySet<string> = new Set(
  VERBS.filter((verb) => verb !== 'all').map((verb) => verb.toUpperCase()),
)

/** All that one method can ask for. */
interface MethodIndex<Target> {
  readonly tree: SegmentTree<Entry<Target>>
  /** What may match each fixed path of the table; found on the first request for it. */
  readonly fixed: Map<string, readonly Entry<Target>[] | undefined>
}

/** The routes of a table, cut into one index for each method that is asked for. */
export class CompiledTable<Target> {
  readonly options: ReadonlySet<string>
  readonly #entries: readonly Entry<Target>[]
  readonly #indexes = new Map<string, MethodIndex<Target>>()
  #named: SegmentTree<Entry<Target>> | undefined

  constructor(routes: readonly Route<Target>[]) {
    this.options = new Set(routes.flatMap(({ options }) => Object.keys(options)))
    this.#entries = routes.map((route, order) => ({
      route,
      order,
      pattern: toPathPattern(route.path, route.paramNames),
      skip: readSkipRules(route),
    }))
  }

  match(method: string, path: string, url: string, pass: Pass): Match<Target> | undefined {
    return new RouteSearch(this.#candidates(method, path), path, url, pass).from(0)
  }

  methodsFor(path: string): string[] {
    this.#named ??= toTree(this.#entries.filter(({ route }) => route.verb !== 'all'))
    const methods = this.#named
      .find(toKey(path))
      .filter(({ pattern }) => pattern.test(path))
      .flatMap(({ route }) => toMethods(route.verb))
    return [...new Set(methods)]
  }

  #candidates(method: string, path: string): readonly Entry<Target>[] {
    const index = this.#indexFor(NAMED_METHODS.has(method) ? method : '')
    const key = toKey(path)
    const known = index.fixed.get(key)
    if (known !== undefined) return known

    const found = index.tree.find(key)
    if (index.fixed.has(key)) index.fixed.set(key, found)
    return found
  }

  #indexFor(method: string): MethodIndex<Target> {
    const known = this.#indexes.get(method)
    if (known !== undefined) return known

    const entries = this.#entries.filter(({ route }) => answers(route.verb, method))
    const index = { tree: toTree(entries), fixed: toFixedPaths(entries) }
    this.#indexes.set(method, index)
    return index
  }
}

function answers(verb: string, method: string): boolean {
  return verb === 'all' || toMethods(verb).includes(method)
}

/** Methods that a verb binds, in the order in which `Allow` lists them. */
function toMethods(verb: string): string[] {
  if (verb === '') return ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH']
  return verb === 'get' ? ['GET', 'HEAD'] : [verb.toUpperCase()]
}

function toTree<Target>(entries: readonly Entry<Target>[]): SegmentTree<Entry<Target>> {
  const tree = createSegmentTree<Entry<Target>>()
  for (const entry of entries) tree.add(entry)
  return tree
}

function toFixedPaths<Target>(entries: readonly Entry<Target>[]): Map<string, undefined> {
  const patterns = entries.map(({ pattern }) => pattern)
  const fixed = patterns.filter(({ isExact, edges }) => isExact && !edges.includes(ANY_SEGMENT))
  return new Map(
    fixed.map(({ edges }) => [edges.map((edge) => `/${String(edge)}`).join(''), undefined]),
  )
}

/** Letter case does not matter, nor one slash at the end. */
function toKey(path: string): string {
  const key = path.toLowerCase()
  return key.endsWith('/') ? key.slice(0, -1) : key
}
