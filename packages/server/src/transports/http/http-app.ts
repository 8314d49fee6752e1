import type { IncomingMessage, ServerResponse } from 'node:http'

import { BadMiddlewareError } from './errors.ts'
import { type AnyMiddleware, takesError } from './http-middleware.ts'
import { mountAt } from './mount-at.ts'

/** Hears each request of an HTTP server. */
export type RequestListener = (req: IncomingMessage, res: ServerResponse) => void

/**
 * What stands for Express' application in `sails.hooks.http.app`: the listener of the HTTP server, to which hooks add
 * middleware.
 */
export interface HttpApp {
  (req: IncomingMessage, res: ServerResponse): void
  /**
   * Adds middleware that runs after those of `http.middleware` and before the router; with a path first, only below it.
   * Arrays are flattened.
   * @throws {BadMiddlewareError} for what is no function
   */
  use(...args: unknown[]): HttpApp
}

/**
 * Makes the application around a request listener.
 * @param add Called with each middleware that is added.
 */
export function createHttpApp(
  listener: RequestListener,
  add: (middleware: AnyMiddleware) => void,
): HttpApp {
  function use(...args: unknown[]): HttpApp {
    const [first, ...others] = args
    const path = typeof first === 'string' ? first : '/'
    for (const middleware of (typeof first === 'string' ? others : args).flat(Infinity)) {
      if (!isMiddleware(middleware)) throw new BadMiddlewareError(middleware)
      add(takesError(middleware) ? middleware : mountAt(path, middleware))
    }
    return app
  }
  const app: HttpApp = Object.assign(
    (req: IncomingMessage, res: ServerResponse) => {
      listener(req, res)
    },
    { use },
  )
  return app
}

function isMiddleware(value: unknown): value is AnyMiddleware {
  return typeof value === 'function'
}
