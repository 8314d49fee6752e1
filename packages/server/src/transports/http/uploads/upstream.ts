import { Readable, type Writable } from 'node:stream'

import type {
  UploadCallback,
  UploadOptions,
  UploadStream,
  UploadedFile,
} from '../../../request/uploads.ts'
import { UploadTooLargeError, UploadUnusedError } from './errors.ts'
import { type FileDescription, FilePart } from './file-part.ts'
import { storeFiles } from './store-files.ts'
import { type UploadPlan, parseUploadOptions, splitUploadArguments } from './upload-arguments.ts'
import type { UploadSettings } from './upload-settings.ts'

/** What an upstream knows of the form that it is a part of. */
export interface UpstreamForm {
  readonly settings: UploadSettings
  /** Length of the whole request in bytes; `NaN` when the client does not tell. */
  readonly requestBytes: number
  /** Bytes of a file have come. */
  onBytes(count: number): void
  /** A file waits, and the form cannot go on without somebody who reads it. */
  onFull(): void
  /** An upload may have that many bytes, whatever a request may have otherwise. */
  allow(maxBytes: number): void
  /** Keeps the app from lowering until something is over. */
  track(work: Promise<unknown>): void
  /** A callback has thrown. */
  onThrow(error: unknown): void
}

/**
 * The files of one field. They wait for somebody who takes them: `upload()`, `pipe()` or `for await`; after
 * `maxTimeToBuffer` they are thrown away, and whoever comes later is told.
 */
export class Upstream extends Readable implements UploadStream {
  readonly fieldName: string
  readonly #form: UpstreamForm
  readonly #parts: FilePart[] = []
  #maxBytes: number
  #maxFileBytes: number
  #bytes = 0
  #isTaken = false
  #isComplete = false
  #unused: NodeJS.Timeout | undefined = undefined

  constructor(fieldName: string, form: UpstreamForm) {
    super({ objectMode: true })
    this.fieldName = fieldName
    this.#form = form
    this.#maxBytes = form.settings.maxBytes
    this.#maxFileBytes = form.settings.maxBytes
    // Failures reach whoever takes the files; when nobody does, they must not end the process.
    this.on('error', () => undefined)
    // Both ways of reading a stream, pipes and `for await` among them, begin with one of these.
    this.on('newListener', (event) => {
      if (event === 'data' || event === 'readable') this.#take()
    })
  }

  /** Whether somebody takes the files. */
  get isTaken(): boolean {
    return this.#isTaken
  }

  upload(options?: UploadOptions | Writable | string): Promise<UploadedFile[]>
  upload(callback: UploadCallback): this
  upload(options: UploadOptions | Writable | string, callback: UploadCallback): this
  upload(...values: unknown[]): Promise<UploadedFile[]> | this {
    const { given, callback } = splitUploadArguments(values)
    const stored = this.#store(given)
    this.#form.track(stored)
    if (callback === undefined) return stored
    stored
      .then(
        (files) => callback(null, files),
        (error: unknown) => callback(error),
      )
      .catch((error: unknown) => this.#form.onThrow(error))
    return this
  }

  noMoreFiles(): void {
    if (this.#isComplete) return
    this.#isComplete = true
    this.push(null)
  }

  /** Adds a file that has begun to arrive. */
  add(source: Readable, description: FileDescription): void {
    if (this.destroyed || this.#isComplete) {
      source.resume()
      return
    }
    const part = new FilePart(source, description, {
      onBytes: (count) => this.#count(count),
      onFull: () => this.#isTaken || this.#form.onFull(),
    })
    this.#parts.push(part)
    this.push(part)
    if (!this.#isTaken) this.#waitForUse()
  }

  override _read(): void {
    // Files come when the client sends them.
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#unused)
    this.#isComplete = true
    // At the end of the form its files may still be read; before it, nobody wants them any more.
    const unwanted = this.readableEnded ? [] : this.#parts
    for (const part of unwanted) {
      if (error === null) part.destroy()
      else part.fail(error)
    }
    done(error)
  }

  override [Symbol.asyncIterator](): NodeJS.AsyncIterator<FilePart> {
    return super[Symbol.asyncIterator]()
  }

  async #store(given: unknown): Promise<UploadedFile[]> {
    let plan: UploadPlan
    try {
      plan = parseUploadOptions(given)
    } catch (error) {
      this.destroy()
      throw error
    }
    this.#limit(plan)
    const { settings, requestBytes } = this.#form
    return storeFiles(this, plan, {
      root: settings.dirname,
      requestBytes,
      maxBytes: this.#maxBytes,
      onProgress: (progress) => this.emit('progress', progress),
    })
  }

  #limit({ maxBytes, maxFileBytes }: UploadPlan): void {
    if (maxBytes !== undefined) this.#form.allow(maxBytes)
    this.#maxBytes = maxBytes ?? this.#maxBytes
    this.#maxFileBytes = maxFileBytes ?? this.#maxBytes
  }

  #take(): void {
    if (this.#isTaken) return
    this.#isTaken = true
    clearTimeout(this.#unused)
    this.#check()
  }

  #count(bytes: number): void {
    this.#bytes += bytes
    this.#form.onBytes(bytes)
    // Until somebody takes the files the limits are not known; what waits in memory has a bound of its own.
    if (this.#isTaken) this.#check()
  }

  #check(): void {
    if (this.#bytes > this.#maxBytes) {
      this.destroy(new UploadTooLargeError('upload', this.#maxBytes))
    } else if (this.#parts.some(({ byteCount }) => byteCount > this.#maxFileBytes)) {
      this.destroy(new UploadTooLargeError('file', this.#maxFileBytes))
    }
  }

  #waitForUse(): void {
    const { maxTimeToBuffer } = this.#form.settings
    this.#unused ??= setTimeout(() => {
      this.destroy(new UploadUnusedError(this.fieldName, maxTimeToBuffer))
    }, maxTimeToBuffer).unref()
  }
}
