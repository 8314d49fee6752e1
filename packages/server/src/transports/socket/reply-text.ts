import { Encoder, PacketType } from 'socket.io-parser'

import { hasBinary } from './has-binary.ts'

/** An acknowledgement as Engine.IO sends it: one text, or with binary data a text and the buffers that belong to it. */
export type EncodedReply = string | readonly (string | Buffer)[]

const encoder = new Encoder()

/**
 * Encodes the acknowledgement of one request.
 * @throws what `JSON.stringify` throws for a reply that is no JSON
 */
export function encodeReply(ackId: number, reply: object): EncodedReply {
  const json = JSON.stringify(reply)
  if (!hasBinary(reply, json)) return `3${ackId}[${json}]`
  return encoder.encode({ type: PacketType.ACK, nsp: '/', id: ackId, data: [reply] })
}
