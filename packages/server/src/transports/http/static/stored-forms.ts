import type { HttpRequest } from '../../../request/request.ts'

/** A file as it may be stored: as it is, or compressed beside itself. */
export interface StoredForm {
  /** Path of the file's address. */
  readonly path: string
  /** `undefined` for the file itself. */
  readonly encoding: 'br' | 'gzip' | undefined
}

const COMPRESSED = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const

/**
 * Where the answer to a request for a file may be stored, best first: `app.js.br` for clients that read Brotli,
 * `app.js.gz`, `app.js`.
 */
export function findStoredForms(req: HttpRequest, precompressed: boolean): readonly StoredForm[] {
  const plain: StoredForm = { path: req.path, encoding: undefined }
  if (!precompressed || req.headers['accept-encoding'] === undefined) return [plain]
  const file = req.path.endsWith('/') ? `${req.path}index.html` : req.path
  const taken = COMPRESSED.filter(({ encoding }) => req.acceptsEncodings(encoding) !== false)
  const compressed = taken.map(({ encoding, ending }) => ({ path: file + ending, encoding }))
  return [...compressed, plain]
}
