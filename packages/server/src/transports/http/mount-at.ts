import type { HttpRequest } from '../../request/request.ts'
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
    const unmount = mount(req, url.slice(0, prefix.length))
    req.url = rest.startsWith('/') ? rest : `/${rest}`
    return middleware(req, res, (error) => {
      req.url = url
      unmount()
      next(error)
    })
  }
}

/**
 * Tells a mounted Express application where it stands. As own members, since it looks for them on a request that it has
 * given a prototype of its own.
 * @returns what takes them away again
 */
function mount(req: HttpRequest, baseUrl: string): () => void {
  const { originalUrl } = req
  for (const [name, value] of Object.entries({ originalUrl, baseUrl })) {
    Object.defineProperty(req, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    })
  }
  return () => {
    Reflect.deleteProperty(req, 'originalUrl')
    Reflect.deleteProperty(req, 'baseUrl')
  }
}

function isBelow(prefix: string, url: string): boolean {
  const end = url[prefix.length]
  return (
    (end === undefined || end === '/' || end === '?') &&
    url.slice(0, prefix.length).toLowerCase() === prefix
  )
}
