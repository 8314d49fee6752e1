import { randomUUID } from 'node:crypto'
import { extname, isAbsolute, join, relative, resolve } from 'node:path'

import type { IncomingFile, UploadOptions } from '../../../request/uploads.ts'
import { UploadPathError, UploadUsageError } from './errors.ts'

/** A stored file's place. */
export interface FilePlace {
  /** Absolute, for the disk. */
  readonly path: string
  /** `dirname` and name, for adapters: what it means is theirs. */
  readonly fd: string
}

/**
 * Finds the place of a file, which is below its folder whatever `saveAs` gives.
 * @param root Absolute path, from where `dirname` starts.
 * @throws {UploadPathError} {@link UploadUsageError}, what `saveAs` throws
 */
export async function nameFile(
  file: IncomingFile,
  { saveAs, dirname }: UploadOptions,
  root: string,
): Promise<FilePlace> {
  const folder = resolve(root, dirname ?? '')
  const name =
    typeof saveAs === 'function' ? await askForName(saveAs, file) : (saveAs ?? newName(file))
  if (name === '' || name.includes('\0')) throw new UploadPathError(name, folder)
  const path = resolve(folder, name)
  const below = relative(folder, path)
  if (below === '' || /^\.\.(?:[/\\]|$)/.test(below) || isAbsolute(below)) {
    throw new UploadPathError(name, folder)
  }
  return { path, fd: dirname === undefined ? below : join(dirname, below) }
}

/** The client's extension is kept only as far as it can mean nothing else. */
function newName({ filename }: IncomingFile): string {
  const extension = extname(filename)
  return randomUUID() + (/^\.[\w-]{1,20}$/.test(extension) ? extension : '')
}

/** With a callback, as Skipper calls it, or with a returned name or promise. */
async function askForName(
  saveAs: Exclude<UploadOptions['saveAs'], string | undefined>,
  file: IncomingFile,
): Promise<string> {
  const name: unknown = await new Promise((done, fail) => {
    const result = saveAs(file, (error, given) => {
      if (error) fail(error)
      else done(given)
    })
    if (saveAs.length < 2 || result instanceof Promise)
      Promise.resolve(result).then((given) => {
        if (given !== undefined || saveAs.length < 2) done(given)
      }, fail)
  })
  if (typeof name === 'string') return name
  throw new UploadUsageError(`saveAs gave ${String(name)} instead of a name.`)
}
