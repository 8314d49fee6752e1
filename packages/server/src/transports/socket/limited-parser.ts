import type * as SocketIoParser from 'socket.io-parser'
import type { Decoder, Encoder, Packet } from 'socket.io-parser'

import type { RequestError } from '../../errors.ts'
import { loadLater } from '../../load-later.ts'
import { BadVirtualRequestError, MessageTooLargeError } from './errors.ts'

const parser = loadLater((require): typeof SocketIoParser => require('socket.io-parser'))

/** Event under which a socket hears of a frame that is no message. A client cannot send it: it is no text. */
export const REFUSED_FRAME: unique symbol = Symbol('refused frame')

/** What Socket.IO's decoder says of a packet whose JSON it cannot use. */
const INVALID_PAYLOAD = 'invalid payload'
/** An event of the default namespace: its type, and the id of the wanted acknowledgement. */
const EVENT_HEAD = /^2(\d{0,15})(?=\[|\{|"|$)/

/** What Socket.IO takes as its `parser` option. */
export interface PacketParser {
  readonly Encoder: typeof Encoder
  readonly Decoder: new () => Decoder
}

/**
 * Socket.IO's own packet parser, except that an event that is too long or no JSON does not end the connection: it
 * becomes an event {@link REFUSED_FRAME} with the error, so that it can be answered.
 *
 * @param maxBytes Longest text of one packet.
 */
export function createLimitedParser(maxBytes: number): PacketParser {
  const { Decoder: OrdinaryDecoder, Encoder: OrdinaryEncoder, PacketType } = parser()
  class LimitedDecoder extends OrdinaryDecoder {
    override add(chunk: unknown): void {
      if (isTooLong(chunk, maxBytes)) {
        const error = new MessageTooLargeError(maxBytes)
        if (this.#refuse(chunk, error)) return
        throw error
      }
      try {
        super.add(chunk)
      } catch (error) {
        const isInvalid = error instanceof Error && error.message === INVALID_PAYLOAD
        const problem = 'The message is no JSON array that begins with the name of an event.'
        if (!isInvalid || !this.#refuse(chunk, new BadVirtualRequestError(problem))) throw error
      }
    }

    #refuse(chunk: unknown, error: RequestError): boolean {
      const head = typeof chunk === 'string' ? EVENT_HEAD.exec(chunk.slice(0, 20)) : null
      if (head === null) return false
      const id = head[1] === '' ? {} : { id: Number(head[1]) }
      const packet: Packet = {
        type: PacketType.EVENT,
        nsp: '/',
        data: [REFUSED_FRAME, error],
        ...id,
      }
      this.emitReserved('decoded', packet)
      return true
    }
  }
  return { Encoder: OrdinaryEncoder, Decoder: LimitedDecoder }
}

function isTooLong(chunk: unknown, maxBytes: number): boolean {
  if (typeof chunk === 'string') {
    // A character takes three bytes at most.
    return chunk.length * 3 > maxBytes && Buffer.byteLength(chunk) > maxBytes
  }
  return Buffer.isBuffer(chunk) && chunk.length > maxBytes
}
