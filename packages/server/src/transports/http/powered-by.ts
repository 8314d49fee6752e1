import type { HttpMiddleware } from './http-middleware.ts'

/** The `poweredBy` middleware, for apps that want to say what they run on. */
export const poweredBy: HttpMiddleware = (_req, res, next) => {
  res.setHeader('X-Powered-By', 'halyard')
  next()
}
