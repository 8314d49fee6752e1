import type { Transform } from 'node:stream'

import type { Response } from './response.ts'

/** Compresses an app's answers over HTTP; the middleware `compress` gives it to each response. */
export interface AnswerCompression {
  /** Fewest bytes of a whole body that are compressed. */
  readonly threshold: number
  /**
   * Decides about one answer whose headers are set and not yet sent, and completes them.
   * @param byteCount Length of the body; `undefined` for one that is not known yet.
   * @returns `undefined` for an answer that goes out as it is
   */
  choose(res: Response, byteCount: number | undefined): Compressor | undefined
}

/** One way to compress. */
export interface Compressor {
  compress(body: Buffer): Promise<Buffer>
  createStream(): CompressionStream
}

/** Node's zlib streams can be told to give out what they have. */
export type CompressionStream = Transform & { flush(): void }

/** Where compressed bytes go. */
export interface CompressedOutput {
  /** @returns whether it takes more at once */
  write(bytes: Buffer): boolean
  end(): void
  fail(error: Error): void
  /** The writer of the body may go on. */
  drain(): void
}

/** A body that is compressed while it is written. */
export class CompressedBody {
  readonly #stream: CompressionStream
  #isFlushPlanned = false

  constructor(stream: CompressionStream, output: CompressedOutput) {
    this.#stream = stream
    stream.on('data', (bytes: Buffer) => {
      if (!output.write(bytes)) stream.pause()
    })
    stream.once('end', () => output.end())
    stream.once('error', (error) => output.fail(error))
    stream.on('drain', () => output.drain())
  }

  /** @returns whether more is taken at once */
  write(
    chunk: unknown,
    encoding: BufferEncoding,
    callback?: (error?: Error | null) => void,
  ): boolean {
    const takesMore = this.#stream.write(chunk, encoding, callback)
    this.#planFlush()
    return takesMore
  }

  end(chunk: unknown, encoding: BufferEncoding): void {
    if (chunk === undefined || chunk === null) this.#stream.end()
    else this.#stream.end(chunk, encoding)
  }

  /** The connection takes bytes again. */
  resume(): void {
    this.#stream.resume()
  }

  destroy(): void {
    this.#stream.destroy()
  }

  /** What is written now and then shall arrive now and then, and not when the compressor's buffer is full. */
  #planFlush(): void {
    if (this.#isFlushPlanned) return
    this.#isFlushPlanned = true
    setImmediate(() => {
      this.#isFlushPlanned = false
      if (!this.#stream.writableEnded && !this.#stream.destroyed) this.#stream.flush()
    })
  }
}
