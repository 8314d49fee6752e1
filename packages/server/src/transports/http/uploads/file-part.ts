import { type Readable, Transform, type TransformCallback } from 'node:stream'

import type { IncomingFile } from '../../../request/uploads.ts'

/** Bytes of a file that wait in memory until somebody reads it; then the client has to wait. */
const BUFFERED_BYTES = 65_536

/** What a client says of a file. */
export interface FileDescription {
  readonly field: string
  readonly filename: string
  readonly type: string
}

/** Watches over the bytes of a file. */
export interface FileWatch {
  /** Some bytes have come; it may fail the file. */
  onBytes(count: number): void
  /** Nobody reads, and no more bytes are taken. */
  onFull(): void
}

/** A file of a form on its way from the parser to whoever wants it. It counts its bytes. */
export class FilePart extends Transform implements IncomingFile {
  readonly field: string
  /** Name of the field, as Skipper has it. */
  readonly name: string
  readonly filename: string
  readonly headers: { readonly 'content-type': string }
  byteCount = 0
  fd: string | undefined = undefined
  skipperFd: string | undefined = undefined
  extra: unknown = undefined
  failure: Error | undefined = undefined
  readonly #source: Readable
  readonly #watch: FileWatch

  constructor(source: Readable, { field, filename, type }: FileDescription, watch: FileWatch) {
    super({ readableHighWaterMark: BUFFERED_BYTES })
    this.field = field
    this.name = field
    this.filename = filename
    this.headers = { 'content-type': type }
    this.#source = source
    this.#watch = watch
    // The upload hears of every failure, and whoever reads too: a file that nobody reads must not end the process.
    this.on('error', () => undefined)
    source.pipe(this)
  }

  /** Where the upload is told of the file's failure, those that read it are too. Does nothing to a complete file. */
  fail(error: Error): void {
    if (this.writableFinished || this.failure !== undefined) return
    this.failure = error
    this.#release()
    if (this.readableFlowing === null) {
      this.destroy(error)
      return
    }
    // Receivers that pipe the file do not hear that it is destroyed: they wait for its end.
    this.emit('error', error)
    if (!this.destroyed) this.end()
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.byteCount += chunk.length
    this.#watch.onBytes(chunk.length)
    if (this.failure === undefined && !this.push(chunk)) this.#watch.onFull()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#release()
    done(error)
  }

  /** Throws the rest away, so that the form can go on. */
  #release(): void {
    this.#source.unpipe(this)
    this.#source.resume()
  }
}
