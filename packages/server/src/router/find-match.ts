import type { PathParams, PathPattern } from './path-pattern.ts'
import type { Match, Pass, Route } from './route.ts'
import { LOOKS_LIKE_ASSET } from './skip-rules.ts'
import type { SkipRules } from './skip-rules.ts'

/** A route, ready to be matched. */
export interface Entry<Target> {
  readonly route: Route<Target>
  /** Place in the bound order. */
  readonly order: number
  readonly pattern: PathPattern
  readonly skip: SkipRules | undefined
}

/** One look through the routes that may answer a request. It goes on when the request falls through. */
export class RouteSearch<Target> {
  readonly #candidates: readonly Entry<Target>[]
  readonly #path: string
  readonly #url: string
  readonly #pass: Pass

  constructor(candidates: readonly Entry<Target>[], path: string, url: string, pass: Pass) {
    this.#candidates = candidates
    this.#path = path
    this.#url = url
    this.#pass = pass
  }

  /** The first match at or after that place among the candidates. */
  from(start: number): Match<Target> | undefined {
    for (let position = start; position < this.#candidates.length; position++) {
      const entry = this.#candidates[position]
      if (entry === undefined || !this.#isWanted(entry.skip)) continue
      const params = entry.pattern.read(this.#path)
      if (params !== undefined) return new FoundRoute(entry.route, params, this, position)
    }
    return undefined
  }

  #isWanted(skip: SkipRules | undefined): boolean {
    if (skip === undefined) return this.#pass === 'first'
    const waits = skip.assetsLast && LOOKS_LIKE_ASSET.test(this.#url)
    if (waits !== (this.#pass === 'assets-last')) return false
    // `search` ignores where a regular expression with the flag `g` stopped the last time.
    return !skip.never.some((regex) => this.#url.search(regex) !== -1)
  }
}

class FoundRoute<Target> implements Match<Target> {
  readonly route: Route<Target>
  readonly params: PathParams
  readonly #search: RouteSearch<Target>
  readonly #position: number

  constructor(
    route: Route<Target>,
    params: PathParams,
    search: RouteSearch<Target>,
    position: number,
  ) {
    this.route = route
    this.params = params
    this.#search = search
    this.#position = position
  }

  next(): Match<Target> | undefined {
    return this.#search.from(this.#position + 1)
  }
}
