import { Readable } from 'node:stream'

import type { InProcessReply } from './errors.ts'

/**
 * What `sails.request()` returns. Await it for the reply, or read it as a stream: the body as HTTP would carry it, with
 * `statusCode` and `headers` set before the first bytes.
 *
 * An answer that is an error rejects only for who awaits it; one that nobody looks at is no unhandled rejection.
 */
export class InProcessCall extends Readable implements PromiseLike<InProcessReply> {
  statusCode: number | undefined
  headers: InProcessReply['headers'] | undefined
  readonly #answer: Promise<InProcessReply>
  readonly #success: (reply: InProcessReply) => InProcessReply

  /**
   * @param answer Resolves with the reply of whatever status; rejects when there is none.
   * @param toSuccess Throws for a reply that counts as failure.
   */
  constructor(
    answer: Promise<InProcessReply>,
    toSuccess: (reply: InProcessReply) => InProcessReply,
  ) {
    super()
    this.#answer = answer
    this.#success = toSuccess
    answer.then(
      ({ statusCode, headers }) => {
        this.statusCode = statusCode
        this.headers = headers
      },
      // Whoever awaits the call, or reads it, hears of it there.
      () => undefined,
    )
  }

  // oxlint-disable-next-line unicorn/no-thenable -- that is what makes it awaitable
  then<Result = InProcessReply, Failure = never>(
    onReply?: ((reply: InProcessReply) => Result | PromiseLike<Result>) | null,
    onError?: ((error: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return this.#answer.then(this.#success).then(onReply, onError)
  }

  catch<Failure = never>(
    onError?: ((error: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<InProcessReply | Failure> {
    return this.then(undefined, onError)
  }

  finally(onEnd?: (() => void) | null): Promise<InProcessReply> {
    return this.#answer.then(this.#success).finally(onEnd)
  }

  override _read(): void {
    this.#answer.then(
      ({ body }) => {
        if (body !== undefined) this.push(toBytes(body))
        this.push(null)
      },
      (error: unknown) => {
        this.destroy(error instanceof Error ? error : new Error(String(error)))
      },
    )
  }
}

function toBytes(body: unknown): string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
}
