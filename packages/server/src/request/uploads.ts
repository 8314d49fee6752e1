import type { Readable, Writable } from 'node:stream'

/** A file on its way in: a stream of its bytes, with what the client says of it. */
export interface IncomingFile extends Readable {
  readonly field: string
  /** Name on the client's disk, without folders and control characters. It is the client's word: never a path. */
  readonly filename: string
  readonly headers: { readonly 'content-type': string }
  /** Bytes that have arrived. */
  readonly byteCount: number
  /** Where it is to be stored, once it has been named. */
  fd: string | undefined
  /** Same as `fd`, which streams of Node use for something else. */
  skipperFd: string | undefined
  /** Whatever an adapter wants to tell about the stored file. */
  extra: unknown
}

/** A file that was stored. @see Sails concepts: file uploads */
export interface UploadedFile {
  /** Where it is: for files on disk the absolute path. */
  readonly fd: string
  /** Bytes. */
  readonly size: number
  /** As the client says; `application/octet-stream` and the like are no proof of anything. */
  readonly type: string
  readonly filename: string
  readonly status: 'finished'
  readonly field: string
  readonly extra: unknown
}

/** Tells how far a file is. */
export interface UploadProgress {
  readonly id: string
  readonly fd: string
  /** The client's name of the file. */
  readonly name: string
  readonly field: string
  /** Bytes of this file that are stored. */
  readonly written: number
  /** Length of the whole request in bytes; `written` when the client does not tell. */
  readonly total: number
  /** `written` of `total`, 0 to 100. */
  readonly percent: number
}

/** Hears the name for a file from a `saveAs` function. */
export type SaveAsCallback = (error: unknown, name?: string) => void

/** Where uploads are kept: the contract of Skipper's adapters, such as skipper-disk. */
export interface UploadAdapter {
  /** Makes a stream of files. It stores each at its `fd`, then takes the next. */
  receive(options: Record<string, unknown>): Writable
  /** Removes a file; not being there is no error. */
  rm?(fd: string, done: (error?: unknown) => void): unknown
  read?(fd: string, done?: (error: unknown, bytes?: Buffer) => void): unknown
  ls?(dirname: string, done: (error: unknown, fds?: string[]) => void): unknown
}

/** What `upload()` may be told. */
export interface UploadOptions {
  /** Folder, from `http.uploads.dirname` if it is relative. */
  dirname?: string
  /** Name below `dirname`, or what chooses it. @default a UUID with the extension of the client's name */
  saveAs?: string | ((file: IncomingFile, done: SaveAsCallback) => unknown)
  /** Most bytes of all files of this upload, or text such as `'15mb'`. @default `http.uploads.maxBytes` */
  maxBytes?: number | string
  /** Most bytes of each file. @default `maxBytes` */
  maxFileBytes?: number | string
  /** Endings of names that are taken, such as `['png', 'jpg']`; another is a 415. @default all */
  extensions?: readonly string[]
  onProgress?: (progress: UploadProgress) => void
  /** @default the disk of this machine */
  adapter?: UploadAdapter | ((options: Record<string, unknown>) => UploadAdapter)
  /** Options of an adapter's own. */
  [option: string]: unknown
}

/** Hears of the end of an upload. */
export type UploadCallback = (error: unknown, files?: UploadedFile[]) => void

/**
 * The files of one field of a form, as `req.file()` gives them: an object stream of {@link IncomingFile}.
 * @see Sails reference: req.file()
 */
export interface UploadStream extends Readable {
  readonly fieldName: string
  /**
   * Stores the files. All or none: when it fails, nothing is left behind.
   * @throws {UploadTooLargeError} 413; {@link UploadPathError}, {@link UploadExtensionError}, {@link UploadUsageError},
   * {@link ClientGoneError}, what the adapter throws; the promise rejects with it, or the callback gets it
   */
  upload(options?: UploadOptions | Writable | string): Promise<UploadedFile[]>
  upload(callback: UploadCallback): this
  upload(options: UploadOptions | Writable | string, callback: UploadCallback): this
  /** Says that no further file is wanted or to be expected. */
  noMoreFiles(): void
  [Symbol.asyncIterator](): NodeJS.AsyncIterator<IncomingFile>
}
