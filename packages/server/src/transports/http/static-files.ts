import type send from 'send'

import { loadLater } from '../../load-later.ts'
import type { HttpRequest } from '../../request/request.ts'
import type { Response } from '../../request/response.ts'
import type { HttpMiddleware } from './http-middleware.ts'

const sender = loadLater((require): typeof send => require('send'))

/**
 * Makes the built-in `www`: serves the files of a folder to GET and HEAD, with ETag, ranges and `index.html`. A folder's
 * address without slash is redirected. Dot-files, and whatever lies outside the folder, are not there.
 * @param cacheMs Milliseconds that clients may keep a file.
 */
export function createStaticFiles(folder: string, cacheMs: number): HttpMiddleware {
  return function www(req, res, next) {
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      next()
      return
    }
    let isFileFound = false
    sender()(req, req.path, { root: folder, maxAge: cacheMs, dotfiles: 'ignore' })
      .on('file', () => {
        isFileFound = true
      })
      .on('headers', () => {
        res.setHeader('X-Content-Type-Options', 'nosniff')
      })
      .on('directory', () => {
        redirectToFolder(req, res)
      })
      .on('error', (error: unknown) => {
        const status = statusOf(error)
        if (status >= 500) next(error)
        else if (isFileFound) refuse(res, status, error)
        else next()
      })
      .pipe(res)
  }
}

/** Adds the slash that relative links in the folder's page rely on. */
function redirectToFolder(req: HttpRequest, res: Response): void {
  const { originalUrl } = req
  const queryStart = originalUrl.indexOf('?')
  const path = queryStart === -1 ? originalUrl : originalUrl.slice(0, queryStart)
  const query = queryStart === -1 ? '' : originalUrl.slice(queryStart)
  // Two slashes at the start would send the browser to another host.
  const location = `${path.replace(/^[/\\]+/, '/')}/${query}`
  res.writeHead(301, { location, 'content-length': 0 })
  res.end()
}

/** The file is there, but not in the way that was asked for: a range beyond its end, a precondition that fails. */
function refuse(res: Response, status: number, error: unknown): void {
  const headers = error instanceof Error && 'headers' in error ? error.headers : undefined
  if (typeof headers === 'object' && headers !== null) res.set({ ...headers })
  res.sendStatus(status)
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  return typeof status === 'number' ? status : 500
}
