import { extname } from 'node:path'

import type send from 'send'

import { loadLater } from '../../../load-later.ts'
import type { Next } from '../../../request/handler.ts'
import { fullContentType } from '../../../request/media-types.ts'
import type { HttpRequest } from '../../../request/request.ts'
import type { Response } from '../../../request/response.ts'
import type { HttpMiddleware } from '../http-middleware.ts'
import type { FileSettings } from './file-settings.ts'
import { isFingerprinted } from './is-fingerprinted.ts'
import { type StoredForm, findStoredForms } from './stored-forms.ts'

const sender = loadLater((require): typeof send => require('send'))

/**
 * Makes the built-in `www`: serves the files of a folder to GET and HEAD, with ETag, ranges and `index.html`. A folder's
 * address without slash is redirected. What lies outside the folder is not there; links inside it are followed, since
 * only who deploys the app can make them.
 */
export function createStaticFiles(settings: FileSettings): HttpMiddleware {
  return function www(req, res, next) {
    if (req.method === 'GET' || req.method === 'HEAD') {
      serve(req, res, next, settings, findStoredForms(req, settings.precompressed))
    } else {
      next()
    }
  }
}

/** Serves the first form that is there. */
function serve(
  req: HttpRequest,
  res: Response,
  next: Next,
  settings: FileSettings,
  [form, ...others]: readonly StoredForm[],
): void {
  if (form === undefined) {
    next()
    return
  }
  let isFileFound = false
  const { folder, cacheMs, dotfiles } = settings
  sender()(req, form.path, { root: folder, maxAge: cacheMs, dotfiles })
    .on('file', () => {
      isFileFound = true
    })
    .on('headers', (_res: unknown, file: string) => {
      describeFile(res, file, form, settings)
    })
    .on('directory', () => {
      redirectToFolder(req, res)
    })
    .on('error', (error: unknown) => {
      const status = statusOf(error)
      if (status >= 500) next(error)
      else if (isFileFound || (status === 403 && dotfiles === 'deny')) refuse(res, status, error)
      else serve(req, res, next, settings, others)
    })
    .pipe(res)
}

/** What `send` does not say of a file. */
function describeFile(res: Response, file: string, form: StoredForm, settings: FileSettings): void {
  res.setHeader('X-Content-Type-Options', 'nosniff')
  if (settings.precompressed) res.vary('Accept-Encoding')
  const name = form.encoding === undefined ? file : file.slice(0, file.lastIndexOf('.'))
  if (form.encoding !== undefined) res.setHeader('Content-Encoding', form.encoding)
  setType(res, extname(name))
  const cacheControl = cacheControlOf(name, settings)
  if (cacheControl !== undefined) res.setHeader('Cache-Control', cacheControl)
}

/** Texts of files have their charset in capitals, as in Sails. */
function setType(res: Response, extension: string): void {
  res.setHeader('Content-Type', fullContentType(extension).replace('=utf-8', '=UTF-8'))
}

/** `undefined` for what `http.cache` says. */
function cacheControlOf(file: string, { cacheMs, immutable }: FileSettings): string | undefined {
  // A page that browsers keep for long would name the scripts of an older version for as long.
  if (/\.html?$/i.test(file)) return 'public, max-age=0'
  const isKept = immutable && cacheMs >= 1_000 && isFingerprinted(file)
  return isKept ? 'public, max-age=31536000, immutable' : undefined
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
