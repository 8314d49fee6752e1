import type { IncomingMessage, ServerResponse } from 'node:http'

import type { HookHost } from '../../hook/hook-host.ts'
import type { HttpRequest } from '../../request/request.ts'
import type { Response } from '../../request/response.ts'
import { ForeignServerError } from './errors.ts'
import type { RequestListener } from './http-app.ts'
import type { Chain } from './middleware-chain.ts'

/** Middleware around the router. */
export interface Chains {
  before: Chain
  /** For what no route answered. */
  after: Chain
  /** For errors that nobody has taken: middleware of four parameters behind the router. */
  failed: Chain
}

/**
 * Makes the listener of the HTTP server: middleware, the pipeline, and for what no route answered more middleware.
 * @param chains Read at each request, so that middleware can be added while the app lifts.
 */
export function createRequestListener(host: HookHost, chains: Readonly<Chains>): RequestListener {
  function route(req: HttpRequest, res: Response): void {
    host.runRequest(
      req,
      res,
      (otherwise) => {
        chains.after(req, res, (error) => {
          if (error === undefined) otherwise()
          else host.answerError(error, req, res)
        })
      },
      (error, otherwise) => chains.failed(req, res, (left) => otherwise(left ?? error), error),
    )
  }
  return (req, res) => {
    if (!isOurRequest(req, host) || !isOurResponse(res, host)) {
      refuseForeign(res, host)
      return
    }
    chains.before(req, res, (error) => {
      // Looked up here and not on arrival: the body may have taken a while.
      if (host.phase !== 'ready') res.shouldKeepAlive = false
      if (error === undefined) route(req, res)
      else {
        chains.failed(req, res, (left) => host.answerError(left ?? error, req, res), error)
      }
    })
  }
}

/** A throw here would end the process. */
function refuseForeign(res: ServerResponse, { log }: HookHost): void {
  const error = new ForeignServerError()
  log.error(error.message)
  res.writeHead(500, { 'content-type': 'application/json' })
  res.end(JSON.stringify({ code: error.code, message: error.message }))
}

function isOurRequest(req: IncomingMessage, host: HookHost): req is IncomingMessage & HttpRequest {
  return req instanceof host.messages.HttpRequest
}

function isOurResponse(res: ServerResponse, host: HookHost): res is ServerResponse & Response {
  return res instanceof host.messages.HttpResponse
}
