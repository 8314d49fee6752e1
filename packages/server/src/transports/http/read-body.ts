import { AsyncResource } from 'node:async_hooks'
import type { Readable } from 'node:stream'

import type { RequestError } from '../../errors.ts'
import { BodyTooLargeError } from './errors.ts'

/** Hears about a body that was read, or could not be. */
export type BodyListener = (error: RequestError | undefined, bytes: Buffer) => void

const NO_BYTES: Buffer = Buffer.alloc(0)

/**
 * Reads a whole body, at most `limit` bytes of it. Calls back once; never when the client goes away in the middle, since
 * there is nobody left to answer.
 * @param declaredLength What `Content-Length` says; `NaN` when there is none.
 */
export function readBody(
  req: Pick<Readable, 'on' | 'off' | 'resume'>,
  declaredLength: number,
  limit: number,
  done: BodyListener,
): void {
  if (declaredLength > limit) {
    done(new BodyTooLargeError(limit), NO_BYTES)
    return
  }
  // The stream's events come from the connection; async-local storage that middleware has entered must reach the action.
  const caller = new AsyncResource('halyard.body')
  const chunks: Buffer[] = []
  let length = 0

  function takeChunk(chunk: Buffer): void {
    length += chunk.length
    chunks.push(chunk)
    if (length <= limit) return
    req.off('data', takeChunk)
    req.off('end', finish)
    // What is still to come is thrown away, so that the client can finish sending and read the answer.
    req.resume()
    caller.runInAsyncScope(done, undefined, new BodyTooLargeError(limit), NO_BYTES)
  }
  function finish(): void {
    const [first] = chunks
    const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)
    caller.runInAsyncScope(done, undefined, undefined, bytes)
  }

  req.on('data', takeChunk)
  req.on('end', finish)
}
