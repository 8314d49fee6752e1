import type * as SocketIoParser from 'socket.io-parser'

import { loadLater } from '../../load-later.ts'
import { hasBinary } from './has-binary.ts'

/** An acknowledgement as Engine.IO sends it: one text, or with binary data a text and the buffers that belong to it. */
export type EncodedReply = string | readonly (string | Buffer)[]

const parser = loadLater((require): typeof SocketIoParser => require('socket.io-parser'))

/**
 * Encodes the acknowledgement of one request.
 * @throws what `JSON.stringify` throws for a reply that is no JSON
 */
export function encodeReply(ackId: number, reply: object): EncodedReply {
  const json = JSON.stringify(reply)
  if (!hasBinary(reply, json)) return `3${ackId}[${json}]`
  const { Encoder, PacketType } = parser()
  return new Encoder().encode({ type: PacketType.ACK, nsp: '/', id: ackId, data: [reply] })
}
