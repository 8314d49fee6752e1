import { isJson, isTextual } from './media-types.ts'

/** Gathers what is written to a virtual answer. */
export class CollectedBody {
  readonly #chunks: (string | Buffer)[] = []
  #bytes = 0
  #isText = true

  /**
   * Adds a chunk; a `string` is text in that encoding, UTF-8 if it is none.
   * @returns Bytes that there are now.
   * @throws {TypeError} when it is neither text nor bytes.
   */
  add(chunk: unknown, encoding: unknown): number {
    if (typeof chunk === 'string') this.#addText(chunk, encoding)
    else if (ArrayBuffer.isView(chunk)) this.#addBytes(chunk)
    else throw new TypeError('Only text and bytes can be written to a response.')
    return this.#bytes
  }

  /** Text as text and bytes as bytes, unless the Content-Type says that the bytes are text; JSON is read. */
  toBody(contentType: string | undefined): unknown {
    if (!this.#isText && (contentType === undefined || !isTextual(contentType))) {
      return Buffer.concat(this.#chunks.map((chunk) => Buffer.from(chunk)))
    }
    const text = this.#isText
      ? this.#chunks.join('')
      : Buffer.concat(this.#chunks.map((chunk) => Buffer.from(chunk))).toString()
    return contentType !== undefined && isJson(contentType) ? readJson(text) : text
  }

  #addText(text: string, encoding: unknown): void {
    if (isOtherEncoding(encoding)) {
      this.#addBytes(Buffer.from(text, encoding))
    } else {
      this.#chunks.push(text)
      this.#bytes += Buffer.byteLength(text)
    }
  }

  #addBytes(view: ArrayBufferView): void {
    // A copy: the writer may use its buffer again, as file streams do.
    const bytes = Buffer.from(Buffer.from(view.buffer, view.byteOffset, view.byteLength))
    this.#isText = false
    this.#chunks.push(bytes)
    this.#bytes += bytes.length
  }
}

function isOtherEncoding(encoding: unknown): encoding is BufferEncoding {
  return typeof encoding === 'string' && Buffer.isEncoding(encoding) && !/^utf-?8$/i.test(encoding)
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return text
  }
}
