import type { Json } from './recording.ts'

/** A body as it lay on the wire. */
export interface WireBody {
  readonly type: 'ACK' | 'BINARY_ACK'
  readonly attachments: { readonly attachments?: number }
  /** Nothing when there was none. */
  readonly body: { readonly body?: Json }
}

/** Undoes what a client does to bytes: a placeholder for each, and an attachment. */
export function toWireBody(value: unknown): WireBody {
  if (value === undefined) return { type: 'ACK', attachments: {}, body: {} }
  let count = 0
  const text = JSON.stringify(value, function (this: Record<string, unknown>, key, entry: unknown) {
    return Buffer.isBuffer(this[key]) ? { _placeholder: true, num: count++ } : entry
  })
  const body: Json = JSON.parse(text)
  if (count === 0) return { type: 'ACK', attachments: {}, body: { body } }
  return { type: 'BINARY_ACK', attachments: { attachments: count }, body: { body } }
}
