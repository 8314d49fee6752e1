import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type { IncomingFile, UploadProgress } from '../../../request/uploads.ts'

type Done = (error?: Error | null) => void

/** A file that is written under a name of no meaning until all files are complete. */
interface WrittenFile {
  readonly temporary: string
  readonly path: string
  isInPlace: boolean
}

/**
 * Takes files and writes each to the absolute path in its `fd`. They appear there when all are complete; when the stream
 * is destroyed before, none of them is left and what was there before still is. Emits `progress`.
 */
export class DiskReceiver extends Writable {
  readonly #files: WrittenFile[] = []
  readonly #onProgress: ((progress: UploadProgress) => void) | undefined
  readonly #requestBytes: number

  /** @param requestBytes Length of the whole request; `NaN` when the client does not tell. */
  constructor(onProgress: ((progress: UploadProgress) => void) | undefined, requestBytes: number) {
    super({ objectMode: true })
    this.#onProgress = onProgress
    this.#requestBytes = requestBytes
  }

  override _write(file: IncomingFile, _encoding: BufferEncoding, done: Done): void {
    this.#store(file, file.fd ?? '').then(() => done(), done)
  }

  override _final(done: Done): void {
    this.#putInPlace().then(() => done(), done)
  }

  override _destroy(error: Error | null, done: Done): void {
    if (this.writableFinished) done(error)
    else this.#removeAll().then(() => done(error), done)
  }

  async #store(file: IncomingFile, path: string): Promise<void> {
    const folder = dirname(path)
    await mkdir(folder, { recursive: true })
    const written = { temporary: join(folder, `.${randomUUID()}.part`), path, isInPlace: false }
    this.#files.push(written)
    const target = createWriteStream(written.temporary, { flags: 'wx' })
    await pipeline(file, (bytes: AsyncIterable<Buffer>) => this.#report(bytes, file, path), target)
  }

  async *#report(
    bytes: AsyncIterable<Buffer>,
    file: IncomingFile,
    fd: string,
  ): AsyncGenerator<Buffer> {
    const id = randomUUID()
    let written = 0
    for await (const chunk of bytes) {
      yield chunk
      written += chunk.length
      const total = Number.isNaN(this.#requestBytes) ? written : this.#requestBytes
      const percent = Math.floor((written / total) * 100)
      const { filename: name, field } = file
      const progress: UploadProgress = { id, fd, name, field, written, total, percent }
      this.#onProgress?.(progress)
      this.emit('progress', progress)
    }
  }

  async #putInPlace(): Promise<void> {
    for (const file of this.#files) {
      // oxlint-disable-next-line no-await-in-loop -- in order: of two files with one name the last one stays
      await rename(file.temporary, file.path)
      file.isInPlace = true
    }
  }

  async #removeAll(): Promise<void> {
    const paths = this.#files.map((file) => (file.isInPlace ? file.path : file.temporary))
    await Promise.all(paths.map((path) => rm(path, { force: true })))
  }
}
