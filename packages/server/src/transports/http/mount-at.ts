import type { HttpMiddleware } from './http-middleware.ts'

/**
 * Limits middleware to the paths below a prefix, which it then does not see in `req.url`, as Connect and Express do.
 * @param path `/admin` or `/admin/`; `/` for every path.
 */
export function mountAt(path: string, middleware: HttpMiddleware): HttpMiddleware {
  const prefix = path.replace(/\/+$/, '').toLowerCase()
  if (prefix === '') return middleware
  return (req, res, next) => {
    const { url } = req
    if (!isBelow(prefix, url)) {
      next()
      return undefined
    }
    const rest = url.slice(prefix.length)
    req.url = rest.startsWith('/') ? rest : `/${rest}`
    return middleware(req, res, (error) => {
      req.url = url
      next(error)
    })
  }
}

function isBelow(prefix: string, url: string): boolean {
  const end = url[prefix.length]
  return (
    (end === undefined || end === '/' || end === '?') &&
    url.slice(0, prefix.length).toLowerCase() === prefix
  )
}
