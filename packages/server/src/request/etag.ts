import { createHash } from 'node:crypto'

/** Weak entity tag of a body: the same text has the same tag, however it is compressed on its way. */
export function weakEtag(body: string | Uint8Array): string {
  const hash = createHash('sha1').update(body).digest('base64').slice(0, 27)
  return `W/"${Buffer.byteLength(body).toString(16)}-${hash}"`
}
