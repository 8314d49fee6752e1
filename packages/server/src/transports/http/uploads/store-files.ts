import { extname } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

import type { IncomingFile, UploadAdapter, UploadedFile } from '../../../request/uploads.ts'
import { DiskReceiver } from './disk-receiver.ts'
import { UploadExtensionError, UploadTooLargeError } from './errors.ts'
import type { FilePart } from './file-part.ts'
import { type FilePlace, nameFile } from './name-file.ts'
import type { UploadPlan } from './upload-arguments.ts'

/** Where files go. */
export interface Storage {
  /** Absolute path of the folder for files on disk. */
  readonly root: string
  /** Length of the whole request in bytes; `NaN` when the client does not tell. */
  readonly requestBytes: number
  /** Most bytes of all files together, for an adapter's own limit that is reached before ours. */
  readonly maxBytes: number
  /** Hears how far each file is, from receivers that tell. */
  onProgress(progress: unknown): void
}

/**
 * Stores files one after the other: all of them, or none.
 * @throws {UploadExtensionError} {@link UploadPathError}, why a file broke off, what the receiver or its adapter throws
 */
export async function storeFiles(
  files: AsyncIterable<FilePart>,
  plan: UploadPlan,
  storage: Storage,
): Promise<UploadedFile[]> {
  const receiver = createReceiver(plan, storage)
  receiver.on('progress', (progress: unknown) => storage.onProgress(progress))
  // What it says is heard where it is written to; one that fails later must not end the process.
  receiver.on('error', () => undefined)
  const begun: FilePart[] = []
  try {
    for await (const file of files) {
      checkExtension(file, plan.extensions)
      const place = await nameFile(file, plan.options, storage.root)
      file.fd = fdFor(receiver, place)
      file.skipperFd = file.fd
      begun.push(file)
      await write(receiver, file)
      if (file.failure !== undefined) throw file.failure
    }
    await end(receiver)
    return begun.map(toUploadedFile)
  } catch (error) {
    await forget(receiver, begun, plan.adapter)
    throw toUploadError(error, storage)
  }
}

function createReceiver(plan: UploadPlan, { requestBytes }: Storage): Writable {
  const { receiver, adapter, options } = plan
  if (receiver !== undefined) return receiver
  if (adapter !== undefined) return adapter.receive({ ...options })
  return new DiskReceiver(options.onProgress, requestBytes)
}

function checkExtension(
  { filename }: IncomingFile,
  extensions: readonly string[] | undefined,
): void {
  if (extensions === undefined || extensions.includes(extname(filename).toLowerCase())) return
  throw new UploadExtensionError(filename, extensions)
}

function fdFor(receiver: Writable, { path, fd }: FilePlace): string {
  return receiver instanceof DiskReceiver ? path : fd
}

/** Resolves when the receiver wants the next file. Some emit `error` instead of calling back. */
async function write(receiver: Writable, file: FilePart): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    receiver.once('error', reject)
    receiver.write(file, (error) => {
      receiver.off('error', reject)
      if (error) reject(error)
      else resolve()
    })
  })
}

async function end(receiver: Writable): Promise<void> {
  receiver.end()
  await finished(receiver, { readable: false })
}

/** Removes what has been stored. A receiver of ours does that itself, and keeps what was there before. */
async function forget(
  receiver: Writable,
  begun: readonly FilePart[],
  adapter: UploadAdapter | undefined,
): Promise<void> {
  if (receiver instanceof DiskReceiver) {
    if (receiver.closed) return
    const isClosed = new Promise((resolve) => receiver.once('close', resolve))
    receiver.destroy()
    await isClosed
    return
  }
  receiver.destroy()
  await Promise.all(begun.map(async ({ fd }) => remove(adapter, fd ?? '')))
}

/** What cannot be removed is the adapter's business: the upload fails for another reason, which counts. */
async function remove(adapter: UploadAdapter | undefined, fd: string): Promise<void> {
  if (adapter?.rm === undefined) return
  await new Promise<void>((resolve) => {
    try {
      const result: unknown = adapter.rm?.(fd, () => resolve())
      if (result instanceof Promise)
        result.then(
          () => resolve(),
          () => resolve(),
        )
    } catch {
      resolve()
    }
  })
}

/** Adapters of Skipper count bytes themselves, with an error that has our code and no status. */
function toUploadError(error: unknown, { maxBytes }: Storage): unknown {
  if (error instanceof UploadTooLargeError) return error
  const isLimit =
    error instanceof Error && 'code' in error && error.code === 'E_EXCEEDS_UPLOAD_LIMIT'
  return isLimit ? new UploadTooLargeError('upload', maxBytes, { cause: error }) : error
}

function toUploadedFile(file: FilePart): UploadedFile {
  return {
    fd: file.fd ?? '',
    size: file.byteCount,
    type: file.headers['content-type'],
    filename: file.filename,
    status: 'finished',
    field: file.field,
    extra: file.extra,
  }
}
