import type { Connection } from './connection.ts'
import { ForeignMessageError } from './errors.ts'
import type { MessageRuntime } from './message-runtime.ts'
import type { RouteOptions } from './request.ts'
import type { Response } from './response.ts'

/** What a request keeps for itself: how it came, and what was parsed of it on first read. */
export class RequestState {
  readonly runtime: MessageRuntime
  /** `undefined` over HTTP. */
  readonly connection: Connection | undefined
  /** Milliseconds since 1970. */
  readonly startedAt: number = Date.now()
  res: Response | undefined = undefined
  originalUrl: string | undefined
  /** As the router matched them; without prototype, and its own. */
  routeParams: Readonly<Record<string, string>> | undefined = undefined
  /** What `req.params` is, once someone reads or sets it. */
  params: Record<string, string> | undefined = undefined
  query: Record<string, unknown> | undefined = undefined
  cookies: Record<string, unknown> | undefined = undefined
  signedCookies: Record<string, unknown> | undefined = undefined
  /** Options of the routes entered, until someone reads `options`. */
  routeOptions: Readonly<RouteOptions> | undefined = undefined
  options: RouteOptions | undefined = undefined
  wantsJSON: boolean | undefined = undefined
  aborter: AbortController | undefined = undefined
  abortReason: Error | undefined = undefined

  constructor(runtime: MessageRuntime, connection?: Connection, originalUrl?: string) {
    this.runtime = runtime
    this.connection = connection
    this.originalUrl = originalUrl
  }
}

/**
 * State of one of our own requests.
 * @throws {ForeignMessageError} when another library made the request.
 */
export function requestState(req: object): RequestState {
  const state = 'requestState' in req ? req.requestState : undefined
  if (state instanceof RequestState) return state
  throw new ForeignMessageError('request')
}
