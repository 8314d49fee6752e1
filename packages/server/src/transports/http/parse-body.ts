import type { RequestError } from '../../errors.ts'
import type { Next } from '../../request/handler.ts'
import type { HttpRequest } from '../../request/request.ts'
import type { BodySettings } from './body-settings.ts'
import { decompress } from './decompress.ts'
import type { HttpMiddleware } from './http-middleware.ts'
import { type BodyKind, parseBodyBytes } from './parse-body-bytes.ts'
import type { RawBodies } from './raw-bodies.ts'
import { readBody } from './read-body.ts'
import type { Uploads } from './uploads/create-uploads.ts'

const METHODS_WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What the steps of parsing share. */
interface BodyParser {
  readonly settings: BodySettings
  readonly rawBodies: Pick<RawBodies, 'keep'>
}

/**
 * Makes the built-in `bodyParser`: sets `req.body` from JSON and urlencoded bodies, and from the text fields of multipart
 * forms, whose files `req.file()` gives.
 *
 * `req.body` stays `undefined` for GET, HEAD and OPTIONS, and is `{}` when there is nothing to parse. A body without
 * content type is parsed if it happens to be JSON. The bytes of any other type stay in the request's stream for whoever
 * knows what to do with them; `req.raw()` and `req.text()` read them.
 */
export function createBodyParser(
  settings: BodySettings,
  uploads: Pick<Uploads, 'receive'>,
  rawBodies: Pick<RawBodies, 'keep'>,
): HttpMiddleware {
  return function bodyParser(req, res, next) {
    if (METHODS_WITHOUT_BODY.has(req.method) || req.body !== undefined) {
      next()
      return
    }
    const length = bodyLengthOf(req)
    const kind = length === 0 ? undefined : kindOf(req.headers['content-type'], settings)
    if (kind === undefined) {
      req.body = {}
      next()
      return
    }
    if (kind === 'multipart') {
      uploads.receive(req, res, next)
      return
    }
    readBody(req, length, settings.limit, (error, bytes) => {
      finishBody(req, kind, { settings, rawBodies }, error, bytes, next)
    })
  }
}

/** Bytes that follow the headers: 0 for none, `NaN` when the client does not say how many. */
function bodyLengthOf({ headers }: HttpRequest): number {
  if (headers['transfer-encoding'] !== undefined) return Number.NaN
  return Number(headers['content-length'] ?? 0)
}

/** What to parse a body as; `undefined` to leave it alone. */
function kindOf(
  contentType: string | undefined,
  { guessJson }: BodySettings,
): BodyKind | 'multipart' | undefined {
  if (contentType === undefined || contentType === '') return 'unknown'
  const end = contentType.indexOf(';')
  const type = (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase()
  if (type === 'application/json' || type.endsWith('+json')) return 'json'
  if (type === 'application/x-www-form-urlencoded') return 'form'
  if (type === 'multipart/form-data') return 'multipart'
  return guessJson && !type.startsWith('multipart/') ? 'unknown' : undefined
}

function finishBody(
  req: HttpRequest,
  kind: BodyKind,
  parser: BodyParser,
  error: RequestError | undefined,
  bytes: Buffer,
  next: Next,
): void {
  const { limit } = parser.settings
  const encoding = req.headers['content-encoding']
  if (error !== undefined) {
    next(error)
  } else if (encoding === undefined || encoding === 'identity') {
    setBody(req, kind, bytes, parser, next)
  } else {
    decompress(bytes, encoding.trim().toLowerCase(), limit).then(
      (plain) => setBody(req, kind, plain, parser, next),
      next,
    )
  }
}

function setBody(
  req: HttpRequest,
  kind: BodyKind,
  bytes: Buffer,
  { settings, rawBodies }: BodyParser,
  next: Next,
): void {
  rawBodies.keep(req, bytes)
  try {
    req.body = parseBodyBytes(kind, bytes, req.headers['content-type'], settings.strict)
  } catch (error) {
    next(error)
    return
  }
  next()
}
