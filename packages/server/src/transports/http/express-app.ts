import type { AnyMiddleware, HttpMiddleware } from './http-middleware.ts'

/**
 * Lets an Express application stand among middleware. It gives requests and responses prototypes of its own; what it
 * does not answer goes on with ours.
 */
export function keepPrototypes(middleware: AnyMiddleware): AnyMiddleware {
  return isExpressApp(middleware) ? restorePrototypes(middleware) : middleware
}

function restorePrototypes(app: HttpMiddleware): HttpMiddleware {
  return (req, res, next) => {
    const ofRequest: object | null = Object.getPrototypeOf(req)
    const ofResponse: object | null = Object.getPrototypeOf(res)
    return app(req, res, (error) => {
      Object.setPrototypeOf(req, ofRequest)
      Object.setPrototypeOf(res, ofResponse)
      next(error)
    })
  }
}

function isExpressApp(middleware: AnyMiddleware): middleware is HttpMiddleware {
  return 'handle' in middleware && 'engine' in middleware
}
