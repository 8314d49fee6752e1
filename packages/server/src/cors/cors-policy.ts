/** What one route lets other origins do. Resolved once, when the route is first looked at. */
export interface CorsPolicy {
  /** Any origin; any origin, echoed; or exactly these. */
  readonly origins: 'any' | 'echo' | ReadonlySet<string>
  readonly allowCredentials: boolean
  /** Value of `access-control-allow-methods`. */
  readonly methods: string
  /** Value of `access-control-allow-headers`; empty to allow whatever the browser asks for. */
  readonly requestHeaders: string
  /** Value of `access-control-expose-headers`; empty for none. */
  readonly responseHeaders: string
  /** Whether an HTTP request from an origin that is not allowed is answered with 403 instead of running. */
  readonly rejectUnlisted: boolean
}

/** What to answer an origin with, `access-control-allow-origin`; `undefined` when it may not read the answer. */
export function allowedOrigin(policy: CorsPolicy, origin: string | undefined): string | undefined {
  if (policy.origins === 'any') return '*'
  if (origin === undefined) return undefined
  return policy.origins === 'echo' || policy.origins.has(origin) ? origin : undefined
}
