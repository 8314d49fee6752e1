import { loadLater } from '../../../load-later.ts'
import type { AnswerCompression } from '../../../request/compressed-body.ts'
import type { Response } from '../../../request/response.ts'
import { COMPRESSORS } from './compressors.ts'
import { isCompressible } from './is-compressible.ts'

/** The part of negotiator that is used; its published types do not know of `preferred`. */
type Negotiator = new (req: object) => {
  encodings(available: string[], options: { preferred: string[] }): string[]
}

const negotiator = loadLater((require): Negotiator => require('negotiator'))

/** Ours, best first. */
const ENCODINGS = [...COMPRESSORS.keys()]

/**
 * Decides how an answer is compressed, and sets the headers that say so. `Vary` is set wherever another client or a
 * longer answer could get other bytes, so that shared caches keep them apart.
 * @param threshold Fewest bytes of a body that is known in whole.
 */
export function chooseCompressor(threshold: number): AnswerCompression['choose'] {
  return (res, byteCount) => {
    if (!mayBeCompressed(res)) return undefined
    res.vary('Accept-Encoding')
    if (byteCount !== undefined && byteCount < threshold) return undefined
    const encoding = preferredEncoding(res)
    const compressor = COMPRESSORS.get(encoding ?? '')
    if (encoding === undefined || compressor === undefined) return undefined
    describe(res, encoding)
    return compressor
  }
}

function mayBeCompressed(res: Response): boolean {
  const { statusCode } = res
  if (statusCode < 200 || statusCode === 204 || statusCode === 206 || statusCode === 304)
    return false
  const [done, control] = [res.getHeader('content-encoding'), res.getHeader('cache-control')]
  if (done !== undefined && done !== 'identity') return false
  if (/\bno-transform\b/i.test(String(control))) return false
  return isCompressible(res.getHeader('content-type'))
}

function preferredEncoding({ req }: Response): string | undefined {
  if (req.headers['accept-encoding'] === undefined) return undefined
  const NegotiatorClass = negotiator()
  const [best] = new NegotiatorClass(req).encodings([...ENCODINGS, 'identity'], {
    preferred: ENCODINGS,
  })
  return best
}

/** What was true of the plain bytes, and is not of the compressed ones, goes. */
function describe(res: Response, encoding: string): void {
  res.setHeader('Content-Encoding', encoding)
  for (const name of ['Content-Length', 'Accept-Ranges']) {
    if (res.hasHeader(name)) res.removeHeader(name)
  }
  const etag = res.getHeader('etag')
  if (typeof etag === 'string' && etag.startsWith('"')) res.setHeader('ETag', `W/${etag}`)
}
