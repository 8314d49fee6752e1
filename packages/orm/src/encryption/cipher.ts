import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

/** Bytes of the nonce that AES-GCM is made for. */
const NONCE_BYTES = 12

/** Characters of the tag's 16 bytes as base64, without the padding. */
const TAG_LENGTH = 22

const ALGORITHM = 'aes-256-gcm'

/** What encrypted texts begin with: the algorithm and `$`. Its 12 bytes are 16 whole characters of base64. */
const PREFIX = Buffer.from(`${ALGORITHM}$`).toString('base64')

/**
 * Encrypts a text. The format is the one of Sails' models, so that either can read what the other has stored: four
 * base64 segments between `$`: `aes-256-gcm$$<id of the key>`, which is authenticated too, nonce, ciphertext, tag.
 */
export function encryptText(text: string, keyId: string, key: KeyObject): string {
  const header = Buffer.from(`${ALGORITHM}$$${keyId}`)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(header)
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const tag = cipher.getAuthTag().toString('base64').slice(0, TAG_LENGTH)
  return [
    header.toString('base64'),
    nonce.toString('base64'),
    encrypted.toString('base64'),
    tag,
  ].join('$')
}

/** Whether a stored value is an encrypted text. */
export function isEncrypted(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(PREFIX)
}

/** Id of the key that a text was encrypted with; a text that is no encrypted one has none. */
export function keyIdOf(text: string): string | undefined {
  const [header = ''] = text.split('$', 1)
  return Buffer.from(header, 'base64').toString().split('$')[2]
}

/** Decrypts what `encryptText()` made. @throws {Error} of Node when it was changed, or the key is another one. */
export function decryptText(text: string, key: KeyObject): string {
  const [header, nonce, encrypted, tag] = text.split('$').map((part) => Buffer.from(part, 'base64'))
  if (!header || !nonce || !encrypted || tag?.length !== 16) throw new Error('Not four segments.')
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: 16 })
    .setAAD(header)
    .setAuthTag(tag)
  return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8')
}
