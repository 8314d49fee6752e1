import type { MessageClasses } from '../../../request/create-message-classes.ts'
import type { HttpMiddleware } from '../http-middleware.ts'
import { chooseCompressor } from './choose-compressor.ts'

/**
 * Makes the built-in `compress`: answers are compressed with Brotli or gzip, as the client takes them. What is already
 * compressed, small, a part of a file, or a stream of events goes out as it is.
 * @param threshold Fewest bytes of a body that is known in whole.
 */
export function createCompress(
  messages: Pick<MessageClasses, 'offerCompression'>,
  threshold: number,
): HttpMiddleware {
  const compression = { threshold, choose: chooseCompressor(threshold) }
  return function compress(_req, res, next) {
    messages.offerCompression(res, compression)
    next()
  }
}
