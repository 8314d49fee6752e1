/** One bound route: the left side of a line of the route table, taken apart, and its opaque right side. */
export interface Route<Target> {
  /** Lower case; `''` for the five verbs that an address without verb means, `all` for every method. */
  readonly verb: string
  /** Path as bound: `/user/:id`, `/w/*`, or a regular expression. */
  readonly path: string | RegExp
  /** Names of a regular expression's groups, in order. */
  readonly paramNames: readonly string[]
  readonly target: Target
  /** `skipAssets`, `skipRegex`, `cors`, `csrf` and the app's own keys. */
  readonly options: Readonly<Record<string, unknown>>
}

/** A route that fits a request, and the way to the next one that does. */
export interface Match<Target> {
  readonly route: Route<Target>
  /** Decoded parameters; without prototype. */
  readonly params: Record<string, string>
  /** Next match in bound order. Costs nothing until called. */
  next(): Match<Target> | undefined
}

/**
 * Which routes a search is for. A GET route that ends in a parameter and does not say `skipAssets` leaves URLs that
 * look like assets (`/user/ann@example.com` too) to other routes and to files, so it is found in a second pass only,
 * for when nothing else has answered.
 */
export type Pass = 'first' | 'assets-last'

/**
 * The compiled route table of one app. Matching costs the same with ten routes and with a thousand.
 */
export interface RouteTable<Target> {
  /** Appends a route; what was bound before it and matches comes first. */
  add(route: Route<Target>): void
  /**
   * Removes routes with exactly that path and verb; one without verb loses that one of its five.
   * Returns how many routes changed.
   */
  remove(path: string | RegExp, verb: string): number
  clear(): void
  routes(): readonly Route<Target>[]
  /**
   * First route for a request. HEAD falls back to GET routes.
   * @param method Upper case.
   * @param path Path without query string.
   * @param url Whole URL, which `skipAssets` and `skipRegex` look at.
   * @param pass @default 'first'
   * @throws {UndecodableUrlError} (status 400) when a parameter cannot be percent-decoded.
   */
  match(method: string, path: string, url: string, pass?: Pass): Match<Target> | undefined
  /**
   * Methods, in upper case, that routes of that path name, for `Allow`. Those of the verb `all` do not count: they
   * answer OPTIONS themselves.
   */
  methodsFor(path: string): string[]
  /** Whether any route carries that option. */
  hasOption(option: string): boolean
}
