import type { MessageClasses } from '../../request/create-message-classes.ts'
import { requestBytes } from '../../request/request-bytes.ts'
import type { HttpRequest, Request } from '../../request/request.ts'
import { decompress } from './decompress.ts'
import { BodyTakenError } from './errors.ts'
import { toText } from './parse-body-bytes.ts'
import { readBody } from './read-body.ts'

/** The bodies of an app's HTTP requests, as they were sent. */
export class RawBodies {
  readonly #bodies = new WeakMap<HttpRequest, Buffer | Promise<Buffer>>()
  readonly #limit: number

  /** @param limit Most bytes of a body that nobody has read yet. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Keeps what the body parser has read, for as long as there is the request. */
  keep(req: HttpRequest, bytes: Buffer): void {
    this.#bodies.set(req, bytes)
  }

  /** @throws (rejects) {BodyTakenError} {BodyTooLargeError} {BodyUnsupportedError}, or why the client went away */
  async get(req: HttpRequest): Promise<Buffer> {
    const known = this.#bodies.get(req)
    if (known !== undefined) return known
    if (req.readableDidRead || req.readableFlowing !== null) throw new BodyTakenError()
    const bytes = this.#read(req)
    this.#bodies.set(req, bytes)
    return bytes
  }

  async #read(req: HttpRequest): Promise<Buffer> {
    const length = Number(req.headers['content-length'] ?? Number.NaN)
    const sent = await new Promise<Buffer>((resolve, reject) => {
      const { signal } = req
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      readBody(req, length, this.#limit, (error, bytes) => {
        if (error === undefined) resolve(bytes)
        else reject(error)
      })
    })
    const encoding = req.headers['content-encoding']?.trim().toLowerCase()
    if (encoding === undefined || encoding === 'identity') return sent
    return decompress(sent, encoding, this.#limit)
  }
}

/** Defines `req.raw()` and `req.text()`. */
export function defineRawBodies(messages: MessageClasses, bodies: RawBodies): void {
  messages.defineRequestMember('raw', {
    writable: true,
    async value(this: Request) {
      return this.transport === 'http' ? bodies.get(this) : requestBytes.raw.call(this)
    },
  })
  messages.defineRequestMember('text', {
    writable: true,
    async value(this: Request) {
      if (this.transport !== 'http') return requestBytes.text.call(this)
      return toText(await bodies.get(this), this.headers['content-type'])
    },
  })
}
